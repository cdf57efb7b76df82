import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';

test('arrays keep their numbers and their arena while it grows', () => {
  const arena = new Arena();
  const first = arena.float32(100).fill(7);
  const later = Array.from({ length: 20 }, (_, at) => arena.int32(100_000).fill(at));
  expect(first.every((value) => value === 7)).toBe(true);
  for (const [at, array] of later.entries()) expect(array.every((value) => value === at)).toBe(true);
  for (const array of [first, ...later]) expect(Arena.of(array)).toBe(arena);
  expect(Arena.of(new Float32Array(3))).toBeUndefined();
});

test('room is zero when it is given out again', () => {
  const arena = new Arena();
  const region = arena.region();
  const start = region.float64(1000).fill(3).byteOffset;
  region.release();
  const again = arena.float64(1000);
  expect(again.byteOffset).toBe(start);
  expect(again.every((value) => value === 0)).toBe(true);
});

test('an array is placed by copying, unless it is there already', () => {
  const arena = new Arena();
  const placed = arena.place(Float32Array.of(1, 2, 3));
  expect([...placed]).toEqual([1, 2, 3]);
  expect(arena.place(placed)).toBe(placed);
  expect(new Arena().place(placed)).not.toBe(placed);
});

test('more than 4 GB are refused by name', () => {
  expect(() => new Arena(2 ** 33)).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY' }) as Error);
  const arena = new Arena();
  expect(() => arena.float64(2 ** 30)).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY' }) as Error);
  expect(arena.float32(4)).toHaveLength(4);
});

test('hundreds of arenas can be there at once', () => {
  const arenas = Array.from({ length: 500 }, () => new Arena());
  expect(new Set(arenas.map((arena) => arena.float32(1).buffer)).size).toBe(500);
});
