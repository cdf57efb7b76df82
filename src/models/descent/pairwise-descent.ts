import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel } from '../../kernels/parallel.ts';
import { fillNormal, shuffled, uniform } from '../../random.ts';
import type { Size } from '../contract/define-model.ts';
import { areFinite, diverged } from '../contract/diverged.ts';
import { widthFor } from '../contract/factor-model.ts';
import { cutUsers } from './block-grid.ts';

export interface PairwiseOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly regularization: number;
  readonly initialDeviation: number;
  /** Of WARP: how many films are drawn at most in search of one that scores too much. */
  readonly tries?: number;
}

/** The models that learn so: bpr draws one film for each pair, warp up to `tries`. */
export type PairwiseModel = 'bpr' | 'warp';

/** What descent leaves, in rows of `stride`: `factors` numbers, one that means nothing, and 1 or the item's offset. */
export interface PairwiseDescent {
  readonly stride: number;
  readonly userVectors: Float32Array;
  readonly itemVectors: Float32Array;
}

/** What is done after each epoch, of which `left` says how long its steps were, from 1 in the first down to nothing. */
export type AfterEpoch = (descent: PairwiseDescent, left: number) => Promise<void>;

const mostBlocks = 16;
/** Pairs in a cell of the grid: enough that waking a thread pays. */
const leastPairs = 2000;
/** Films in a block: enough to choose the other film of a pair from. */
const leastFilms = 64;

/** Rows of whole cache lines, so that no two threads write to one. */
export const pairwiseStride = (factors: number): number => Math.ceil((factors + 2) / 16) * 16;

/** The bytes that the descent takes. */
export const pairwiseMemory = ({ users, items, ratings }: Size, factors: number): number =>
  4 * ((users + items) * pairwiseStride(factors) + 4 * ratings + items);

/**
 * What a step of WARP weighs if the film is the first, the second … that was drawn: ln max(1, ⌊(films − 1) / tries⌋),
 * where films / tries is about how many score too much.
 */
export const rankWeights = (films: number, tries: number): Float32Array =>
  Float32Array.from({ length: tries }, (_, at) => Math.log(Math.max(1, Math.floor((films - 1) / (at + 1)))));

/**
 * The descent of BPR or WARP on several threads, with the same result on any number of them. As in a grid of blocks
 * (DSGD, Gemulla et al. 2011), cells that share neither people nor films are worked on at the same time; the film that a
 * liked one is compared with comes from its own block. So that in time every film meets every other, the blocks of films
 * are drawn anew in each epoch. A cell's pairs go by user, whose vector and list then stay in the first-level cache, and
 * steps shrink to nothing over the epochs.
 */
export async function pairwiseDescent(
  model: PairwiseModel,
  liked: Rows,
  films: Int32Array,
  filmCount: number,
  options: PairwiseOptions,
  region: Region,
  context: Context,
  afterEpoch?: AfterEpoch,
): Promise<PairwiseDescent> {
  const { factors, epochs, learningRate, regularization, tries = 1 } = options;
  const { seed } = context;
  const descent = randomStart(model, liked.starts.length - 1, filmCount, options, region, context);
  const count = liked.indexes.length;
  const blocks = blocksFor(count, films.length);
  const people = cutUsers(liked.starts, blocks);
  const blockOfFilm = region.uint8(filmCount);
  const starts = region.int32(blocks * blocks + 1);
  starts[blocks * blocks] = count;
  const [users, items, others] = [region.int32(count), region.int32(count), region.int32(films.length)];
  const weights = region.place(rankWeights(films.length, tries));
  const keyOf = uniform(seed, `${model}.others`);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(films.length, seed, `${model}.blocks.${epoch}`);
    const firstFilm = (block: number): number => Math.floor((films.length * block) / blocks);
    for (let block = 0; block < blocks; block++) {
      for (let at = firstFilm(block); at < firstFilm(block + 1); at++) {
        others[at] = films[order[at]];
        blockOfFilm[others[at]] = block;
      }
    }
    const sort = Array.from({ length: blocks }, (_, block): Call<'cells'> => [
      people[block],
      people[block + 1],
      liked.starts.byteOffset,
      liked.indexes.byteOffset,
      blockOfFilm.byteOffset,
      blocks,
      starts.byteOffset + 4 * block * blocks,
      users.byteOffset,
      items.byteOffset,
    ]);
    await parallel(region.arena, { kernel: 'cells', tasks: sort, scratch: 4 * blocks }, context);
    const left = 1 - epoch / epochs;
    for (let shift = 0; shift < blocks; shift++) {
      const tasks = Array.from({ length: blocks }, (_, blockOfUsers): Parameters<Kernels['bpr']> => {
        const block = (blockOfUsers + shift) % blocks;
        const cell = blockOfUsers * blocks + block;
        return [
          starts[cell],
          starts[cell + 1],
          users.byteOffset,
          items.byteOffset,
          others.byteOffset + 4 * firstFilm(block),
          firstFilm(block + 1) - firstFilm(block),
          liked.starts.byteOffset,
          liked.indexes.byteOffset,
          descent.userVectors.byteOffset,
          descent.itemVectors.byteOffset,
          widthFor(factors + 2),
          descent.stride,
          factors + 1,
          learningRate * left,
          regularization,
          keyOf(epoch) * 2 ** 32,
        ];
      });
      if (model === 'bpr') {
        await parallel(region.arena, { kernel: 'bpr', tasks }, context);
      } else {
        const searching = tasks.map((task) => [...task, weights.byteOffset, tries] as const);
        await parallel(region.arena, { kernel: 'warp', tasks: searching }, context);
      }
    }
    await afterEpoch?.(descent, left);
    context.progress(epoch + 1, epochs, 'epochs');
    if (!areFinite(descent.itemVectors)) throw diverged(model, epoch, 'learningRate', learningRate);
  }
  return descent;
}

/** Blocks to a side; it depends on the data alone. */
const blocksFor = (pairs: number, films: number): number =>
  Math.max(1, Math.min(mostBlocks, Math.floor(films / leastFilms), Math.floor(Math.sqrt(pairs / leastPairs))));

function randomStart(
  model: PairwiseModel,
  users: number,
  films: number,
  { factors, initialDeviation: deviation }: PairwiseOptions,
  region: Region,
  { seed }: Context,
): PairwiseDescent {
  const stride = pairwiseStride(factors);
  const start = (rows: number, purpose: string): Float32Array => {
    const vectors = region.float32(rows * stride);
    for (let row = 0; row < rows; row++) {
      const own = vectors.subarray(row * stride, row * stride + factors);
      fillNormal(own, seed, purpose, { deviation, first: row * factors });
    }
    return vectors;
  };
  const userVectors = start(users, `${model}.users`);
  for (let user = 0; user < users; user++) userVectors[user * stride + factors + 1] = 1;
  return { stride, userVectors, itemVectors: start(films, `${model}.items`) };
}
