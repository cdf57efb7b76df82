import { sequence } from '../../random.ts';
import { steps, type Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { boundedLeastSquares } from './bounded-least-squares.ts';
import type { FilmMatrix } from './film-matrix.ts';
import { mix, unmix, type Mixture } from './mixtures.ts';

/** How what people think of films varies: with who they are, with what the films are, and otherwise. */
export interface Variances {
  /** Of how high people rate. */
  readonly people: number;
  /** Of what people think of films that differ in one set of features, for each set. */
  readonly sets: Float64Array;
  /** Of all that is left. */
  readonly noise: number;
}

/** How many pairs of ratings are looked at, about. */
const mostPairs = 2e6;
const mostPerRating = 50;
/** Where there are next to no pairs: as if so many said what is usual, that this much of the variance is explained. */
const priorPairs = 1000;
const usual = { people: 0.15, sets: 0.2 };
/** No less than this of the variance is noise. */
const leastNoise = 0.1;

/**
 * What two ratings of one person, less the films' levels, have in common grows with what the films have in common:
 * E[rᵢ rⱼ] = people + Σ weight · xᵢ·xⱼ, the sum over the sets. The regression of such products over pairs at random, with
 * no weight below 0, gives the variances that a person's ridge regression needs (Haseman, Elston 1972; for random effects
 * in general Ge, Reuter, Winkler et al. 2017). O(pairs · features of a film).
 */
export async function agreementWeights(
  matrix: FilmMatrix,
  mixtures: readonly Mixture[],
  { ratings, levels }: { ratings: Ratings; levels: Float32Array },
  context: Context,
): Promise<Variances> {
  const { byUser, mean } = ratings;
  const random = sequence(context.seed, 'content: pairs');
  const left = byUser.values.map((value, at) => value - mean - levels[byUser.indexes[at]]);
  const variance = left.reduce((sum, value) => sum + value * value, 0) / left.length;
  const size = mixtures.length + 1;
  const a = Array.from({ length: size }, () => new Float64Array(size));
  const b = new Float64Array(size);
  for (const [at, share] of [usual.people, ...mixtures.map((mixture) => usual.sets * mixture.share)].entries()) {
    a[at][at] = priorPairs;
    b[at] = priorPairs * share * variance;
  }
  const perRating = Math.min(mostPerRating, Math.max(1, Math.floor(mostPairs / left.length)));
  const apart = Math.ceil(left.length / mostPairs);
  const common = new Float64Array(matrix.shares.length);
  for await (const user of steps(context, byUser.starts.length - 1, 'people')) {
    const [from, to] = [byUser.starts[user], byUser.starts[user + 1]];
    for (let one = from; one < to; one += apart) {
      for (let draw = Math.min(perRating, to - from - 1); draw > 0; draw--) {
        const place = from + Math.floor(random() * (to - from - 1));
        const other = place < one ? place : place + 1;
        productsBySet(matrix, byUser.indexes[one], byUser.indexes[other], common);
        const x = [1, ...mix(mixtures, common)];
        for (let row = 0; row < size; row++) {
          b[row] += x[row] * left[one] * left[other];
          for (let column = 0; column < size; column++) a[row][column] += x[row] * x[column];
        }
      }
    }
  }
  const [people, ...found] = boundedLeastSquares(a, b, new Array<number>(size).fill(0));
  const explained = people + found.reduce((sum, weight) => sum + weight, 0);
  return {
    people,
    sets: unmix(mixtures, found),
    // Ratings that are all alike leave a variance of 0, and something has to be divided by.
    noise: Math.max(variance - explained, leastNoise * variance, 1e-6),
  };
}

/** xᵢ·xⱼ of two films, in each set. */
function productsBySet({ rows, setOf }: FilmMatrix, one: number, other: number, into: Float64Array): void {
  const { starts, indexes, values } = rows;
  into.fill(0);
  let [a, b] = [starts[one], starts[other]];
  while (a < starts[one + 1] && b < starts[other + 1]) {
    const difference = indexes[a] - indexes[b];
    if (difference === 0) into[setOf[indexes[a]]] += values[a] * values[b];
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
}
