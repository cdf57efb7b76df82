import { describe, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { similarities as expected } from '../../../src/kernels/reference/similarities.ts';
import { rowOf } from '../../../src/kernels/similarities.ts';
import { LikenessRows } from '../../../src/models/neighborhood/likeness-rows.ts';
import { sequence } from '../../../src/random.ts';
import { comparison } from '../../fixtures/comparison.ts';

const rows = 43;
const rowBytes = 4 * 44;
const { arena, comparison: compared } = comparison({ rows, columns: 120, density: 0.4 }, 'cosine', 5);
const oracle = Array.from({ length: rows }, (_, row) => expected(compared, rowOf(compared, row)));
const context = createContext({ threads: 2 });

/** Whether these are the likenesses of a row, with zeros behind them. */
function expectRow(found: Float32Array, row: number): void {
  for (const [other, similarity] of oracle[row].entries()) expect(found[other]).toBeCloseTo(similarity, 5);
  expect([...found.subarray(rows)]).toEqual([0]);
}

describe.each([1, 3, 10, 100])('with room for %i rows', (room) => {
  test('rows are right in whatever order they are asked for, and no more are kept than there is room for', () => {
    const likeness = new LikenessRows(arena, compared, room * rowBytes);
    const random = sequence(room, 'rows');
    expect(likeness.capacity).toBe(room);
    for (let round = 0; round < 60; round++) {
      const wanted = Int32Array.from({ length: 1 + Math.floor(random() * room) }, () => Math.floor(random() * rows));
      for (const [at, found] of likeness.get(wanted).entries()) expectRow(found, wanted[at]);
      expect(likeness.size).toBeLessThanOrEqual(room);
    }
  });

  test('what is asked for at once comes together even where it is more, and goes at the next turn', () => {
    const likeness = new LikenessRows(arena, compared, room * rowBytes);
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    for (const [row, found] of likeness.get(all).entries()) expectRow(found, row);
    likeness.get(Int32Array.of(7));
    expect(likeness.size).toBeLessThanOrEqual(Math.max(room, 1));
  });

  test('rows in use stay right while others are asked for, and are given back after', async () => {
    const likeness = new LikenessRows(arena, compared, room * rowBytes);
    const mine = Int32Array.of(0, 5, 9);
    await likeness.use(mine, context, async (found) => {
      for (let row = 10; row < rows; row++) expectRow(likeness.get(Int32Array.of(row))[0], row);
      await likeness.use(Int32Array.of(5, 41), context, (others) => Promise.resolve(expectRow(others[0], 5)));
      for (const [at, row] of found.entries()) expectRow(row, mine[at]);
    });
    likeness.get(Int32Array.of(3));
    expect(likeness.size).toBeLessThanOrEqual(room);
  });
});

test('stops when it is told to, and has the right rows afterwards', async () => {
  const likeness = new LikenessRows(arena, compared);
  const stopped = createContext({ signal: AbortSignal.abort(new Error('stopped')) });
  const nothing = (): Promise<void> => Promise.resolve();
  await expect(likeness.use(Int32Array.of(4, 8), stopped, nothing)).rejects.toThrow('stopped');
  expect(likeness.size).toBe(0);
  expectRow(likeness.get(Int32Array.of(8))[0], 8);
});
