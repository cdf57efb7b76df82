import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { warpSteps } from '../../src/kernels/reference/warp-users.ts';
import { warp as expected } from '../../src/kernels/reference/warp.ts';
import { normal, uniform } from '../../src/random.ts';

const users = 9;
const items = 40;
const [rate, regularization] = [0.02, 0.3];
const weights = Float32Array.of(3.2, 2.5, 2, 1.6, 0);
const keys = [0, 12345, 2 ** 32 - 1];

/** What each user likes, ascending: nothing, one item, some, and all but three. */
const liked = Array.from({ length: users }, (_, user) => {
  const random = uniform(1, `likes of ${user}`);
  const share = [0, 0.025, 0.2, 0.5, 0.9][user % 5];
  return Int32Array.from({ length: items }, (__, item) => item).filter((item) => item < 37 && random(item) < share);
});
const starts = Uint32Array.from(
  { length: users + 1 },
  (_, user) => liked.slice(0, user).flatMap((own) => [...own]).length,
);
const indexes = Int32Array.from(liked.flatMap((own) => [...own]));
const userOf = Int32Array.from(liked.flatMap((own, user) => [...own].map(() => user)));
const others = Int32Array.from({ length: 30 }, (_, at) => at + 8);

/** Random vectors in rows of `stride`; number `constant` of a user's is 1. */
function vectors(count: number, stride: number, width: number, constant = -1): Float32Array {
  const random = normal(2, `vectors ${count}`, 0.4);
  return Float32Array.from({ length: count * stride }, (_, at) =>
    at % stride === constant ? 1 : at % stride < width ? random(at) : 7,
  );
}
const rowsOf = (flat: Float32Array, stride: number, width: number): Float64Array[] =>
  Array.from({ length: flat.length / stride }, (_, row) =>
    Float64Array.from(flat.subarray(row * stride, row * stride + width)),
  );

describe.each([4, 8, 20, 68])('vectors of %i numbers', (width) => {
  const constant = width - 2;

  test.each(keys)('steps over pairs agree with float64 within 1e-4, key %i', (key) => {
    const stride = width + 4;
    const arena = new Arena();
    const order = Array.from(indexes, (_, at) => (at * 7) % indexes.length);
    const [pairUsers, pairItems] = [userOf, indexes].map((array) => Int32Array.from(order, (at) => array[at]));
    const p = arena.place(vectors(users, stride, width, constant));
    const q = arena.place(vectors(items, stride, width));
    const [userVectors, itemVectors] = [rowsOf(p, stride, width), rowsOf(q, stride, width)];
    const likes = liked.map((own) => new Set(own));
    const pairs = { users: pairUsers, items: pairItems, others, liked: likes, userVectors, itemVectors };
    expected({ ...pairs, constant, rate, regularization, key, weights });
    const [u, i, o, s, l, w] = [pairUsers, pairItems, others, starts, indexes, weights].map(
      (array) => arena.place(array).byteOffset,
    );
    arena.kernels.warp(
      ...([0, indexes.length, u, i, o, others.length, s, l, p.byteOffset, q.byteOffset] as const),
      ...([width, stride, constant, rate, regularization, key, w, weights.length] as const),
    );
    const distance = (found: Float32Array, oracle: Float64Array[]): number =>
      Math.max(...oracle.flatMap((row, at) => [...row].map((value, f) => Math.abs(value - found[at * stride + f]))));
    expect(distance(p, userVectors)).toBeLessThan(1e-4);
    expect(distance(q, itemVectors)).toBeLessThan(1e-4);
    // Something was learned, so that agreement says something.
    expect(distance(arena.place(vectors(items, stride, width)), itemVectors)).toBeGreaterThan(0.05);
    // What stands behind a row's numbers is nobody's business.
    expect(p.filter((_, at) => at % stride >= width).every((value) => value === 7)).toBe(true);
  });

  test.each(keys)('users found for items as they are agree with float64 within 1e-4, key %i', (key) => {
    const arena = new Arena();
    const itemVectors = arena.place(vectors(items, width, width));
    const found = arena.float32(users * width).fill(NaN);
    const [s, l, o, w] = [starts, indexes, others, weights].map((array) => arena.place(array).byteOffset);
    const passes = 5;
    const call = (from: number, to: number, into: Float32Array): void =>
      arena.kernels.warpUsers(
        ...([from, to, s, l, o, others.length, into.byteOffset, itemVectors.byteOffset, width, constant] as const),
        ...([passes, rate, regularization, key, w, weights.length] as const),
      );
    call(0, users, found);
    for (const [user, own] of liked.entries()) {
      const settings = { width, constant, passes, rate, regularization, key, weights };
      const steps = warpSteps({ liked: own, others, itemVectors, ...settings });
      let next = steps.next();
      while (!next.done) next = steps.next();
      next.value.forEach((value, f) => expect(Math.abs(found[user * width + f] - value)).toBeLessThan(1e-4));
    }
    const again = arena.float32(users * width);
    for (let user = users - 1; user >= 0; user--) call(user, user + 1, again);
    expect(again).toEqual(found);
  });
});

/** One person with p = (1, 0, 0, 1) who likes the first of three films, whose scores are given. */
function oneStep([own, ...rest]: readonly number[], tries: number): number {
  const arena = new Arena();
  const p = arena.place(Float32Array.of(1, 0, 0, 1));
  const q = arena.place(Float32Array.from([own, ...rest].flatMap((score) => [score, 0, 0, 0])));
  const [u, i, o, s, l] = [[0], [0], rest.map((_, at) => at + 1), [0, 1], [0]].map(
    (list) => arena.place(Int32Array.from(list)).byteOffset,
  );
  const w = arena.place(weights).byteOffset;
  arena.kernels.warp(0, 1, u, i, o, rest.length, s, l, p.byteOffset, q.byteOffset, 4, 4, 3, 0.1, 0, 3, w, tries);
  return p[0];
}

test('a film within the margin of 1 is a violation, and the step is the weight of the first draw', () => {
  // p + .1 · 3.2 · (q − r): by hand.
  expect(oneStep([2, 1.5], 5)).toBeCloseTo(1 + 0.1 * 3.2 * 0.5, 6);
});

test('nothing changes where every film scores less than the liked one by more than 1', () => {
  expect(oneStep([2, 0.9, 0.99, -4], 5)).toBe(1);
});

test('a liked film is never taken for a violation', () => {
  const arena = new Arena();
  const p = arena.place(Float32Array.of(1, 0, 0, 1));
  const q = arena.place(Float32Array.of(0, 0, 0, 0, 9, 0, 0, 0));
  const [u, i, o, s, l] = [[0], [0], [1], [0, 2], [0, 1]].map((list) => arena.place(Int32Array.from(list)).byteOffset);
  const w = arena.place(weights).byteOffset;
  arena.kernels.warp(0, 1, u, i, o, 1, s, l, p.byteOffset, q.byteOffset, 4, 4, 3, 0.1, 0.5, 3, w, 5);
  expect([...p]).toEqual([1, 0, 0, 1]);
});
