import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { parallel, ranges } from '../../src/kernels/parallel.ts';
import { mergeCopies as expected } from '../../src/kernels/reference/merge-copies.ts';
import { normal, uniform } from '../../src/random.ts';

const round = 3;

/** Random rows, copies of them that have gone astray, and stamps of this round for about half of the copies. */
function randomCopies(rowCount: number, length: number, groups: number) {
  const arena = new Arena();
  const value = normal(1, 'values');
  const chance = uniform(2, 'stamps');
  const rows = arena.float32(rowCount * length).map((_, at) => value(at));
  const copies = arena.place(Float32Array.from({ length: groups * rows.length }, (_, at) => value(at + 1e6)));
  const stamps = arena.place(Int32Array.from({ length: groups * rowCount }, (_, at) => (chance(at) < 0.5 ? round : 2)));
  return { arena, rows: arena.place(rows), copies, stamps };
}

async function merged(rowCount: number, length: number, summed: number, groups: number, threads: number) {
  const { arena, rows, copies, stamps } = randomCopies(rowCount, length, groups);
  const tasks = ranges(rowCount, 5).map(([first, last]): Parameters<typeof arena.kernels.mergeCopies> => [
    ...([first, last, rows.byteOffset, rowCount, length, summed] as const),
    ...([copies.byteOffset, stamps.byteOffset, groups, round] as const),
  ]);
  await parallel(arena, { kernel: 'mergeCopies', tasks }, createContext({ threads }));
  return rows;
}

describe.each([
  [1, 4, 0, 1],
  [7, 12, 4, 1],
  [20, 8, 8, 2],
  [33, 44, 20, 4],
  [12, 108, 52, 8],
])('%i rows of %i numbers, %i of them summed, %i groups', (rowCount, length, summed, groups) => {
  test('sums or averages the changes as the float64 formula does, within 1e-5', async () => {
    const after = await merged(rowCount, length, summed, groups, 1);
    const { rows, copies, stamps } = randomCopies(rowCount, length, groups);
    for (let row = 0; row < rowCount; row++) {
      const changed = Array.from({ length: groups }, (_, group) => group * rowCount + row)
        .filter((at) => stamps[at] === round)
        .map((at) => copies.subarray(at * length, (at + 1) * length));
      const wanted = expected({ before: rows.subarray(row * length, (row + 1) * length), copies: changed }, summed);
      for (const [at, value] of wanted.entries()) expect(Math.abs(after[row * length + at] - value)).toBeLessThan(1e-5);
    }
  });

  test('takes a row that one group changed exactly as that group left it', async () => {
    const after = await merged(rowCount, length, summed, groups, 1);
    const { rows, copies, stamps } = randomCopies(rowCount, length, groups);
    for (let row = 0; row < rowCount; row++) {
      const [first, ...others] = Array.from({ length: groups }, (_, group) => group * rowCount + row).filter(
        (at) => stamps[at] === round,
      );
      if (others.length > 0) continue;
      const source = first === undefined ? rows.subarray(row * length) : copies.subarray(first * length);
      expect(after.subarray(row * length, (row + 1) * length)).toEqual(source.slice(0, length));
    }
  });

  test('gives the same on one thread and on two', async () => {
    const [one, two] = [
      await merged(rowCount, length, summed, groups, 1),
      await merged(rowCount, length, summed, groups, 2),
    ];
    expect(two).toEqual(one);
  });
});

test('the reference adds up to 4 where two groups add 1 and 3, or averages to 2', () => {
  const row = {
    before: [10, 10],
    copies: [
      [11, 11],
      [13, 13],
    ],
  };
  expect([...expected(row, 1)]).toEqual([14, 12]);
});
