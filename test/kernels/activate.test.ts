import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { activate as expected } from '../../src/kernels/reference/activate.ts';

const rowFor = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, at) => (at - size / 2) * 10 ** ((at % 5) - 3));

test.each([1, 3, 4, 5, 23, 200])('%i units: agree with tanh within 1e-6, then a 1 and zeros', (size) => {
  const width = Math.ceil((size + 1) / 4) * 4;
  const arena = new Arena();
  const rows = arena.float32(2 * width).fill(9);
  for (const row of [0, 1])
    rows.set(
      rowFor(size).map((value) => value / (row + 1)),
      row * width,
    );
  const oracle = [0, 1].flatMap((row) => [...expected(rows.subarray(row * width, (row + 1) * width), size)]);
  arena.kernels.activate(rows.byteOffset, 2, size, width);
  rows.forEach((value, at) => expect(Math.abs(value - oracle[at])).toBeLessThan(1e-6));
});

test('inputs beyond all bounds give 1 and −1', () => {
  const rows = new Arena().float32(4);
  rows.set([1e30, -1e30, Infinity]);
  const arena = Arena.of(rows)!;
  arena.kernels.activate(rows.byteOffset, 1, 3, 4);
  expect([...rows]).toEqual([1, -1, 1, 1]);
});
