import { expect, test } from 'vitest';
import type { Comparison } from '../../src/evaluation/compare-models.ts';
import { rankModels } from '../../src/evaluation/rank-models.ts';

/** A test of two models by one figure that says no more than how they differ, and how surely. */
const differ = (first: string, second: string, difference: number, corrected: number, key = 'ndcg@10'): Comparison => ({
  ...{ first, second },
  metrics: {
    [key]: {
      ...{ difference, corrected, pValue: corrected / 3, low: null, high: null },
      ...{ effect: null, higher: 0, lower: 0, users: 100 },
    },
  },
});
const ranks = (...args: Parameters<typeof rankModels>): (readonly [string, number])[] =>
  rankModels(...args).map(({ model, rank }) => [model, rank]);

const figures = new Map([
  ['bias', 0.1],
  ['svd', 0.3],
  ['ease', 0.31],
]);

test('models that may be as good as each other share a rank, and who is worse than two comes third', () => {
  const comparisons = [
    differ('bias', 'svd', -0.2, 0.001),
    differ('bias', 'ease', -0.21, 0.001),
    differ('svd', 'ease', -0.01, 0.4),
  ];
  expect(rankModels(figures, comparisons, 'ndcg@10', 'higher')).toEqual([
    { model: 'ease', value: 0.31, rank: 1 },
    { model: 'svd', value: 0.3, rank: 1 },
    { model: 'bias', value: 0.1, rank: 3 },
  ]);
});

test('it is the corrected p-value that counts, and 5 % is not below 5 %', () => {
  // Their uncorrected p-values are a third of these, and would all pass.
  const comparisons = [differ('bias', 'svd', -0.2, 0.05), differ('ease', 'bias', 0.21, 0.0499)];
  expect(ranks(figures, comparisons, 'ndcg@10', 'higher')).toEqual([
    ['ease', 1],
    ['svd', 1],
    ['bias', 2],
  ]);
});

test('of errors the lowest comes first', () => {
  const comparisons = [differ('bias', 'svd', -0.2, 0.001, 'rmse'), differ('bias', 'ease', -0.21, 0.001, 'rmse')];
  expect(ranks(figures, comparisons, 'rmse', 'lower')).toEqual([
    ['bias', 1],
    ['svd', 2],
    ['ease', 2],
  ]);
});

test('models without the figure are left out, and tests of other figures say nothing', () => {
  const comparisons = [differ('svd', 'bias', 0.2, 0.001, 'mae'), differ('svd', 'popularity', 0.2, 0.001)];
  expect(
    ranks(
      new Map([
        ['svd', 0.3],
        ['bias', 0.1],
      ]),
      comparisons,
      'ndcg@10',
      'higher',
    ),
  ).toEqual([
    ['svd', 1],
    ['bias', 1],
  ]);
  expect(ranks(new Map(), [], 'rmse', 'lower')).toEqual([]);
});
