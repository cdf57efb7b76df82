import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import type { KernelName, Kernels } from '../../kernels/kernels.ts';
import { parallel, ranges, rangesOfRows } from '../../kernels/parallel.ts';
import type { Block } from './blocks.ts';
import { drawLatent } from './latent-ratings.ts';
import { drawPriors, planesFor, type Chain } from './chain.ts';

/** Ratings, or occurrences of features, that one call of a kernel goes through: some milliseconds. */
const entriesAtOnce = 500_000;

/** What all chains have in common. */
export interface Machine {
  readonly arena: Arena;
  readonly blocks: readonly Block[];
  readonly rank: number;
  /** Of every four columns which are factors, and then which is the linear weight: see `columnsFor`. */
  readonly columns: Float32Array;
}

/** For every four columns 1 at those that are factors, then 1 at the linear weight, which comes after the last factor. */
export function columnsFor(rank: number): Float32Array {
  const columns = new Float32Array(planesFor(rank) * 8);
  for (let column = 0; column <= rank; column++) {
    columns[(column >> 2) * 8 + (column & 3) + (column < rank ? 0 : 4)] = 1;
  }
  return columns;
}

/**
 * One sweep of all chains at the same time: draws the noise, and then block after block all vectors, four columns at a
 * time, each feature's given all else. A chain is sequential, so it is chains that several threads are there for.
 * O(ratings · rank), however many implicit features there are.
 * @throws DIVERGED
 */
export async function sweepChains(
  machine: Machine,
  chains: readonly Chain[],
  { sweep, isBurnIn }: { sweep: number; isBurnIn: boolean },
  context: Context,
): Promise<void> {
  if (chains[0].latent) await drawLatent(machine.arena, chains, { sweep, isBurnIn }, context);
  for (const chain of chains) drawNoise(chain, sweep);
  for (let plane = 0; plane < planesFor(machine.rank); plane++) {
    for (const [block, { groups }] of machine.blocks.entries()) {
      if (groups.every(({ used }) => used === 0)) continue;
      for (const chain of chains) {
        groups.forEach((group, at) => drawPriors(chain, { block, group: at, plane, sweep }, group, machine.rank));
      }
      await drawBlock(machine, chains, { block, plane }, context);
    }
  }
}

function drawNoise(chain: Chain, sweep: number): void {
  const { errors } = chain;
  let squares = 0;
  for (let at = 0; at < errors.length; at++) squares += errors[at] ** 2;
  if (!Number.isFinite(squares)) {
    throw new MovierecError(
      'DIVERGED',
      `bfm diverged in sweep ${sweep + 1}: the error is no longer a number.`,
      'Take fewer factors, and look for ratings that cannot be.',
    );
  }
  // Behind levels, the noise is the unit.
  chain.noise = chain.latent ? 1 : chain.hyperpriors.noise(errors.length, squares);
}

/** Four columns of a block, in all chains: what its rows have to know, the draws, and what these leave of the ratings. */
async function drawBlock(
  { arena, blocks, columns }: Machine,
  chains: readonly Chain[],
  { block, plane }: { block: number; plane: number },
  context: Context,
): Promise<void> {
  const columnsAt = columns.byteOffset + 32 * plane;
  const size = blocks[block].rowOf.length;
  const vectorsAt = (chain: Chain, other: number): number =>
    chain.blocks[other].vectors.byteOffset + 16 * plane * blocks[other].rowCount;
  const rowsOf = (chain: Chain) => {
    const [other, more] = [0, 1, 2].filter((index) => index !== block);
    return [
      chain.errors.byteOffset,
      columnsAt,
      blocks[block].rowOf.byteOffset,
      blocks[block].rowCount,
      vectorsAt(chain, block),
      chain.blocks[block].records.byteOffset,
      blocks[other].rowOf.byteOffset,
      vectorsAt(chain, other),
      blocks[more].rowOf.byteOffset,
      vectorsAt(chain, more),
    ] as const;
  };
  const each = <K extends KernelName>(
    kernel: K,
    task: (chain: Chain) => Readonly<Parameters<Kernels[K]>>,
    scratch = 0,
  ): Promise<void> => parallel(arena, { kernel, tasks: chains.map(task), scratch }, context);

  const passes = ranges(size, entriesAtOnce);
  for (const [from, to] of passes) await each('bfmCollect', (chain) => [from, to, ...rowsOf(chain)]);
  for (const [at, { count, occurrences }] of blocks[block].groups.entries()) {
    const parts = occurrences ? rangesOfRows(occurrences.starts, entriesAtOnce) : ranges(count, entriesAtOnce);
    for (const [from, to] of parts) {
      const draw = ({ blocks: drawn, noise }: Chain): Call<'bfmDraw'> => [
        from,
        to,
        occurrences?.starts.byteOffset ?? 0,
        occurrences?.rows.byteOffset ?? 0,
        drawn[block].records.byteOffset,
        drawn[block].groups[at].vectors.byteOffset + 16 * plane * count,
        drawn[block].groups[at].normals.byteOffset,
        columnsAt,
        drawn[block].groups[at].priors.byteOffset + 32 * plane,
        noise,
      ];
      await each('bfmDraw', draw, 64);
    }
  }
  for (const [from, to] of passes) await each('bfmSpread', (chain) => [from, to, size, ...rowsOf(chain)]);
}
