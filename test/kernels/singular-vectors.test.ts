import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { compress, transpose } from '../../src/dataset/rows.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { singularVectors } from '../../src/kernels/singular-vectors.ts';
import { uniform } from '../../src/random.ts';

const [rowCount, columnCount, count] = [70, 40, 6];
const random = uniform(2, 'entries');
const dense = Array.from({ length: rowCount }, (_, row) =>
  Array.from({ length: columnCount }, (__, column) => {
    const at = row * columnCount + column;
    return random(at) < 0.3 ? Math.fround(random(at + 1e6) + Math.sin(row) * Math.sin(column)) : 0;
  }),
);

async function found() {
  const arena = new Arena();
  const entries = dense.flatMap((values, row) =>
    values.flatMap((value, column) => (value === 0 ? [] : [{ row, column, value }])),
  );
  const triplets = {
    row: Int32Array.from(entries, ({ row }) => row),
    column: Int32Array.from(entries, ({ column }) => column),
    value: Float32Array.from(entries, ({ value }) => value),
  };
  const byRow = compress(triplets, rowCount, columnCount, arena);
  const turned = transpose(byRow, columnCount);
  const byColumn = { starts: arena.place(turned.starts), indexes: arena.place(turned.indexes), values: arena.place(turned.values) }; // prettier-ignore
  const wanted = { count, iterations: 12, purpose: 'test', keepChance: true };
  const { width, vectors } = await singularVectors({ byRow, byColumn }, wanted, arena.region(), createContext());
  return Array.from({ length: count }, (_, at) =>
    Array.from({ length: columnCount }, (__, column) => vectors[column * width + at]),
  );
}

const product = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, at) => sum + x * b[at], 0);

test('vectors are orthonormal, and those of a full decomposition but for their signs, with its singular values', async () => {
  const vectors = await found();
  const { rightSingularVectors, diagonal } = new SingularValueDecomposition(new Matrix(dense));
  for (const [at, vector] of vectors.entries()) {
    for (const [other, with_] of vectors.entries()) expect(product(vector, with_)).toBeCloseTo(Number(at === other), 4);
    expect(Math.abs(product(vector, rightSingularVectors.getColumn(at)))).toBeCloseTo(1, 3);
    expect(Math.hypot(...dense.map((row) => product(row, vector)))).toBeCloseTo(diagonal[at], 3);
  }
});
