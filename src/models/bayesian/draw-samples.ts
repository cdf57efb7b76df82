import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { MovierecError } from '../../errors.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Size } from '../contract/define-model.ts';
import { widthFor } from '../contract/factor-model.ts';
import { blocksOf, type Implicit } from './blocks.ts';
import { planesFor, recordLength, startChain } from './chain.ts';
import { columnsFor, sweepChains } from './gibbs.ts';
import { startLatent } from './latent-ratings.ts';
import { levelIndexes } from './levels.ts';
import { emptySamples, keepSample, type Samples } from './samples.ts';
import type { TimeBins } from './time-bins.ts';

export interface SamplingOptions extends Implicit {
  readonly factors: number;
  readonly sweeps: number;
  readonly burnIn: number;
  readonly chains: number;
  readonly keep: number;
}

/** The bytes that sampling takes, with at most a bin for each rating and for each period of `mostDays`. */
export function samplingMemory(
  { users, items, ratings }: Size,
  options: SamplingOptions & { readonly days: number },
): number {
  const { factors: rank, chains, keep, days } = options;
  const bins = Math.min(ratings, Math.ceil(mostDays / Math.min(1, days)));
  const rows = users + items + bins + 1;
  const vectors = 3 * planesFor(rank) * 4 * rows;
  const kept = (2 * items + bins + 2) * (widthFor(rank * keep + 2 + keep) + keep);
  return 4 * (chains * (2 * ratings + recordLength * rows + vectors + 8 * rows) + 2 * ratings + kept);
}

/** A quarter of a century. */
const mostDays = 9000;

/**
 * Draws factorization machines from the posterior distribution, by Markov chains of their own, and keeps as many as asked
 * for, at even distances after the burn-in. With levels, ratings are taken for levels in place of numbers.
 * @throws OPTION_RANGE, DIVERGED
 */
export async function drawSamples(
  ratings: Ratings,
  { bins, levels }: { bins: TimeBins; levels: Float32Array },
  options: SamplingOptions,
  region: Region,
  context: Context,
): Promise<Samples> {
  const { factors: rank, sweeps, burnIn, chains: count } = options;
  if (burnIn >= sweeps) {
    throw new MovierecError(
      'OPTION_RANGE',
      `bfm: with burnIn=${burnIn}, nothing is kept of ${sweeps} sweeps.`,
      `Give fewer: --set burnIn=${Math.floor(sweeps / 5)}`,
    );
  }
  const blocks = await blocksOf(ratings, bins, options, region, context);
  const machine = { arena: region.arena, blocks, rank, columns: region.place(columnsFor(rank)) };
  // Numbers behind levels start at 0, where their predictions are; the first sweep draws them.
  const levelOf = levels.length > 0 && levelIndexes(levels, ratings.byUser.values, region.int32(ratings.size));
  const errors = ratings.byUser.values.map((value) => (levelOf ? 0 : value - ratings.mean));
  const chains = Array.from({ length: count }, (_, chain) => {
    const latent = levelOf ? startLatent(levelOf, levels.length, region) : undefined;
    return startChain(blocks, rank, errors, { seed: context.seed, purpose: `bfm.${chain}` }, region, latent);
  });
  const moments = keptSweeps(options);
  const sizes = { items: ratings.items.size, bins: bins.periods.length, levels: levels.length };
  const samples = emptySamples(sizes, rank, moments.length, region);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    await sweepChains(machine, chains, { sweep, isBurnIn: sweep < burnIn }, context);
    for (const [sample, { chain, after }] of moments.entries()) {
      if (after === sweep) keepSample(samples, sample, chains[chain], blocks);
    }
    context.progress(sweep + 1, sweeps, 'sweeps');
  }
  return samples;
}

/** Which sweeps of which chain are kept: `keep` in all, or all after the burn-in, if these are fewer. */
function keptSweeps({ sweeps, burnIn, chains, keep }: SamplingOptions): { chain: number; after: number }[] {
  const length = sweeps - burnIn;
  return Array.from({ length: chains }, (_, chain) => {
    const share = Math.floor((keep * (chain + 1)) / chains) - Math.floor((keep * chain) / chains);
    const count = Math.min(share, length);
    return Array.from({ length: count }, (_, at) => ({
      chain,
      after: burnIn + Math.floor((length * (at + 1)) / count) - 1,
    }));
  }).flat();
}
