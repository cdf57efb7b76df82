import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import {
  timesvd as expected,
  timesvdScore,
  type TimedRating,
  type TimesvdArrays,
} from '../../src/kernels/reference/timesvd.ts';
import { normal, sequence } from '../../src/random.ts';

const mean = 3.5;
const steps = {
  ...{ rate: 0.02, regularization: 0.05, implicitRate: 0.03, implicitRegularization: 0.1 },
  ...{ driftRate: 0.015, driftRegularization: 0.07, binRate: 0.04, levelRate: 0.05, occasionRate: 0.06 },
};
const [bins, levels] = [3, 2];

/** Random ratings, of no, one, two or many films a user, with random times, known or not, and random vectors. */
function randomArrays(users: number, items: number, factors: number): TimesvdArrays {
  const random = sequence(users, `ratings ${items}`);
  const noise = normal(items, 'vectors', 0.3);
  let drawn = 0;
  const floats = (count: number, numberOf = () => noise(drawn++)): Float64Array =>
    Float64Array.from({ length: count }, () => Math.fround(numberOf()));
  const vectors = (count: number, length: number): Float64Array[] =>
    Array.from({ length: count }, () => floats(length));
  const below = (count: number): number => Math.floor(count * random());
  const rated =
    (user: number) =>
    (item: number): TimedRating[] => {
      if (random() >= [0, 0.5, 1, 2 / items][user % 4]) return [];
      const value = Math.ceil(10 * random()) / 2;
      if (random() < 0.2) return [{ item, value, deviation: 0, bin: -1, level: -1, day: -1, burst: -1 }];
      const occasion = { day: 4 * user + below(2), burst: 4 * user + 2 + below(2) };
      const deviation = Math.fround(2 * random() - 1);
      return [{ item, value, deviation, bin: 1 + below(bins), level: 1 + bins + below(levels), ...occasion }];
    };
  return {
    rows: Array.from({ length: users }, (_, user) =>
      Array.from({ length: items }, (_, item) => item).flatMap(rated(user)),
    ),
    userFactors: vectors(users, factors),
    userDrifts: vectors(users, factors),
    userOffsets: vectors(users, 2),
    occasionOffsets: floats(4 * users),
    occasionPulls: floats(4 * users, () => 5 * random()),
    itemFactors: vectors(items, factors),
    itemImplicit: vectors(items, factors),
    itemOffsets: vectors(items, 1 + bins + levels),
    itemPulls: Array.from({ length: items }, () => floats(1 + bins + levels, () => 5 * random())),
  };
}

/** The same arrays as the kernel wants them, padded with zeros. */
function place(arrays: TimesvdArrays, drifting: boolean) {
  const { rows, userFactors, userDrifts, userOffsets, itemFactors, itemImplicit, itemOffsets, itemPulls } = arrays;
  const length = Math.ceil(itemFactors[0].length / 4) * 4;
  const offsetsLength = Math.ceil((1 + bins + levels) / 4) * 4;
  const pad = (vector: Float64Array, to = length): number[] =>
    Array.from({ length: to }, (_, at) => (at < vector.length ? vector[at] : 0));
  const arena = new Arena();
  const floats = (numbers: Iterable<number>): Float32Array => arena.place(Float32Array.from(numbers));
  const all = rows.flat();
  const ints = (of: (rating: TimedRating) => number): Int32Array => arena.place(Int32Array.from(all, of));
  const starts = arena.uint32(rows.length + 1);
  for (const [user, row] of rows.entries()) starts[user + 1] = starts[user] + row.length;
  const zeros = new Float64Array(length);
  return {
    arena,
    length,
    offsetsLength,
    starts,
    columns: [
      ...[ints(({ item }) => item), floats(all.map(({ value }) => value)), floats(all.map((one) => one.deviation))],
      ...[ints(({ bin }) => bin), ints(({ level }) => level), ints(({ day }) => day), ints(({ burst }) => burst)],
    ],
    userRows: floats(
      userFactors.flatMap((p, user) => [
        ...[...pad(p), ...pad(drifting ? userDrifts[user] : zeros), ...pad(userOffsets[user], 4)],
      ]),
    ),
    occasionOffsets: floats(arrays.occasionOffsets),
    occasionPulls: floats(arrays.occasionPulls),
    itemRows: floats(
      itemFactors.flatMap((q, item) => [
        ...pad(q),
        ...pad(itemImplicit[item]),
        ...pad(itemOffsets[item], offsetsLength),
      ]),
    ),
    itemPulls: floats(itemPulls.flatMap((pulls) => pad(pulls, offsetsLength))),
  };
}

function run(placed: ReturnType<typeof place>, users: number, drifting: boolean, copies = 0, stamps = 0): void {
  const { arena, length, offsetsLength, starts, columns, userRows, itemRows } = placed;
  const [items, values, deviations, binColumns, levelColumns, days, bursts] = columns.map((array) => array.byteOffset);
  const { occasionOffsets, occasionPulls, itemPulls } = placed;
  arena.kernels.timesvd(
    ...([0, users, starts.byteOffset, items, values, deviations, binColumns, levelColumns, days, bursts] as const),
    ...([userRows.byteOffset, occasionOffsets.byteOffset, occasionPulls.byteOffset] as const),
    ...([itemRows.byteOffset, offsetsLength, itemPulls.byteOffset, copies, stamps, 1, length] as const),
    ...([Number(drifting), mean, arena.place(Float32Array.from(Object.values(steps))).byteOffset] as const),
    arena.float32(2 * length).fill(NaN).byteOffset,
  );
}

const sizes = [
  [1, 1, 1],
  [3, 2, 3],
  [9, 7, 4],
  [13, 40, 5],
  [10, 90, 50],
] as const;

describe.each(sizes)('%i users, %i items, %i factors', (users, items, factors) => {
  test.each([true, false])('two epochs end where those of float64 do, within 1e-4; taste drifting: %s', (drifting) => {
    const arrays = randomArrays(users, items, factors);
    if (!drifting) arrays.userDrifts.forEach((drift) => drift.fill(0));
    const placed = place(arrays, drifting);
    for (let epoch = 0; epoch < 2; epoch++) {
      run(placed, users, drifting);
      expected(arrays, mean, steps, drifting);
    }
    const wanted = place(arrays, drifting);
    for (const name of ['userRows', 'occasionOffsets', 'itemRows'] as const) {
      for (const [at, value] of wanted[name].entries()) expect(Math.abs(placed[name][at] - value)).toBeLessThan(1e-4);
    }
  });

  test('a copy of the rows ends as the rows themselves would, which it leaves as they were', () => {
    const [direct, copied] = [0, 1].map(() => place(randomArrays(users, items, factors), true));
    const before = copied.itemRows.slice();
    const copies = copied.arena.float32(before.length).fill(NaN);
    const stamps = copied.arena.int32(items);
    run(direct, users, true);
    run(copied, users, true, copies.byteOffset, stamps.byteOffset);
    expect(copied.itemRows).toEqual(before);
    expect(copied.userRows).toEqual(direct.userRows);
    const length = before.length / items;
    for (const item of new Set(copied.columns[0])) {
      const [from, to] = [item * length, (item + 1) * length];
      expect(copies.subarray(from, to)).toEqual(direct.itemRows.subarray(from, to));
    }
  });
});

test('a small step of the reference goes down the gradient of its objective, by finite differences', () => {
  const arrays = randomArrays(3, 6, 3);
  const [user, rating] = [2, { ...arrays.rows[2][3], deviation: 0.7, bin: 2, level: 4, day: 8, burst: 11 }];
  const rows = arrays.rows.map((_, at) => (at === user ? [rating] : []));
  const one = { ...arrays, rows };
  const q = one.itemFactors[rating.item];
  // ½e² and each group's penalty: the whole that a step for this rating goes down on.
  const half = (pull: number, vector: Float64Array): number => (pull / 2) * vector.reduce((sum, x) => sum + x * x, 0);
  const objective = (): number => {
    const error = rating.value - timesvdScore(one, mean, user, rating);
    const [offset, drift] = one.userOffsets[user];
    const penalties = [
      ...[one.userFactors[user], q, Float64Array.of(offset, one.itemOffsets[rating.item][0])].map((x) => half(0.05, x)),
      ...[
        half(0.07, one.userDrifts[user]),
        half(0.07, Float64Array.of(drift)),
        half(0.1, one.itemImplicit[rating.item]),
      ],
      ...[2, 4].map((at) => half(one.itemPulls[rating.item][at], one.itemOffsets[rating.item].subarray(at, at + 1))),
      ...[8, 11].map((at) => half(one.occasionPulls[at], one.occasionOffsets.subarray(at, at + 1))),
    ];
    return error ** 2 / 2 + penalties.reduce((sum, x) => sum + x);
  };
  const changed: readonly [Float64Array, number][] = [
    ...[0, 1, 2].flatMap((f) =>
      [one.userFactors[user], one.userDrifts[user], q, one.itemImplicit[rating.item]].map(
        (vector): [Float64Array, number] => [vector, f],
      ),
    ),
    ...[0, 1].map((at): [Float64Array, number] => [one.userOffsets[user], at]),
    ...[0, 2, 4].map((at): [Float64Array, number] => [one.itemOffsets[rating.item], at]),
    ...[8, 11].map((at): [Float64Array, number] => [one.occasionOffsets, at]),
  ];
  const gradient = changed.map(([vector, at]) => {
    const value = vector[at];
    const [above, below] = [1e-5, -1e-5].map((change) => ((vector[at] = value + change), objective()));
    vector[at] = value;
    return (above - below) / 2e-5;
  });
  const before = changed.map(([vector, at]) => vector[at]);
  const tiny = 1e-7;
  const rates = { ...steps, rate: tiny, implicitRate: tiny, driftRate: tiny, binRate: tiny, levelRate: tiny };
  expected(one, mean, { ...rates, occasionRate: tiny }, true);
  for (const [n, [vector, at]] of changed.entries()) {
    expect((before[n] - vector[at]) / tiny).toBeCloseTo(gradient[n], 4);
  }
});
