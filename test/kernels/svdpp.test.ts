import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { parallel } from '../../src/kernels/parallel.ts';
import { svdpp as expected, type SvdppArrays } from '../../src/kernels/reference/svdpp.ts';
import { normal, sequence } from '../../src/random.ts';

const [mean, rate, regularization, implicitRate, implicitRegularization] = [3.5, 0.02, 0.05, 0.03, 0.1];

/** Random ratings, of no, one, two or many films a user, and random vectors. */
function randomArrays(users: number, items: number, factors: number): SvdppArrays {
  const random = sequence(users, `ratings ${items}`);
  const noise = normal(items, 'vectors', 0.3);
  let drawn = 0;
  const vectors = (count: number): Float64Array[] =>
    Array.from({ length: count }, () => Float64Array.from({ length: factors }, () => Math.fround(noise(drawn++))));
  return {
    rows: Array.from({ length: users }, (_, user) =>
      Array.from({ length: items }, (_, item) => ({ item, value: Math.ceil(10 * random()) / 2 })).filter(
        () => random() < [0, 0.5, 1, 2 / items][user % 4],
      ),
    ),
    userFactors: vectors(users),
    userOffsets: Float64Array.from({ length: users }, () => Math.fround(noise(drawn++))),
    itemFactors: vectors(items),
    itemImplicit: vectors(items),
    itemOffsets: Float64Array.from({ length: items }, () => Math.fround(noise(drawn++))),
  };
}

const together = (...parts: readonly ArrayLike<number>[]): number[] => parts.flatMap((part) => Array.from(part));

/** The same arrays as the kernel wants them, padded with zeros. */
function place(arrays: SvdppArrays) {
  const { rows, userFactors, userOffsets, itemFactors, itemImplicit, itemOffsets } = arrays;
  const length = Math.ceil(itemFactors[0].length / 4) * 4;
  const pad = (vector: Float64Array): number[] => together(vector, new Float32Array(length - vector.length));
  const arena = new Arena();
  const floats = (numbers: readonly number[]): Float32Array => arena.place(Float32Array.from(numbers));
  const starts = arena.uint32(rows.length + 1);
  for (const [user, row] of rows.entries()) starts[user + 1] = starts[user] + row.length;
  return {
    arena,
    length,
    rowLength: 2 * length + 4,
    starts,
    items: arena.place(Int32Array.from(rows.flat(), ({ item }) => item)),
    values: floats(rows.flat().map(({ value }) => value)),
    userFactors: floats(userFactors.flatMap(pad)),
    userOffsets: floats([...userOffsets]),
    itemRows: floats(
      itemFactors.flatMap((q, item) => [...pad(q), ...pad(itemImplicit[item]), itemOffsets[item], 0, 0, 0]),
    ),
  };
}
type Placed = ReturnType<typeof place>;

const run = (placed: Placed, from: number, to: number, copies = 0, stamps = 0, round = 0): void => {
  const { arena, length, starts, items, values, userFactors, userOffsets, itemRows } = placed;
  const addresses = [starts, items, values, userFactors, userOffsets, itemRows].map(({ byteOffset }) => byteOffset);
  const [a, b, c, d, e, f] = addresses;
  const rates = [rate, regularization, implicitRate, implicitRegularization] as const;
  const scratch = arena.float32(2 * length).fill(NaN).byteOffset;
  arena.kernels.svdpp(from, to, a, b, c, d, e, f, copies, stamps, round, length, mean, ...rates, scratch);
};

const sizes = [
  [1, 1, 1],
  [3, 2, 3],
  [9, 7, 4],
  [13, 40, 5],
  [22, 33, 20],
  [10, 90, 50],
] as const;

describe.each(sizes)('%i users, %i items, %i factors', (users, items, factors) => {
  test('two epochs end where the update of every yⱼ at every rating does in float64, within 1e-4', () => {
    const arrays = randomArrays(users, items, factors);
    const placed = place(arrays);
    for (let epoch = 0; epoch < 2; epoch++) {
      run(placed, 0, users);
      expected(arrays, mean, rate, regularization, implicitRate, implicitRegularization);
    }
    const wanted = place(arrays);
    for (const name of ['userFactors', 'userOffsets', 'itemRows'] as const) {
      for (const [at, value] of wanted[name].entries()) expect(Math.abs(placed[name][at] - value)).toBeLessThan(1e-4);
    }
  });

  test('a copy of the rows ends as the rows themselves would, which it leaves as they were', () => {
    const [direct, copied] = [place(randomArrays(users, items, factors)), place(randomArrays(users, items, factors))];
    const before = copied.itemRows.slice();
    const copies = copied.arena.float32(before.length).fill(NaN);
    const stamps = copied.arena.int32(items).fill(6);
    run(direct, 0, users);
    run(copied, 0, users, copies.byteOffset, stamps.byteOffset, 7);
    expect(copied.itemRows).toEqual(before);
    expect(copied.userFactors).toEqual(direct.userFactors);
    for (let item = 0; item < items; item++) {
      const [from, to] = [item * direct.rowLength, (item + 1) * direct.rowLength];
      const isRated = copied.items.includes(item);
      expect(stamps[item]).toBe(isRated ? 7 : 6);
      if (isRated) expect(copies.subarray(from, to)).toEqual(direct.itemRows.subarray(from, to));
    }
  });

  test('groups on copies of their own give the same on one thread and on two', async () => {
    const results: number[][] = [];
    for (const threads of [1, 2]) {
      const placed = place(randomArrays(users, items, factors));
      const { arena, length, starts, values, userFactors, userOffsets, itemRows } = placed;
      const copies = arena.float32(users * itemRows.length);
      const stamps = arena.int32(users * items);
      const tasks = Array.from({ length: users }, (_, user): Parameters<typeof arena.kernels.svdpp> => [
        ...([user, user + 1, starts.byteOffset, placed.items.byteOffset, values.byteOffset] as const),
        ...([userFactors.byteOffset, userOffsets.byteOffset, itemRows.byteOffset] as const),
        ...([copies.byteOffset + 4 * user * itemRows.length, stamps.byteOffset + 4 * user * items, 1] as const),
        ...([length, mean, rate, regularization, implicitRate, implicitRegularization] as const),
      ]);
      await parallel(arena, { kernel: 'svdpp', tasks, scratch: 8 * length }, createContext({ threads }));
      results.push(together(userFactors, userOffsets, copies, stamps));
    }
    expect(results[1]).toEqual(results[0]);
  });
});

test('the reference makes the step that a pen makes', () => {
  const arrays: SvdppArrays = {
    rows: [[{ item: 0, value: 5 }]],
    userFactors: [Float64Array.of(1)],
    userOffsets: Float64Array.of(0.5),
    itemFactors: [Float64Array.of(0.5)],
    itemImplicit: [Float64Array.of(2)],
    itemOffsets: Float64Array.of(0),
  };
  // e = 5 − (3 + .5 + 0 + .5 · (1 + 2)) = 0; with λ = λ′ = .5 and both rates .1, all but bᵢ lose a twentieth.
  expected(arrays, 3, 0.1, 0.5, 0.1, 0.5);
  expect(arrays.userFactors[0][0]).toBeCloseTo(0.95, 12);
  expect(arrays.userOffsets[0]).toBeCloseTo(0.475, 12);
  expect(arrays.itemFactors[0][0]).toBeCloseTo(0.475, 12);
  expect(arrays.itemImplicit[0][0]).toBeCloseTo(1.9, 12);
  // Now r̂ = 3 + .475 + .475 · (.95 + 1.9) = 4.82875, so e = 1, and p becomes p + .1 · (1 · .475 − .5 · .95).
  expected({ ...arrays, rows: [[{ item: 0, value: 5.82875 }]] }, 3, 0.1, 0.5, 0.1, 0.5);
  expect(arrays.userFactors[0][0]).toBeCloseTo(0.95, 9);
  expect(arrays.userOffsets[0]).toBeCloseTo(0.475 + 0.1 * (1 - 0.5 * 0.475), 9);
  expect(arrays.itemFactors[0][0]).toBeCloseTo(0.475 + 0.1 * (2.85 - 0.5 * 0.475), 9);
  expect(arrays.itemImplicit[0][0]).toBeCloseTo(1.9 + 0.1 * (0.475 - 0.5 * 1.9), 9);
  expect(arrays.itemOffsets[0]).toBeCloseTo(0.1, 9);
});
