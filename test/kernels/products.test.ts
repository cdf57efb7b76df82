import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { parallel, ranges } from '../../src/kernels/parallel.ts';
import { coarseItems, coarseUsers } from '../../src/kernels/quantize.ts';
import { product, topOf } from '../../src/kernels/reference/top-products.ts';
import { createContext } from '../../src/context.ts';
import { fillNormal, uniform } from '../../src/random.ts';

const shapes = [
  [1, 1, 4],
  [1, 5, 4],
  [2, 3, 8],
  [3, 4, 12],
  [5, 13, 64],
  [9, 530, 20],
  [67, 1031, 100],
] as const;

function vectors(users: number, items: number, width: number) {
  const arena = new Arena();
  const [of, from] = [arena.float32(users * width), arena.float32(items * width)];
  fillNormal(of, users, 'users');
  fillNormal(from, items, 'items');
  // A column that is the same for all items, as in models with offsets, and one user without any taste.
  for (let item = 0; item < items; item++) from[item * width + 1] = 1;
  for (let user = 0; user < users; user++) of[user * width + 1] *= 40;
  of.fill(0, 0, width);
  return { arena, of, from };
}

describe.each(shapes)('%i users, %i items, vectors of %i', (users, items, width) => {
  const { arena, of, from } = vectors(users, items, width);
  const scores = arena.float32(users * items);
  arena.kernels.products(of.byteOffset, users, from.byteOffset, 0, items, width, scores.byteOffset, items);

  // The error of a float32 sum of n products is below n · 2⁻²⁴ times the sum of their sizes.
  test('products are those of double precision, within what single precision can', () => {
    for (let at = 0; at < scores.length; at++) {
      const [user, item] = [Math.floor(at / items), at % items];
      const sizes = product(of.map(Math.abs), user, from.map(Math.abs), item, width);
      const error = Math.abs(scores[at] - product(of, user, from, item, width));
      expect(error).toBeLessThanOrEqual(width * 2 ** -24 * sizes);
      if (users * items > 5000) at += 96;
    }
  });

  test('a score is the same to the bit, alone or among others', () => {
    const alone = arena.float32(items);
    for (let user = 0; user < users; user += 7) {
      const row = of.byteOffset + 4 * user * width;
      arena.kernels.products(row, 1, from.byteOffset, 0, items, width, alone.byteOffset, items);
      expect(alone).toEqual(scores.slice(user * items, (user + 1) * items));
    }
  });

  test.each([1, 3, 10, 2000])(
    'the best %i are those that sorting all products finds, with and without coarse products',
    async (asked) => {
      const size = Math.min(asked, items);
      const random = uniform(items, 'seen');
      const out = arena.uint8(items).map((_, item) => Number(random(item) < 0.1));
      const seen = Array.from({ length: users }, (_, user) =>
        [...Array(items).keys()].filter((item) => random((user + 1) * items + item) < 0.2),
      );
      const starts = arena.place(
        Uint32Array.from([0, ...seen.map((_, user) => seen.slice(0, user + 1).flat().length)]),
      );
      const region = arena.region();
      const [mask, indexes] = [region.place(out), region.place(Int32Array.from(seen.flat()))];
      const coarse = coarseItems(from, width, arena);
      const bounded = coarseUsers(of, width, coarse, region);
      const bounds = [bounded.steps.byteOffset, bounded.constants.byteOffset, region.int32(users).byteOffset] as const;
      const rounded = [bounded.numbers.byteOffset, coarse.numbers.byteOffset, coarse.width, ...bounds] as const;
      const shape = [of.byteOffset, from.byteOffset, items, width] as const;
      for (const isCoarse of [false, true]) {
        const [topScores, topItems] = [region.float32(users * size), region.int32(users * size)];
        const left = [mask.byteOffset, starts.byteOffset, indexes.byteOffset] as const;
        const lists = [...left, size, topScores.byteOffset, topItems.byteOffset] as const;
        const parts = ranges(users, 3);
        const threads = createContext({ threads: isCoarse ? 2 : 1 });
        if (isCoarse) {
          const tasks = parts.map((part) => [...part, ...shape, ...rounded, ...lists] as const);
          await parallel(arena, { kernel: 'topProductsCoarse', tasks, scratch: 32 }, threads);
        } else {
          const tasks = parts.map((part) => [...part, ...shape, ...lists] as const);
          await parallel(arena, { kernel: 'topProducts', tasks, scratch: 32 }, threads);
        }
        for (let user = 0; user < users; user++) {
          const own = [...scores.subarray(user * items, (user + 1) * items)];
          const expected = topOf(own, size, (item) => out[item] === 0 && !seen[user].includes(item));
          const list = [...topItems.subarray(user * size, (user + 1) * size)];
          expect(list.slice(0, expected.length)).toEqual(expected);
          expect(list.slice(expected.length).every((item) => item === 2 ** 31 - 1)).toBe(true);
          expect(expected.map((item) => own[item])).toEqual([
            ...topScores.subarray(user * size, user * size + expected.length),
          ]);
        }
      }
      region.release();
    },
  );
});

test('of equal scores the lower index comes first, and the higher ones stay out', () => {
  const arena = new Arena();
  const [items, width, size] = [600, 4, 5];
  const [user, all] = [arena.float32(width).fill(1), arena.float32(items * width).fill(1)];
  all.fill(2, 400 * width, 402 * width);
  const [topScores, topItems] = [arena.float32(size), arena.int32(size)];
  const [out, starts, scratch] = [arena.uint8(items), arena.uint32(2), arena.uint8(32)];
  const lists = [topScores.byteOffset, topItems.byteOffset, scratch.byteOffset] as const;
  const left = [out.byteOffset, starts.byteOffset, starts.byteOffset] as const;
  arena.kernels.topProducts(0, 1, user.byteOffset, all.byteOffset, items, width, ...left, size, ...lists);
  expect([...topItems]).toEqual([400, 401, 0, 1, 2]);
  expect([...topScores]).toEqual([8, 8, 4, 4, 4]);
});
