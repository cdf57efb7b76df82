import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { addProductTasks, productTasks } from '../../src/kernels/matrix-products.ts';
import { addProducts as expected } from '../../src/kernels/reference/add-products.ts';
import { fillNormal } from '../../src/random.ts';

function matrix(arena: Arena, length: number, purpose: string): Float32Array {
  const numbers = arena.float32(length);
  fillNormal(numbers, 3, purpose);
  return numbers;
}

/** Rows, terms and columns: nothing, single ones, remainders of every kind, and more terms than are taken at once. */
const sizes = [
  [0, 3, 4],
  [1, 1, 4],
  [3, 5, 4],
  [4, 8, 8],
  [5, 127, 12],
  [9, 129, 20],
  [18, 300, 68],
] as const;

describe.each(sizes)('%i rows, %i terms, %i columns', (rows, terms, width) => {
  test.each([false, true])('agree with float64 within 1e-4, transposed: %s', (transposed) => {
    const arena = new Arena();
    const leftWidth = (transposed ? rows : terms) + 3;
    const numbers = matrix(arena, (transposed ? terms : rows) * leftWidth, 'left');
    const vectors = matrix(arena, terms * width, 'right');
    const sums = matrix(arena, rows * width, 'before');
    const coefficient = (row: number, term: number): number =>
      transposed ? numbers[term * leftWidth + row] : numbers[row * leftWidth + term];
    const oracle = expected(coefficient, terms, vectors, width, sums);
    const left = { numbers, width: leftWidth, transposed };
    for (const task of addProductTasks(left, vectors, width, terms, sums)) arena.kernels.addProducts(...task);
    sums.forEach((sum, at) => expect(Math.abs(sum - oracle[at])).toBeLessThan(1e-4));
  });

  test('have the same bits however rows and columns are cut', () => {
    const arena = new Arena();
    const left = matrix(arena, rows * terms, 'left').byteOffset;
    const right = matrix(arena, terms * width, 'right').byteOffset;
    const [whole, cut] = [1, 2].map(() => matrix(arena, rows * width, 'before'));
    const call = (into: Float32Array, row: number, lastRow: number, column: number, last: number): void =>
      arena.kernels.addProducts(row, lastRow, column, last, left, terms, 1, terms, right, width, into.byteOffset);
    call(whole, 0, rows, 0, width);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column += 4) call(cut, row, row + 1, column, column + 4);
    }
    expect(cut).toEqual(whole);
  });
});

test('large products are cut into tasks that write every sum exactly once', () => {
  const arena = new Arena();
  const [rows, terms, width] = [70, 7000, 260];
  const sums = arena.float32(rows * width);
  const tasks = addProductTasks({ numbers: arena.float32(1), width: terms }, arena.float32(1), width, terms, sums);
  const written = new Uint8Array(rows * width);
  for (const [row, lastRow, column, lastColumn] of tasks) {
    for (let r = row; r < lastRow; r++) for (let c = column; c < lastColumn; c++) written[r * width + c]++;
  }
  expect(tasks.length).toBeGreaterThan(5);
  expect(written.every((times) => times === 1)).toBe(true);
});

test('products with transposed rows agree with float64 within 1e-5 when they are cut', () => {
  const arena = new Arena();
  const [rows, columns, width, resultWidth] = [131, 1030, 12, 1032];
  const [a, b] = [matrix(arena, rows * width, 'left'), matrix(arena, columns * width, 'right')];
  const result = arena.float32(rows * resultWidth);
  for (const task of productTasks(a, b, width, columns, result, resultWidth)) arena.kernels.products(...task);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < resultWidth; column += 7) {
      let sum = 0;
      for (let f = 0; column < columns && f < width; f++) sum += a[row * width + f] * b[column * width + f];
      expect(Math.abs(result[row * resultWidth + column] - sum)).toBeLessThan(1e-5);
    }
  }
});
