import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { multiplySparse, multiplySparseHere } from '../../src/kernels/multiply-sparse.ts';
import { sparseProducts } from '../../src/kernels/reference/sparse-products.ts';
import { normal } from '../../src/random.ts';

/** Rows of 0, 1, 2 … 9 entries in turn. */
function table(rows: number, columns: number) {
  const counts = Array.from({ length: rows }, (_, row) => row % 10);
  const starts = new Uint32Array(rows + 1);
  counts.forEach((count, row) => (starts[row + 1] = starts[row] + count));
  const random = normal(1, 'values');
  const indexes = counts.flatMap((count, row) =>
    Array.from({ length: count }, (_, at) => (row * 7 + at * 3) % columns),
  );
  return { starts, indexes: Int32Array.from(indexes), values: Float32Array.from(indexes, (_, at) => random(at)) };
}

test.each([4, 8, 36])('rows of %i numbers agree with float64 within 1e-5, and one by one to the bit', async (width) => {
  const [rows, columns] = [43, 31];
  const arena = new Arena();
  const given = table(rows, columns);
  const sparse = {
    starts: arena.place(given.starts),
    indexes: arena.place(given.indexes),
    values: arena.place(given.values),
  };
  const random = normal(2, 'matrix');
  const dense = arena.place(Float32Array.from({ length: columns * width }, (_, at) => random(at)));
  const product = arena.float32(rows * width).fill(NaN);
  await multiplySparse(arena, { sparse, dense, width, product }, createContext({ threads: 2 }));
  const matrix = Array.from({ length: columns }, (_, row) => dense.subarray(row * width, (row + 1) * width));
  sparseProducts(given, matrix, width).forEach((sums, row) =>
    sums.forEach((sum, column) => expect(Math.abs(product[row * width + column] - sum)).toBeLessThan(1e-5)),
  );
  for (let row = 0; row < rows; row++) {
    const one = { ...sparse, starts: arena.place(given.starts.slice(row, row + 2)) };
    const alone = arena.float32(width);
    multiplySparseHere(arena, { sparse: one, dense, width, product: alone });
    expect(alone).toEqual(product.slice(row * width, (row + 1) * width));
  }
});
