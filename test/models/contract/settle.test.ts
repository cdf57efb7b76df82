import { expect, test } from 'vitest';
import { Arena } from '../../../src/kernels/arena.ts';
import { settle } from '../../../src/models/contract/settle.ts';

test('ordinary arrays come together in an arena of their own', () => {
  const settled = settle({ mean: 3, a: Float32Array.of(1, 2), b: Int32Array.of(4) });
  expect(settled).toEqual({ mean: 3, a: Float32Array.of(1, 2), b: Int32Array.of(4) });
  expect(Arena.of(settled.a)).toBeDefined();
  expect(Arena.of(settled.b)).toBe(Arena.of(settled.a));
});

test('arrays that are together already stay where they are', () => {
  const arena = new Arena();
  const state = { a: arena.float32(3), b: arena.int32(2) };
  expect(settle(state)).toBe(state);
});

test('what is in the arena of the training data leaves it', () => {
  const training = new Arena();
  const state = { a: training.float32(3).fill(2) };
  const settled = settle(state, training);
  expect(settled).toEqual(state);
  expect(Arena.of(settled.a)).not.toBe(training);
});
