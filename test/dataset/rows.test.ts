import { expect, test } from 'vitest';
import { historyOf } from '../../src/dataset/history.ts';
import { compress, filterRows, transpose, type Rows, type Triplets } from '../../src/dataset/rows.ts';
import { shuffled, uniform } from '../../src/random.ts';

interface Entry {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly time: number;
}

/** A random sparse table without twins, its first and last rows and columns empty, in random order. */
function randomEntries(rows: number, columns: number, seed: number): Entry[] {
  const random = uniform(seed, 'entries');
  const entries: Entry[] = [];
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const at = row * columns + column;
      if (random(at) < 0.3) entries.push({ row, column, value: Math.fround(random(at + 1e6)), time: at });
    }
  }
  return Array.from(shuffled(entries.length, seed, 'order'), (at) => entries[at]);
}

const tripletsOf = (entries: readonly Entry[]): Triplets => ({
  row: Int32Array.from(entries, ({ row }) => row),
  column: Int32Array.from(entries, ({ column }) => column),
  value: Float32Array.from(entries, ({ value }) => value),
  time: Uint32Array.from(entries, ({ time }) => time),
});

/** The oracle: a sort by row and column, and a count. */
function naive(entries: readonly Entry[], rows: number): Rows {
  const sorted = entries.toSorted((a, b) => a.row - b.row || a.column - b.column);
  return {
    starts: Uint32Array.from({ length: rows + 1 }, (_, row) => entries.filter((entry) => entry.row < row).length),
    indexes: Int32Array.from(sorted, ({ column }) => column),
    values: Float32Array.from(sorted, ({ value }) => value),
    times: Uint32Array.from(sorted, ({ time }) => time),
  };
}

test.each([
  [5, 5],
  [30, 7],
  [7, 30],
  [40, 60],
])('%i × %i triplets are compressed to what a sort gives', (rows, columns) => {
  const entries = randomEntries(rows, columns, 1);
  const compressed = compress(tripletsOf(entries), rows, columns);
  expect(compressed).toEqual(naive(entries, rows));
  expect(compress(tripletsOf(entries.toReversed()), rows, columns)).toEqual(compressed);
});

test('a transposed table is the table by column, and transposed twice the table itself', () => {
  const entries = randomEntries(40, 60, 2);
  const rows = compress(tripletsOf(entries), 40, 60);
  const exchanged = entries.map(({ row, column, ...rest }) => ({ ...rest, row: column, column: row }));
  expect(transpose(rows, 60)).toEqual(naive(exchanged, 60));
  expect(transpose(transpose(rows, 60), 40)).toEqual(rows);
});

test('no triplets at all give empty rows, and without times there are none', () => {
  const none = { row: new Int32Array(), column: new Int32Array(), value: new Float32Array() };
  const empty = { starts: new Uint32Array(4), indexes: new Int32Array(), values: new Float32Array() };
  expect(compress(none, 3, 5)).toEqual(empty);
  expect(transpose(empty, 5).starts).toEqual(new Uint32Array(6));
});

test('filtered rows are those of the filtered triplets', () => {
  const entries = randomEntries(20, 20, 3);
  const half = (value: number): boolean => value >= 0.5;
  const filtered = filterRows(compress(tripletsOf(entries), 20, 20), half);
  expect(filtered).toEqual(
    naive(
      entries.filter(({ value }) => half(value)),
      20,
    ),
  );
});

test('a history is one row', () => {
  const entries = randomEntries(20, 20, 4);
  const rows = compress(tripletsOf(entries), 20, 20);
  for (let user = 0; user < 20; user++) {
    const own = entries.filter(({ row }) => row === user).toSorted((a, b) => a.column - b.column);
    const { items, ratings, times } = historyOf(rows, user);
    expect([...items]).toEqual(own.map(({ column }) => column));
    expect([...ratings]).toEqual(own.map(({ value }) => value));
    expect([...times!]).toEqual(own.map(({ time }) => time));
  }
});
