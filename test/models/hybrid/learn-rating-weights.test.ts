import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';
import { cellCount } from '../../../src/models/hybrid/cells.ts';
import type { Examples } from '../../../src/models/hybrid/examples.ts';
import { learnRatingWeights } from '../../../src/models/hybrid/learn-rating-weights.ts';
import { normal } from '../../../src/random.ts';

const width = 3;

/** In cell 2 the second part is right, in cell 7 the first, and nothing is known of the others. */
function planted(count: number): Examples {
  const draw = normal(3, 'examples');
  const columns = Float64Array.from({ length: count * width }, (_, at) => (at % width === 0 ? 1 : draw(at)));
  const cells = Uint8Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 2 : 7));
  const targets = Float64Array.from(
    cells,
    (cell, at) => columns[at * width + (cell === 2 ? 2 : 1)] + 0.1 * draw(1e6 + at),
  );
  return { width, starts: new Uint32Array([0, count]), columns, targets, cells };
}

test('is ridge regression towards equal weights, and in each cell towards those of all, as ml-matrix solves it', () => {
  const examples = planted(400);
  const weights = learnRatingWeights(examples);
  const x = new Matrix(400, width);
  for (let row = 0; row < 400; row++) x.setRow(row, Array.from(examples.columns.subarray(row * 3, row * 3 + 3)));
  const y = Matrix.columnVector(Array.from(examples.targets));
  const scale = [0, 1, 2].map((column) => x.getColumn(column).reduce((sum, value) => sum + value ** 2, 0) / 400);
  const towards = (rows: number[], center: number[], strength: number): number[] => {
    const [xs, ys] = [x.selection(rows, [0, 1, 2]), y.selection(rows, [0])];
    const pull = Matrix.diag(scale.map((value) => strength * value));
    const right = xs
      .transpose()
      .mmul(ys)
      .add(pull.mmul(Matrix.columnVector(center)));
    return solve(xs.transpose().mmul(xs).add(pull), right).getColumn(0);
  };
  const all = towards([...Array(400).keys()], [0, 0.5, 0.5], 50);
  for (let cell = 0; cell < cellCount; cell++) {
    const rows = [...Array(400).keys()].filter((row) => examples.cells[row] === cell);
    const expected = rows.length > 0 ? towards(rows, all, 300) : all;
    const found = weights.subarray(cell * width, (cell + 1) * width);
    for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 9);
  }
});

test('each cell trusts the part that is right there, the more examples there are', () => {
  const weights = learnRatingWeights(planted(20_000));
  expect(weights[2 * width + 2]).toBeGreaterThan(0.95);
  expect(weights[2 * width + 1]).toBeLessThan(0.05);
  expect(weights[7 * width + 1]).toBeGreaterThan(0.95);
});
