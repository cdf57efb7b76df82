import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { compress, transpose, type Rows } from '../../src/dataset/rows.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { parallel, ranges } from '../../src/kernels/parallel.ts';
import { coCounts as expected } from '../../src/kernels/reference/co-counts.ts';
import { uniform } from '../../src/random.ts';

/** Random rows; the first, the last and every seventh are empty, and so is the last column. */
function randomRows(users: number, items: number): Rows {
  const random = uniform(5, `${users} ${items}`);
  const pairs = Array.from({ length: users * items }, (_, at) => ({ user: Math.floor(at / items), item: at % items }))
    .filter((_, at) => random(at) < 0.3)
    .filter(({ user, item }) => user % 7 !== 0 && user !== users - 1 && item !== items - 1);
  const columns = {
    row: Int32Array.from(pairs, ({ user }) => user),
    column: Int32Array.from(pairs, ({ item }) => item),
    value: new Float32Array(pairs.length),
  };
  return compress(columns, users, items);
}

async function countTogether(
  byUser: Rows,
  items: number,
  width: number,
  threads: number,
  whole = false,
): Promise<Float32Array> {
  const arena = new Arena();
  const byItem = transpose(byUser, items);
  const matrix = arena.float32(items * width).fill(NaN);
  const addresses = [byItem.starts, byItem.indexes, byUser.starts, byUser.indexes].map(
    (array) => arena.place(array).byteOffset,
  ) as [number, number, number, number];
  const tasks = ranges(items, 3).map(([first, last]): Parameters<typeof arena.kernels.coCounts> => [
    first,
    last,
    ...addresses,
    2.5,
    matrix.byteOffset,
    width,
    Number(whole),
  ]);
  await parallel(arena, { kernel: 'coCounts', tasks }, createContext({ threads }));
  return matrix;
}

describe.each([
  [1, 1],
  [2, 3],
  [40, 7],
  [33, 30],
  [60, 101],
])('%i users and %i items', (users, items) => {
  const byUser = randomRows(users, items);
  const width = Math.ceil(items / 8) * 8;

  test('counts exactly as the naive float64 loop over pairs does, on and above the diagonal, and 0 elsewhere', async () => {
    const matrix = await countTogether(byUser, items, width, 1);
    const oracle = expected(byUser, items, 2.5);
    const wanted = Array.from(matrix, (_, at) => {
      const [row, column] = [Math.floor(at / width), at % width];
      return column >= row && column < items ? oracle[row * items + column] : 0;
    });
    expect([...matrix]).toEqual(wanted);
  });

  test('counts the whole matrix so, where that is asked for', async () => {
    const matrix = await countTogether(byUser, items, width, 1, true);
    const oracle = expected(byUser, items, 2.5);
    for (let row = 0; row < items; row++) {
      const counts = matrix.subarray(row * width, (row + 1) * width);
      expect([...counts.subarray(0, items)]).toEqual([...oracle.subarray(row * items, (row + 1) * items)]);
      expect(counts.subarray(items).every((count) => count === 0)).toBe(true);
    }
  });

  test('gives the same on one thread and on two', async () => {
    expect(await countTogether(byUser, items, width, 2)).toEqual(await countTogether(byUser, items, width, 1));
  });
});

test('the reference counts three people by hand', () => {
  const rows = {
    starts: Uint32Array.of(0, 2, 3, 5),
    indexes: Int32Array.of(0, 1, 1, 0, 1),
    values: new Float32Array(5),
  };
  expect([...expected(rows, 2, 0.5)]).toEqual([2.5, 2, 2, 3.5]);
});
