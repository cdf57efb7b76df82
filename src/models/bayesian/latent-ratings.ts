import type { Context } from '../../context.ts';
import type { Arena, Region } from '../../kernels/arena.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { uniform } from '../../random.ts';
import type { Chain } from './chain.ts';
import { firstCutpoints, isTaken, proposeCutpoints } from './levels.ts';

/** What a chain of an ordered probit model has beside the others: levels are seen, and numbers behind them drawn. */
export interface LatentRatings {
  /** The level of each rating, in the order of the users. */
  readonly levelOf: Int32Array;
  readonly numbers: Float32Array;
  /** Below the first level, between levels, above the last. */
  readonly cutpoints: Float32Array;
  readonly proposed: Float32Array;
  /** By how much the likelihood grows, for each part of the ratings. */
  readonly growth: Float64Array;
  /** The deviation of proposals. */
  step: number;
}

const ratingsAtOnce = 50_000;
/** What predictions will differ by adds to the deviation of 1 that is noise. */
const expectedDeviation = 1.25;
const proposalsPerSweep = 2;
/** Changes of the step during burn-in, by which about one proposal in four is taken. */
const [longer, shorter] = [1.5, 0.87];

export function startLatent(levelOf: Int32Array, levels: number, region: Region): LatentRatings {
  const cutpoints = region.place(firstCutpoints(levelOf, levels, expectedDeviation));
  return {
    levelOf,
    cutpoints,
    numbers: region.float32(levelOf.length),
    proposed: region.float32(cutpoints.length),
    growth: region.float64(ranges(levelOf.length, ratingsAtOnce).length),
    step: 1 / Math.sqrt(levelOf.length),
  };
}

/**
 * Draws the cutpoints and then the numbers behind the ratings: of both together, since numbers that are held fixed would
 * hold the cutpoints (Cowles 1996, "Accelerating Monte Carlo Markov chain convergence for cumulative-link models").
 */
export async function drawLatent(
  arena: Arena,
  chains: readonly Chain[],
  { sweep, isBurnIn }: { sweep: number; isBurnIn: boolean },
  context: Context,
): Promise<void> {
  const parts = ranges(chains[0].errors.length, ratingsAtOnce);
  const ratingsOf = ({ errors, latent }: Chain) =>
    [errors.byteOffset, latent!.numbers.byteOffset, latent!.levelOf.byteOffset, latent!.cutpoints.byteOffset] as const;
  for (let proposal = 0; proposal < proposalsPerSweep; proposal++) {
    const index = sweep * proposalsPerSweep + proposal;
    const inOrder = chains.map(({ latent, seed, purpose }) =>
      proposeCutpoints(latent!.cutpoints, latent!.proposed, latent!.step, { seed, purpose, index }),
    );
    const tasks = chains.flatMap((chain, at) =>
      parts
        .filter(() => inOrder[at])
        .map(([from, to], part) => {
          const { proposed, growth } = chain.latent!;
          return [from, to, ...ratingsOf(chain), proposed.byteOffset, growth.byteOffset + 8 * part] as const;
        }),
    );
    await parallel(arena, { kernel: 'bfmCutpoints', tasks }, context);
    for (const [at, { latent, seed, purpose }] of chains.entries()) {
      const growth = latent!.growth.reduce((sum, part) => sum + part, 0);
      const taken = inOrder[at] && isTaken(growth, seed, purpose, index);
      if (taken) latent!.cutpoints.set(latent!.proposed);
      if (isBurnIn) latent!.step *= taken ? longer : shorter;
    }
  }
  const tasks = chains.flatMap((chain) => {
    const key = Math.floor(uniform(chain.seed, `${chain.purpose}.latent`)(sweep) * 2 ** 31);
    return parts.map(([from, to]) => [from, to, ...ratingsOf(chain), key] as const);
  });
  await parallel(arena, { kernel: 'bfmLatent', tasks }, context);
}
