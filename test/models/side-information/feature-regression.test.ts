import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { compress } from '../../../src/dataset/rows.ts';
import { Arena } from '../../../src/kernels/arena.ts';
import { featureRegression, regress } from '../../../src/models/side-information/feature-regression.ts';
import { sequence } from '../../../src/random.ts';

const [films, count, width] = [30, 9, 8];
const random = sequence(3, 'features');
// Films 4, 8, … have no features at all.
const entries = [...Array(films).keys()].flatMap((film) =>
  [...Array(count).keys()]
    .filter(() => film % 4 > 0 && random() < 0.4)
    .map((feature) => ({ film, feature, value: random() })),
);
const dense = Matrix.zeros(films, count);
for (const { film, feature, value } of entries) dense.set(film, feature, Math.fround(value));

test('agrees with the normal equations solved by ml-matrix within 1e-4, for a weight to each film', async () => {
  const region = new Arena().region();
  const triplets = {
    row: Int32Array.from(entries, ({ film }) => film),
    column: Int32Array.from(entries, ({ feature }) => feature),
    value: Float32Array.from(entries, ({ value }) => value),
  };
  const rows = compress(triplets, films, count, region);
  const weights = Float32Array.from({ length: films }, (_, film) => film % 3);
  const vectors = region.place(Float32Array.from({ length: films * width }, () => random() - 0.5));
  const coefficients = region.place(Float32Array.from({ length: count * width }, random)); // to start from anywhere
  const regression = featureRegression(rows, { count, weights, width }, region);
  await regress(regression, vectors, coefficients, { ridge: 0.7, steps: 50 }, createContext({ threads: 2 }));

  const weighted = dense.transpose().mmul(Matrix.diag([...weights]));
  const targets = Matrix.from1DArray(films, width, vectors);
  const expected = solve(weighted.mmul(dense).add(Matrix.eye(count).mul(0.7)), weighted.mmul(targets));
  const found = Matrix.from1DArray(count, width, coefficients);
  expect(found.sub(expected).abs().max()).toBeLessThan(1e-4);
});
