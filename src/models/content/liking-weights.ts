import { sequence } from '../../random.ts';
import { steps, type Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { boundedLeastSquares } from './bounded-least-squares.ts';
import type { FilmMatrix } from './film-matrix.ts';
import { mix, unmix, type Mixture } from './mixtures.ts';

/** How much a film's level and what it has in common with what someone likes add to the log-odds that they like it. */
export interface Likings {
  readonly level: number;
  readonly sets: Float64Array;
}

/** What a person's taste is compared with, and how soon it counts. */
export interface Tastes {
  /** The films that each person likes. */
  readonly liked: Rows;
  /** What is expected of a film; of one that is liked without the person who is asked about. */
  readonly levelOf: (film: number, isLiked: boolean) => number;
  /** The features of the average film that is liked. */
  readonly average: Float64Array;
  /** Likings' worth of the average in everyone's taste. */
  readonly prior: number;
}

/** How many liked films are looked at, about, and how many others for each of them. */
const mostLiked = 50_000;
const others = 3;
/** What the weights are where there is nothing to learn from, and how firmly: a precision. */
const usual = { level: 1, sets: 30, firmness: 1 };
const iterations = 200;

/**
 * The logistic regression of what someone likes against films at random, on the film's level and, set by set, on the product
 * of the film's features with the person's taste, which is that of the other films they like, less the average. No weight
 * is below 0. Each step solves Böhning's and Lindsay's bound (1988), so none goes astray. O(examples · features of a film).
 */
export async function likingWeights(
  matrix: FilmMatrix,
  mixtures: readonly Mixture[],
  tastes: Tastes,
  context: Context,
): Promise<Likings> {
  const { rows, outcomes } = await examplesOf(matrix, mixtures, tastes, context);
  const size = mixtures.length + 2;
  const prior = [0, usual.level, ...mixtures.map(({ share }) => usual.sets * share)];
  // The constant goes wherever it has to.
  const firmness = prior.map((_, at) => (at === 0 ? 1e-6 : usual.firmness));
  const bounds = prior.map((_, at) => (at === 0 ? -Infinity : 0));
  const bound = Array.from({ length: size }, (_, row) => {
    return Float64Array.from({ length: size }, (__, column) => (row === column ? firmness[row] : 0));
  });
  for (const x of rows) {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) bound[row][column] += (x[row] * x[column]) / 4;
    }
  }
  let weights: Float64Array = Float64Array.from(prior);
  for await (const _ of steps(context, iterations, 'iterations')) {
    const target = new Float64Array(size);
    for (let at = 0; at < size; at++) {
      target[at] = firmness[at] * (prior[at] - weights[at]);
      for (let other = 0; other < size; other++) target[at] += bound[at][other] * weights[other];
    }
    for (const [at, x] of rows.entries()) {
      const error = outcomes[at] - 1 / (1 + Math.exp(-dot(x, weights)));
      for (let row = 0; row < size; row++) target[row] += error * x[row];
    }
    weights = boundedLeastSquares(bound, target, bounds);
  }
  const [, level, ...found] = weights;
  return { level, sets: unmix(mixtures, found) };
}

/** Films that people like and, for each, some that they do not, as far as anyone knows: 1, the level, and the products. */
async function examplesOf(
  matrix: FilmMatrix,
  mixtures: readonly Mixture[],
  { liked, levelOf, average, prior }: Tastes,
  context: Context,
): Promise<{ rows: Float64Array[]; outcomes: number[] }> {
  const { starts, indexes, values } = matrix.rows;
  const films = starts.length - 1;
  const random = sequence(context.seed, 'content: films');
  const apart = Math.ceil(liked.indexes.length / mostLiked);
  const [rows, outcomes]: [Float64Array[], number[]] = [[], []];
  const sums = new Float64Array(average.length);
  for await (const user of steps(context, liked.starts.length - 1, 'people')) {
    const own = liked.indexes.subarray(liked.starts[user], liked.starts[user + 1]);
    const known = new Set(own);
    sums.fill(0);
    for (const film of own) for (let at = starts[film]; at < starts[film + 1]; at++) sums[indexes[at]] += values[at];
    const example = (film: number, isLiked: boolean): Float64Array => {
      const count = own.length - Number(isLiked);
      const products = new Float64Array(matrix.shares.length);
      for (let at = starts[film]; at < starts[film + 1]; at++) {
        const rest = sums[indexes[at]] - (isLiked ? values[at] : 0) - count * average[indexes[at]];
        products[matrix.setOf[indexes[at]]] += (values[at] * rest) / (count + prior || 1);
      }
      return Float64Array.from([1, levelOf(film, isLiked), ...mix(mixtures, products)]);
    };
    // From where the last person's likings left off, so that each liking is as likely to be looked at.
    const first = (apart - (liked.starts[user] % apart)) % apart;
    for (let at = first; at < own.length; at += apart) {
      rows.push(example(own[at], true));
      outcomes.push(1);
      for (let draw = 0; draw < others; draw++) {
        const film = Math.floor(random() * films);
        if (known.has(film)) continue;
        rows.push(example(film, false));
        outcomes.push(0);
      }
    }
  }
  return { rows, outcomes };
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
};
