import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { bprSteps } from '../../src/kernels/reference/bpr-users.ts';
import { bpr as expected } from '../../src/kernels/reference/bpr.ts';
import { normal, uniform } from '../../src/random.ts';

const users = 9;
const items = 40;
const [rate, regularization] = [0.1, 0.03];
const keys = [0, 12345, 2 ** 32 - 1];

/** What each user likes, ascending: nothing, one item, some, and all but three. */
const liked = Array.from({ length: users }, (_, user) => {
  const random = uniform(1, `likes of ${user}`);
  const share = [0, 0.025, 0.2, 0.5, 0.9][user % 5];
  return Int32Array.from({ length: items }, (__, item) => item).filter((item) => item < 37 && random(item) < share);
});
const starts = Uint32Array.of(
  0,
  ...liked.map((_, user) => liked.slice(0, user + 1).reduce((n, own) => n + own.length, 0)),
);
const indexes = Int32Array.from(liked.flatMap((own) => [...own]));
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

  test.each(keys)('steps over pairs agree with float64 within 1e-5, key %i', (key) => {
    const stride = width + 4;
    const arena = new Arena();
    const pairUsers = Int32Array.from(indexes, (_, at) =>
      starts.findLastIndex((start) => start <= (at * 7) % indexes.length),
    );
    const pairItems = Int32Array.from(indexes, (_, at) => indexes[(at * 7) % indexes.length]);
    const p = arena.place(vectors(users, stride, width, constant));
    const q = arena.place(vectors(items, stride, width));
    const [userVectors, itemVectors] = [rowsOf(p, stride, width), rowsOf(q, stride, width)];
    expected({
      users: pairUsers,
      items: pairItems,
      others,
      liked: liked.map((own) => new Set(own)),
      userVectors,
      itemVectors,
      constant,
      rate,
      regularization,
      key,
    });
    const [u, i, o, s, l] = [pairUsers, pairItems, others, starts, indexes].map(
      (array) => arena.place(array).byteOffset,
    );
    arena.kernels.bpr(
      0,
      indexes.length,
      u,
      i,
      o,
      others.length,
      s,
      l,
      p.byteOffset,
      q.byteOffset,
      width,
      stride,
      constant,
      rate,
      regularization,
      key,
    );
    const distance = (found: Float32Array, oracle: Float64Array[]): number =>
      Math.max(...oracle.flatMap((row, at) => [...row].map((value, f) => Math.abs(value - found[at * stride + f]))));
    expect(distance(p, userVectors)).toBeLessThan(1e-5);
    expect(distance(q, itemVectors)).toBeLessThan(1e-5);
    // What stands behind a row's numbers is nobody's business.
    expect(p.filter((_, at) => at % stride >= width).every((value) => value === 7)).toBe(true);
  });

  test.each(keys)('users found for items as they are agree with float64 within 1e-5, key %i', (key) => {
    const arena = new Arena();
    const itemVectors = arena.place(vectors(items, width, width));
    const found = arena.float32(users * width).fill(NaN);
    const [s, l, o] = [starts, indexes, others].map((array) => arena.place(array).byteOffset);
    const call = (from: number, to: number, into: Float32Array): void =>
      arena.kernels.bprUsers(
        from,
        to,
        s,
        l,
        o,
        others.length,
        into.byteOffset,
        itemVectors.byteOffset,
        width,
        constant,
        5,
        rate,
        regularization,
        key,
      );
    call(0, users, found);
    for (const [user, own] of liked.entries()) {
      const steps = bprSteps({
        liked: own,
        others,
        itemVectors,
        width,
        constant,
        passes: 5,
        rate,
        regularization,
        key,
      });
      let next = steps.next();
      while (!next.done) next = steps.next();
      next.value.forEach((value, f) => expect(Math.abs(found[user * width + f] - value)).toBeLessThan(1e-5));
    }
    const again = arena.float32(users * width);
    for (let user = users - 1; user >= 0; user--) call(user, user + 1, again);
    expect(again).toEqual(found);
  });
});

test('the reference takes one step by hand: p = 1, q = 2, r = 0 give a gradient of 1 / (1 + e²)', () => {
  const [p, q, r] = [1, 2, 0].map((value) => Float64Array.of(value, 0));
  expected({
    users: Int32Array.of(0),
    items: Int32Array.of(0),
    others: Int32Array.of(1),
    liked: [new Set([0])],
    userVectors: [p],
    itemVectors: [q, r],
    constant: 1,
    rate: 0.5,
    regularization: 0.1,
    key: 0,
  });
  const gradient = 1 / (1 + Math.E ** 2);
  expect(p[0]).toBeCloseTo(1 + 0.5 * (gradient * 2 - 0.1), 12);
  expect(q[0]).toBeCloseTo(2 + 0.5 * (gradient - 0.2), 12);
  expect(r[0]).toBeCloseTo(-0.5 * gradient, 12);
});

test('a difference of hundreds changes nothing but by the pull towards zero, and is no NaN', () => {
  for (const size of [-200, 200]) {
    const arena = new Arena();
    const p = arena.place(Float32Array.of(1, 0, 0, 1));
    const q = arena.place(Float32Array.of(size, 0, 0, 0, -size, 0, 0, 0));
    const [u, i, o, s, l] = [[0], [0], [1], [0, 1], [0]].map((list) => arena.place(Int32Array.from(list)).byteOffset);
    arena.kernels.bpr(0, 1, u, i, o, 1, s, l, p.byteOffset, q.byteOffset, 4, 4, 3, 0.01, 0, 3);
    // σ(−400) is 0 and σ(400) is 1.
    expect(p[0]).toBeCloseTo(size > 0 ? 1 : 1 + 0.01 * 2 * size, 6);
  }
});
