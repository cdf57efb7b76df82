import type { Region } from '../../kernels/arena.ts';
import { fillNormal } from '../../random.ts';
import type { Block } from './blocks.ts';
import type { LatentRatings } from './latent-ratings.ts';
import { hyperpriors, type Hyperpriors } from './hyperpriors.ts';

/** Numbers of a row's record (src/kernels/assembly/bfm-record.ts), and where the two stand that never change. */
export const recordLength = 32;
const [countPlace, valuePlace] = [24, 25];

/** The precision that all vectors begin with: small, and different from each other. */
const firstPrecision = 100;
/** Holds numbers at 0 that only fill up the columns to a multiple of 4. */
const pinned = 1e30;

/** The vectors of a group of features: of every four columns one plane of four numbers a feature. */
export interface GroupDraws {
  readonly vectors: Float32Array;
  readonly normals: Float32Array;
  /** For every four columns their precisions λ and then their means μ. */
  readonly priors: Float32Array;
}
export interface BlockDraws {
  /** The sum of the vectors of each row's features, each times its value; planes as of a group. */
  readonly vectors: Float32Array;
  readonly records: Float32Array;
  readonly groups: readonly GroupDraws[];
}

/** Where one Markov chain is: a draw of every unknown, in memory that kernels work on. */
export interface Chain {
  readonly blocks: readonly BlockDraws[];
  /** What is left of each rating, in the order of the users. */
  readonly errors: Float32Array;
  readonly hyperpriors: Hyperpriors;
  readonly seed: number;
  readonly purpose: string;
  /** Where ratings are levels. */
  readonly latent?: LatentRatings;
  /** The precision of the noise. */
  noise: number;
}

/** How many planes of four columns hold so many factors and a linear weight. */
export const planesFor = (rank: number): number => Math.ceil((rank + 1) / 4);

/** A chain at its start, where all vectors are 0. */
export function startChain(
  blocks: readonly Block[],
  rank: number,
  errors: Float32Array,
  random: { seed: number; purpose: string },
  region: Region,
  latent?: LatentRatings,
): Chain {
  const planes = planesFor(rank);
  return {
    ...random,
    ...(latent && { latent }),
    errors: region.place(errors),
    noise: 1,
    hyperpriors: hyperpriors(random.seed, random.purpose),
    blocks: blocks.map(({ rowCount, counts, values, groups }) => {
      const records = region.float32(rowCount * recordLength);
      for (let row = 0; row < rowCount; row++) {
        records[row * recordLength + countPlace] = counts[row];
        records[row * recordLength + valuePlace] = values[row];
      }
      return {
        records,
        vectors: region.float32(planes * rowCount * 4),
        groups: groups.map(({ count }) => ({
          vectors: region.float32(planes * count * 4),
          normals: region.float32(count * 4),
          priors: region.float32(planes * 8),
        })),
      };
    }),
  };
}

/** Draws the means and precisions of a group's four columns, and the chance that its vectors are drawn by. */
export function drawPriors(
  chain: Chain,
  { block, group, plane, sweep }: { block: number; group: number; plane: number; sweep: number },
  { count, used }: { count: number; used: number },
  rank: number,
): void {
  const { vectors, normals, priors } = chain.blocks[block].groups[group];
  const own = vectors.subarray(plane * count * 4, (plane + 1) * count * 4);
  for (let column = 0; column < 4; column++) {
    const at = plane * 8 + column;
    let [sum, squares] = [0, 0];
    for (let place = column; place < own.length; place += 4) {
      sum += own[place];
      squares += own[place] ** 2;
    }
    const isUsed = plane * 4 + column <= rank;
    const drawn = sweep > 0 && isUsed && chain.hyperpriors.group(used, sum, squares);
    [priors[at], priors[at + 4]] = drawn ? [drawn.precision, drawn.mean] : [isUsed ? firstPrecision : pinned, 0];
  }
  fillNormal(normals, chain.seed, `${chain.purpose}.${sweep}.${plane}.${block}.${group}`);
}
