import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { fit } from '../../src/models/registry.ts';
import { gauss } from '../fixtures/gauss.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const options = { factors: 3, ridge: 0.04, prior: 2, featureRidge: 1.5 };
const size = options.factors + 1;
type State = { readonly itemVectors: Float32Array; readonly userVectors: Float32Array; readonly width: number };

/** What films have, of all sets. */
function featuresOfFilms(): Matrix {
  const sets = ratings.features!.sets;
  const matrix = Matrix.zeros(
    ratings.items.size,
    sets.reduce((sum, { features }) => sum + features.length, 0),
  );
  let first = 0;
  for (const { features, rows, weight } of sets) {
    for (let film = 0; film < ratings.items.size; film++) {
      for (let at = rows.starts[film]; at < rows.starts[film + 1]; at++) {
        matrix.set(film, first + rows.indexes[at], Math.sqrt(weight) * rows.values[at]);
      }
    }
    first += features.length;
  }
  return matrix;
}

/** Vectors with the offset as their last number. */
const vectorsOf = (vectors: Float32Array, width: number, offset: number): number[][] =>
  Array.from({ length: vectors.length / width }, (_, row) => [
    ...vectors.subarray(row * width, row * width + options.factors),
    vectors[row * width + offset],
  ]);

test('comes to rest where nothing lowers what a factorization machine minimizes, by closed forms in float64', async () => {
  const model = await fit('fm', ratings, { ...options, epochs: 500 }, context);
  const { itemVectors, userVectors, width } = model.state as State;
  const items = vectorsOf(itemVectors, width, size);
  const users = vectorsOf(userVectors, width, options.factors).map((vector) =>
    vector.with(-1, vector.at(-1)! - ratings.mean),
  );
  const penalties = items.map((_, item) => options.ridge * model.seen.counts[item] + options.prior);

  // Features: the weighted ridge regression of films' vectors.
  const x = featuresOfFilms();
  const weighted = x.transpose().mmul(Matrix.diag(penalties));
  const ofFeatures = solve(
    weighted.mmul(x).add(Matrix.eye(x.columns).mul(options.featureRidge)),
    weighted.mmul(new Matrix(items)),
  );
  const expected = x.mmul(ofFeatures);
  // Films: the ridge regression of their ratings on people, around what their features say.
  for (const [item, vector] of items.entries()) {
    const { items: raters, ratings: values } = historyOf(ratings.byItem, item);
    const y = Array.from(raters, (user) => users[user].with(-1, 1));
    const left = Array.from(values, (value, at) => value - ratings.mean - users[raters[at]].at(-1)!);
    const numbers = [...Array(size).keys()];
    const solution = gauss(
      numbers.map((i) =>
        numbers.map((j) => y.reduce((sum, one) => sum + one[i] * one[j], i === j ? penalties[item] : 0)),
      ),
      numbers.map((i) => y.reduce((sum, one, at) => sum + left[at] * one[i], penalties[item] * expected.get(item, i))),
    );
    for (const [at, value] of solution.entries()) expect(Math.abs(value - vector[at])).toBeLessThan(5e-3);
    if (raters.length === 0) expect(Math.hypot(...expected.getRow(item))).toBeGreaterThan(0.05);
  }
});

test('films that nobody rated are rated as films with the same features are, far better than by the mean', async () => {
  const model = await fit('fm', ratings, options, context);
  const [never, twin] = ['never', 'i0'].map((name) => ratings.items.indexOf(name));
  let [off, ofMean] = [0, 0];
  for (const user of ratings.users.names.keys()) {
    const known = historyOf(ratings.byUser, user);
    const at = known.items.indexOf(twin);
    if (at < 0) continue;
    // Without the rating of the twin itself.
    const others = model.foldIn({
      items: known.items.filter((item) => item !== twin),
      ratings: known.ratings.filter((_, place) => place !== at),
    });
    off += (model.predict(others, never).rating - known.ratings[at]) ** 2;
    ofMean += (ratings.mean - known.ratings[at]) ** 2;
  }
  expect(off).toBeLessThan(0.6 * ofMean);
});

test('any number of factors works, whether it fills a vector of the machine or not', async () => {
  for (const factors of [1, 2, 4, 6, 7, 9]) {
    const model = await fit('fm', ratings, { ...options, factors, epochs: 3 }, context);
    const known = model.user(4);
    expect(model.scoreAll(model.foldIn(known.history))).toEqual(model.scoreAll(known));
  }
});
