import { describe, expect, test } from 'vitest';
import { transpose, type Rows } from '../../../src/dataset/rows.ts';
import { fitBaseline, residualsOf } from '../../../src/models/contract/baseline.ts';
import {
  ItemSimilarities,
  similarityCode,
  similarityOf,
  similarityParameter,
  type Similarity,
} from '../../../src/models/contract/similarity.ts';
import { twoTastes } from '../../fixtures/ratings.ts';

const ratings = twoTastes();
const items = ratings.items.size;
const users = ratings.users.size;

/** The values as a dense table, NaN where there is none. */
function dense({ starts, indexes, values }: Rows): number[][] {
  const table = Array.from({ length: users }, () => new Array<number>(items).fill(NaN));
  for (let user = 0; user < users; user++) {
    for (let at = starts[user]; at < starts[user + 1]; at++) table[user][indexes[at]] = values[at];
  }
  return table;
}

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);
const product = (a: readonly number[], b: readonly number[]): number => sum(a.map((x, at) => x * b[at]));
const centered = (values: readonly number[]): number[] => values.map((x) => x - sum(values) / values.length);

/** The textbook's formulas, over one pair of columns at a time. */
function naive(table: number[][], i: number, j: number, formula: Similarity, shrinkage: number): number {
  const common = table.filter((row) => !Number.isNaN(row[i]) && !Number.isNaN(row[j]));
  let [x, y] = [common.map((row) => row[i]), common.map((row) => row[j])];
  if (formula === 'cosine') {
    const all = (k: number): number[] => table.map((row) => row[k] || 0);
    const cosine = product(all(i), all(j)) / Math.sqrt(product(all(i), all(i)) * product(all(j), all(j)));
    return (cosine * common.length) / (common.length + shrinkage);
  }
  if (common.length < 2) return 0;
  if (formula === 'pearson') [x, y] = [centered(x), centered(y)];
  const length = Math.sqrt(product(x, x) * product(y, y));
  if (length < 1e-9) return 0;
  return ((product(x, y) / length) * (common.length - 1)) / (common.length - 1 + shrinkage);
}

describe.each(similarityParameter.among)('%s', (formula) => {
  test.each([0, 60])('is what the textbook’s formula gives for every pair, with a shrinkage of %i', (shrinkage) => {
    const baseline = fitBaseline(ratings, { userDamping: 5, itemDamping: 5, sweeps: 5 });
    const values = formula === 'pearson-baseline' ? residualsOf(ratings, baseline) : ratings.byUser.values;
    const byUser = { ...ratings.byUser, values };
    const similar = new ItemSimilarities(byUser, transpose(byUser, items), formula, shrinkage);
    const table = dense(byUser);
    for (let i = 0; i < items; i++) {
      const row = similar.row(i);
      expect([...row.items]).toEqual([...row.items].sort((a, b) => a - b));
      for (let j = 0; j < items; j++) {
        const place = row.items.indexOf(j);
        const expected = i === j ? 0 : Math.max(0, naive(table, i, j, formula, shrinkage) || 0);
        expect(place < 0 ? 0 : row.similarities[place]).toBeCloseTo(expected, 5);
        if (place >= 0) expect(row.similarities[place]).toBeGreaterThan(0);
      }
    }
  });

  test('has a code that a file can hold', () => {
    expect(similarityOf(similarityCode(formula))).toBe(formula);
  });
});
