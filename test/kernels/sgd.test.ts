import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { sgd, type Descent, type Rating, type Sums } from '../../src/kernels/reference/sgd.ts';
import { fillNormal, uniform } from '../../src/random.ts';

/** People with 0 to 12 ratings each, in order. */
function someRatings(users: number, items: number, seed: number): Rating[] {
  const random = uniform(seed, 'ratings');
  return Array.from({ length: users }, (_, user) =>
    Array.from({ length: Math.floor(13 * random(user)) }, (__, at) => ({
      user,
      item: Math.floor(items * random(1000 * (user + 1) + at)),
      value: 1 + Math.floor(9 * random(-1000 * (user + 1) - at)) / 2,
    })),
  ).flat();
}

const steps = { mean: 3.4, rate: 0.05, regularization: 0.03 };

describe.each([
  { users: 1, items: 1, factors: 1 },
  { users: 7, items: 5, factors: 3 },
  { users: 30, items: 12, factors: 16 },
  { users: 40, items: 20, factors: 50 },
  { users: 25, items: 40, factors: 101 },
])('$users users, $items items, $factors factors', ({ users, items, factors }) => {
  const ratings = someRatings(users, items, factors);
  const stride = Math.ceil(factors / 16) * 16;
  const padded = Math.ceil(factors / 4) * 4;

  const start = (rows: number, purpose: string): Float32Array => {
    const numbers = new Float32Array(rows * factors);
    fillNormal(numbers, factors, purpose, { deviation: 0.3 });
    return numbers;
  };
  const [ofUsers, ofItems] = [start(users, 'users'), start(items, 'items')];

  test.each(['sgd', 'adagrad'] as const)('three epochs of %s are those of double precision', (kernel) => {
    const arena = new Arena();
    const spread = (numbers: Float32Array): Float32Array => {
      const rows = arena.float32((numbers.length / factors) * stride);
      for (let at = 0; at < numbers.length; at++)
        rows[Math.floor(at / factors) * stride + (at % factors)] = numbers[at];
      return rows;
    };
    const [userFactors, itemFactors] = [spread(ofUsers), spread(ofItems)];
    const [userOffsets, itemOffsets] = [arena.float32(users), arena.float32(items)];
    const [userSums, itemSums] = [arena.float32(8 * users).fill(1), arena.float32(8 * items).fill(1)];
    const counts = Array.from({ length: users + 1 }, (_, user) => ratings.filter((one) => one.user < user).length);
    const starts = arena.place(Uint32Array.from(counts));
    const indexes = arena.place(Int32Array.from(ratings, ({ item }) => item));
    const values = arena.place(Float32Array.from(ratings, ({ value }) => value));

    const descent: Descent = {
      userFactors: Float64Array.from(ofUsers),
      itemFactors: Float64Array.from(ofItems),
      userOffsets: new Float64Array(users),
      itemOffsets: new Float64Array(items),
    };
    const sums: Sums = {
      userFactors: [new Float64Array(users).fill(1), new Float64Array(users).fill(1)],
      itemFactors: [new Float64Array(items).fill(1), new Float64Array(items).fill(1)],
      userOffsets: new Float64Array(users).fill(1),
      itemOffsets: new Float64Array(items).fill(1),
    };
    const rows = [starts.byteOffset, indexes.byteOffset, values.byteOffset] as const;
    const vectors = [userFactors.byteOffset, itemFactors.byteOffset] as const;
    const offsets = [userOffsets.byteOffset, itemOffsets.byteOffset] as const;
    const settings = [padded, stride, steps.mean, steps.rate, steps.rate, steps.regularization] as const;
    for (let epoch = 0; epoch < 3; epoch++) {
      sgd(ratings, descent, { ...steps, factors }, kernel === 'adagrad' ? sums : undefined);
      arena.kernels.squaredLengths(0, users, userFactors.byteOffset, padded, stride, userSums.byteOffset);
      arena.kernels.squaredLengths(0, items, itemFactors.byteOffset, padded, stride, itemSums.byteOffset);
      // In two calls, as on a grid of blocks.
      const middle = Math.floor(users / 2);
      for (const [first, last] of [
        [0, middle],
        [middle, users],
      ] as const) {
        if (kernel === 'sgd') arena.kernels.sgd(first, last, ...rows, ...vectors, ...offsets, ...settings);
        else {
          const own = [userSums.byteOffset, itemSums.byteOffset] as const;
          arena.kernels.adagrad(first, last, ...rows, ...vectors, ...offsets, ...own, ...settings);
        }
      }
    }
    expect(ratings.length).toBeGreaterThan(0);
    const near = (found: Float32Array, expected: Float64Array, width: number, of: number): void => {
      for (let at = 0; at < expected.length; at++) {
        const value = found[Math.floor(at / of) * width + (at % of)];
        expect(Math.abs(value - expected[at])).toBeLessThan(2e-5 * (1 + Math.abs(expected[at])));
      }
    };
    near(userFactors, descent.userFactors, stride, factors);
    near(itemFactors, descent.itemFactors, stride, factors);
    near(userOffsets, descent.userOffsets, 1, 1);
    near(itemOffsets, descent.itemOffsets, 1, 1);
    // What fills a row up stays 0.
    for (let at = 0; at < itemFactors.length; at++) if (at % stride >= factors) expect(itemFactors[at]).toBe(0);
  });
});
