import { describe, expect, test } from 'vitest';
import { compress, type Rows } from '../../src/dataset/rows.ts';
import { frequencyWithin, inverseFrequency, weigh } from '../../src/features/weigh.ts';
import { uniform } from '../../src/random.ts';

/** A random dense table, with a column and a row of zeros. */
function randomTable(rows: number, columns: number): number[][] {
  const random = uniform(3, 'table');
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const at = row * columns + column;
      const isEmpty = row === 4 || column === 2 || random(at) < 0.7;
      return isEmpty ? 0 : Math.ceil(5 * random(at + 1e6));
    }),
  );
}

function sparse(table: readonly (readonly number[])[]): Rows {
  const entries = table.flatMap((row, r) => row.flatMap((value, c) => (value === 0 ? [] : [{ r, c, value }])));
  const triplets = {
    row: Int32Array.from(entries, ({ r }) => r),
    column: Int32Array.from(entries, ({ c }) => c),
    value: Float32Array.from(entries, ({ value }) => value),
  };
  return compress(triplets, table.length, table[0].length);
}

const dense = ({ starts, indexes, values }: Rows, columns: number): number[][] =>
  Array.from({ length: starts.length - 1 }, (_, row) => {
    const found = new Array<number>(columns).fill(0);
    for (let at = starts[row]; at < starts[row + 1]; at++) found[indexes[at]] = values[at];
    return found;
  });

/** TF-IDF as in a textbook, over a dense table: every column that enough rows have, and not too many. */
function naive(
  table: readonly (readonly number[])[],
  least: number,
  most: number,
): { kept: number[]; rows: number[][] } {
  const all = table.filter((row) => row.some((value) => value > 0)).length;
  const frequency = table[0].map((_, column) => table.filter((row) => row[column] > 0).length);
  const kept = [...frequency.keys()].filter((column) => frequency[column] >= least && frequency[column] <= most * all);
  const rows = table.map((row) => {
    const weighed = kept.map((column) => row[column] * (Math.log((1 + all) / (1 + frequency[column])) + 1));
    const length = Math.hypot(...weighed);
    return weighed.map((value) => (length > 0 ? value / length : 0));
  });
  return { kept, rows };
}

describe.each([
  { least: 1, most: 1 },
  { least: 2, most: 0.5 },
  { least: 10, most: 1 },
  { least: 2, most: 0 },
])('features that at least $least rows and at most the share $most have', ({ least, most }) => {
  test('are weighed as by the formula of TF-IDF over a dense table, within float32', () => {
    const table = randomTable(60, 25);
    const names = table[0].map((_, column) => `feature ${column}`);
    const { features, rows } = weigh(names, sparse(table), frequencyWithin({ least, most }));
    const expected = naive(table, least, most);
    expect(features).toEqual(expected.kept.map((column) => names[column]));
    for (const [row, values] of dense(rows, features.length).entries()) {
      for (const [at, value] of values.entries()) expect(value).toBeCloseTo(expected.rows[row][at], 6);
    }
  });
});

test('rows have length 1, or are empty where the film has nothing or nothing of worth', () => {
  const { rows } = weigh(['a', 'b', 'c'], sparse([[3, 4, 0], [0, 0, 0], [0, 0, 5]]), (films) => (films > 0 ? 1 : 0)); // prettier-ignore
  expect([...rows.starts]).toEqual([0, 2, 2, 3]);
  expect([...rows.values]).toEqual([Math.fround(0.6), Math.fround(0.8), 1]);
  const without = weigh(['a', 'b', 'c'], sparse([[3, 4, 0], [0, 0, 0], [0, 0, 5]]), (films, all) => films / all > 1 ? 1 : 0); // prettier-ignore
  expect(without).toMatchObject({ features: [], rows: { starts: Uint32Array.of(0, 0, 0, 0) } });
});

test('what every film has is worth 1, and what is rarer is worth more', () => {
  expect(inverseFrequency(10, 10)).toBe(1);
  expect(inverseFrequency(2, 10)).toBeGreaterThan(inverseFrequency(5, 10));
});
