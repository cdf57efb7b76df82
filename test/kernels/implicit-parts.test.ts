import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { parallel } from '../../src/kernels/parallel.ts';
import { implicitParts as expected } from '../../src/kernels/reference/implicit-parts.ts';
import { normal, sequence } from '../../src/random.ts';

const items = 60;

/** Users with no, one, two, several and many ratings. */
function randomHistories(users: number, width: number) {
  const arena = new Arena();
  const random = sequence(4, 'items');
  const noise = normal(4, 'vectors', 0.5);
  const starts = arena.uint32(users + 1);
  for (let user = 0; user < users; user++) starts[user + 1] = starts[user] + [0, 1, 2, 7, 45][user % 5];
  const count = starts[users];
  return {
    arena,
    starts,
    indexes: arena.place(Int32Array.from({ length: count }, () => Math.floor(items * random()))),
    values: arena.place(Float32Array.from({ length: count }, () => 5 * random())),
    itemVectors: arena.place(Float32Array.from({ length: items * width }, (_, at) => noise(at))),
    itemImplicit: arena.place(Float32Array.from({ length: items * width }, (_, at) => noise(at + 1e6))),
  };
}

/** One task a user. */
async function compute(users: number, width: number, threads: number) {
  const { arena, starts, indexes, values, itemVectors, itemImplicit } = randomHistories(users, width);
  const [parts, left] = [arena.float32(users * width).fill(NaN), arena.float32(values.length).fill(NaN)];
  const tasks = Array.from({ length: users }, (_, user): Parameters<typeof arena.kernels.implicitParts> => [
    ...([user, user + 1, starts.byteOffset, indexes.byteOffset, values.byteOffset] as const),
    ...([itemVectors.byteOffset, itemImplicit.byteOffset, width, parts.byteOffset, left.byteOffset] as const),
  ]);
  await parallel(arena, { kernel: 'implicitParts', tasks }, createContext({ threads }));
  return { parts, left };
}

describe.each([
  [1, 4],
  [5, 8],
  [13, 24],
  [30, 52],
])('%i users, vectors of %i numbers', (users, width) => {
  test('agrees with the float64 formula within 1e-5, and gives someone without ratings zeros', async () => {
    const { itemVectors, itemImplicit, ...rows } = randomHistories(users, width);
    const wanted = expected(rows, itemVectors, itemImplicit, width);
    const { parts, left } = await compute(users, width, 1);
    for (const [at, value] of wanted.parts.entries()) expect(Math.abs(parts[at] - value)).toBeLessThan(1e-5);
    for (const [at, value] of wanted.left.entries()) expect(Math.abs(left[at] - value)).toBeLessThan(1e-4);
    expect([...parts.subarray(0, width)]).toEqual(new Array(width).fill(0));
  });

  test('gives the same on one thread and on two', async () => {
    expect(await compute(users, width, 2)).toEqual(await compute(users, width, 1));
  });
});

test('the reference: four films with y = 1 give z = 4 / √4, which a film with q = 3 takes from its rating', () => {
  const rows = {
    starts: Uint32Array.of(0, 4),
    indexes: Int32Array.of(0, 1, 2, 3),
    values: Float32Array.of(7, 5, 5, 5),
  };
  const { parts, left } = expected(rows, Float32Array.of(3, 0, 0, 1), Float32Array.of(1, 1, 1, 1), 1);
  expect([...parts]).toEqual([2]);
  expect([...left]).toEqual([1, 5, 5, 3]);
});
