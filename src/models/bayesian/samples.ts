import type { Region } from '../../kernels/arena.ts';
import { widthFor } from '../contract/factor-model.ts';
import type { Block } from './blocks.ts';
import type { Chain } from './chain.ts';

/**
 * What is kept of some sweeps: all that users are found by and films are scored with. (A type alias, so that TypeScript
 * takes it for a part of a state.) Rows of vectors have `width` numbers, of which `rank` belong to each sample: the first
 * `factors` in all. Rows of offsets and weights have one number a sample.
 */
export type Samples = {
  readonly rank: number;
  readonly samples: number;
  readonly factors: number;
  readonly width: number;
  /** Of each film its own vector and those of its users; then 1 and the mean offset. */
  readonly itemVectors: Float32Array;
  /** The part of a score that a film brings to everyone: linear weights, and its features with each other. */
  readonly itemOffsets: Float32Array;
  /** What it says of someone that they rated the film at all. */
  readonly itemImplicit: Float32Array;
  readonly itemWeights: Float32Array;
  /**
   * Of each time bin; then the mean weight. The last row is the mean over all ratings with a time, for times of which
   * nothing was learned. Row 0 is for ratings without a time: 0 as in the sweeps, or the mean, too, if they had none such.
   */
  readonly binVectors: Float32Array;
  readonly binWeights: Float32Array;
  /** Of each sample the precision of the noise, and the precisions and means of the numbers of a user. */
  readonly posteriors: Float32Array;
  /** Of each sample the cutpoints between levels; none where ratings are numbers. */
  readonly cutpoints: Float32Array;
};

/** How many numbers each sample has in `posteriors`. */
export const posteriorLength = (rank: number): number => 2 * (rank + 1) + 1;

/** Room for so many samples. */
export function emptySamples(
  { items, bins, levels }: { items: number; bins: number; levels: number },
  rank: number,
  samples: number,
  { float32 }: Pick<Region, 'float32'>,
): Samples {
  const factors = rank * samples;
  const width = widthFor(factors + 2 + samples);
  const kept = {
    ...{ rank, samples, factors, width },
    itemVectors: float32(items * width),
    itemOffsets: float32(items * samples),
    itemImplicit: float32(items * width),
    itemWeights: float32(items * samples),
    binVectors: float32((bins + 2) * width),
    binWeights: float32((bins + 2) * samples),
    posteriors: float32(samples * posteriorLength(rank)),
    cutpoints: float32(levels > 0 ? samples * (levels + 1) : 0),
  };
  for (let at = factors; at < kept.itemVectors.length; at += width) kept.itemVectors[at] = 1;
  return kept;
}

/** Keeps where a chain is as one of the samples. */
export function keepSample(kept: Samples, sample: number, chain: Chain, blocks: readonly Block[]): void {
  const { rank, samples, factors, width } = kept;
  const ratings = chain.errors.length;
  const [users, films, bins] = chain.blocks;
  const [userBlock, filmBlock, binBlock] = blocks;
  const planes = { rank, samples, width, sample };

  unpack(films.vectors, filmBlock.rowCount, planes, kept.itemVectors, kept.itemOffsets);
  unpack(bins.vectors, binBlock.rowCount, planes, kept.binVectors, kept.binWeights);
  if (users.groups.length > 1) {
    unpack(users.groups[1].vectors, userBlock.groups[1].count, planes, kept.itemImplicit, kept.itemWeights);
  }
  const squares = squaresOf(chain, filmBlock, rank);
  for (let item = 0; item < filmBlock.rowCount; item++) {
    let length = 0;
    for (let f = 0; f < rank; f++) length += kept.itemVectors[item * width + sample * rank + f] ** 2;
    kept.itemOffsets[item * samples + sample] += (length - squares[item]) / 2;
    kept.itemVectors[item * width + factors + 1] += kept.itemOffsets[item * samples + sample] / samples;
  }
  meanRow(kept.binVectors, width, binBlock.counts, ratings, sample * rank, rank);
  meanRow(kept.binWeights, samples, binBlock.counts, ratings, sample, 1);
  for (let bin = 0; bin <= binBlock.rowCount; bin++) {
    kept.binVectors[bin * width + factors] += kept.binWeights[bin * samples + sample] / samples;
  }
  const posterior = kept.posteriors.subarray(sample * posteriorLength(rank), (sample + 1) * posteriorLength(rank));
  posterior[0] = chain.noise;
  if (chain.latent) kept.cutpoints.set(chain.latent.cutpoints, sample * chain.latent.cutpoints.length);
  for (let column = 0; column <= rank; column++) {
    const at = (column >> 2) * 8 + (column & 3);
    posterior[1 + column] = users.groups[0].priors[at];
    posterior[rank + 2 + column] = users.groups[0].priors[at + 4];
  }
}

/** From planes of four columns to rows: `rank` numbers among the vectors, the linear weight among the weights. */
function unpack(
  planes: Float32Array,
  count: number,
  { rank, samples, width, sample }: { rank: number; samples: number; width: number; sample: number },
  vectors: Float32Array,
  weights: Float32Array,
): void {
  const at = (row: number, column: number): number => ((column >> 2) * count + row) * 4 + (column & 3);
  for (let row = 0; row < count; row++) {
    for (let f = 0; f < rank; f++) vectors[row * width + sample * rank + f] = planes[at(row, f)];
    weights[row * samples + sample] = planes[at(row, rank)];
  }
}

/** Writes the mean of some columns over the ratings with a time to the last row, and to row 0 if these are all. */
function meanRow(
  rows: Float32Array,
  width: number,
  counts: Uint32Array,
  ratings: number,
  first: number,
  columns: number,
): void {
  for (let column = first; column < first + columns; column++) {
    let [sum, timed] = [0, 0];
    for (let row = 1; row < counts.length; row++) {
      sum += counts[row] * rows[row * width + column];
      timed += counts[row];
    }
    const mean = timed > 0 ? sum / timed : 0;
    rows[counts.length * width + column] = mean;
    rows[column] = timed === ratings ? mean : 0;
  }
}

/** Of each film the sum of its features' squared factors, each times its squared value. */
function squaresOf(chain: Chain, { rowCount, values, groups }: Block, rank: number): Float64Array {
  const squares = new Float64Array(rowCount);
  for (const [group, { count, occurrences }] of groups.entries()) {
    const { vectors } = chain.blocks[1].groups[group];
    for (let feature = 0; feature < count; feature++) {
      let length = 0;
      for (let f = 0; f < rank; f++) length += vectors[((f >> 2) * count + feature) * 4 + (f & 3)] ** 2;
      if (!occurrences) squares[feature] += length;
      else {
        for (let at = occurrences.starts[feature]; at < occurrences.starts[feature + 1]; at++) {
          const row = occurrences.rows[at];
          squares[row] += length * values[row] ** 2;
        }
      }
    }
  }
  return squares;
}
