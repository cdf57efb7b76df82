import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { compareModels, type Comparison } from '../../src/evaluation/compare-models.ts';
import { Outcomes } from '../../src/evaluation/outcomes.ts';
import { summarizeOutcomes } from '../../src/evaluation/summarize-outcomes.ts';
import { metricsOf, usualMetrics } from '../../src/metrics/registry.ts';
import { sequence } from '../../src/random.ts';
import { listOf, plain } from '../fixtures/judged-lists.ts';
import { mean } from './people.ts';

const context = createContext();
const outcomesOf = (cutoffs: readonly number[] = [2], users = 4, names = usualMetrics): Outcomes => {
  const outcomes = new Outcomes({ metrics: metricsOf(names), cutoffs, users, items: 10 });
  outcomes.beginRound(8, plain);
  return outcomes;
};
const ratings = (actual: number[], predicted: number[]) => ({ actual, predicted });
const list = (items: number[], hits: number[], relevant: number) => listOf(hits, relevant, { items });
/** The tests of one pair of models. */
const compared = async (first: Outcomes, second: Outcomes): Promise<Comparison['metrics']> =>
  (
    await compareModels(
      new Map([
        ['first', first],
        ['second', second],
      ]),
      context,
    )
  )[0].metrics;

test('errors are pooled over all pairs, lists are averaged over people', async () => {
  const outcomes = outcomesOf();
  outcomes.addRatings(0, ratings([5, 3, 1], [4, 3, 1]), 1);
  outcomes.addRatings(2, ratings([2], [5]));
  outcomes.addList(0, list([0, 1], [1, 1], 4));
  outcomes.addList(2, list([0, 5], [0, 1], 1));
  const summary = await summarizeOutcomes(outcomes, context);
  expect(summary).toMatchObject({ users: 2, pairs: 4, fallback: 1, lists: 2, withoutRelevant: 0 });
  const figures = Object.fromEntries(Object.entries(summary.metrics).map(([key, { value }]) => [key, value]));
  expect(figures).toEqual({
    rmse: Math.sqrt(10 / 4),
    mae: 1,
    'precision@2': 0.75,
    'recall@2': 0.75,
    'ndcg@2': (1 + 1 / Math.log2(3)) / 2,
    'map@2': 0.75,
    'hr@2': 1,
    'mrr@2': 0.75,
    'coverage@2': 3 / 8,
  });
  expect(Object.keys(figures)).toEqual(['rmse', 'mae', ...[...Object.keys(figures)].slice(2)]);
  expect(summary.metrics['coverage@2']).toEqual({ value: 3 / 8, low: null, high: null });
  expect(summary.metrics.rmse.low).toBeLessThanOrEqual(summary.metrics.rmse.value);
  expect(summary.metrics.rmse.high).toBeGreaterThanOrEqual(summary.metrics.rmse.value);
});

test('a list is cut at each k, and may be longer than it', async () => {
  const outcomes = outcomesOf([1, 3, 20]);
  outcomes.addList(1, list([7, 8, 9, 0], [0, 1, 0, 1], 2));
  const { metrics: figures } = await summarizeOutcomes(outcomes, context);
  expect(['recall@1', 'recall@3', 'recall@20'].map((key) => figures[key].value)).toEqual([0, 0.5, 1]);
  expect(['coverage@1', 'coverage@3', 'coverage@20'].map((key) => figures[key].value)).toEqual([1 / 8, 3 / 8, 4 / 8]);
});

test('a person tested in several rounds is one person for the interval, with the mean of the lists', async () => {
  const outcomes = outcomesOf();
  outcomes.addRatings(0, ratings([5], [4]));
  outcomes.addList(0, list([0, 1], [1, 1], 2));
  outcomes.beginRound(4, plain);
  outcomes.addRatings(0, ratings([5, 5], [3, 3]));
  outcomes.addList(0, list([0, 1], [0, 0], 2));
  const summary = await summarizeOutcomes(outcomes, context);
  expect(summary).toMatchObject({ users: 1, pairs: 3, lists: 2 });
  expect(summary.metrics.rmse).toEqual({ value: Math.sqrt(3), low: null, high: null });
  expect(summary.metrics['precision@2'].value).toBe(0.5);
  expect(summary.metrics['coverage@2'].value).toBe((2 / 8 + 2 / 4) / 2);
});

test('people with nothing relevant to find are skipped and counted', async () => {
  const outcomes = outcomesOf();
  outcomes.addList(0, list([0, 1], [1, 0], 1));
  outcomes.addList(1, list([2, 3], [0, 0], 0));
  const summary = await summarizeOutcomes(outcomes, context);
  expect(summary).toMatchObject({ users: 1, lists: 1, withoutRelevant: 1 });
  expect(summary.metrics['precision@2'].value).toBe(0.5);
  expect(summary.metrics['coverage@2'].value).toBe(2 / 8);
});

test('a figure that nobody has a part in is left out', async () => {
  const onlyLists = outcomesOf();
  onlyLists.addList(0, list([0], [1], 1));
  expect(Object.keys((await summarizeOutcomes(onlyLists, context)).metrics)).not.toContain('rmse');
  const onlyRatings = outcomesOf();
  onlyRatings.addRatings(0, ratings([3], [4]));
  expect(Object.keys((await summarizeOutcomes(onlyRatings, context)).metrics)).toEqual(['rmse', 'mae']);
});

test('a round without lists has no part in the figures of all lists', async () => {
  const outcomes = outcomesOf([2], 4, ['coverage', 'gini', 'entropy']);
  outcomes.addList(0, list([0, 1], [1, 0], 1));
  const { metrics: alone } = await summarizeOutcomes(outcomes, context);
  outcomes.beginRound(5, plain);
  outcomes.addList(0, list([], [], 0));
  const summary = await summarizeOutcomes(outcomes, context);
  expect(Object.keys(summary.metrics)).toEqual(['coverage@2', 'gini@2', 'entropy@2']);
  expect(summary.metrics).toEqual(alone);
});

test('what was asked for and has no meaning is named: metrics of ratings, of lists and of all lists', async () => {
  const outcomes = outcomesOf([2], 4, ['rmse', 'r2', 'fcp', 'recall', 'diversity', 'gini', 'entropy']);
  outcomes.addRatings(0, ratings([4], [3]));
  // A list without a film, since the one good film could not be listed.
  outcomes.addList(0, list([], [], 1));
  const { metrics: figures, meaningless } = await summarizeOutcomes(outcomes, context);
  expect(Object.keys(figures)).toEqual(['rmse', 'recall@2']);
  expect(meaningless).toEqual(['r2', 'fcp', 'diversity@2', 'gini@2', 'entropy@2']);
});

describe('refuses', () => {
  const nothing = (message: RegExp) =>
    expect.objectContaining({ code: 'NOTHING_TO_TEST', message: expect.stringMatching(message) });

  test('a test without held-out ratings, and one in which nobody has a relevant film', async () => {
    const empty = outcomesOf();
    empty.addRatings(0, ratings([], []));
    await expect(summarizeOutcomes(empty, context)).rejects.toThrow(nothing(/no held-out ratings/));
    empty.addList(0, list([1], [0], 0));
    await expect(summarizeOutcomes(empty, context)).rejects.toThrow(nothing(/nobody has a relevant/));
  });

  test.each([0, -1, 2.5, NaN])('k = %d', (k) => {
    expect(() => outcomesOf([k])).toThrow(expect.objectContaining({ code: 'OPTION_RANGE' }));
  });
});

/** Random outcomes of 300 people: the share of hits, and the size of errors. */
function simulated(name: string, hitRate: number, error: number): Outcomes {
  const random = sequence(1, name);
  const outcomes = outcomesOf([5], 300);
  for (let user = 0; user < 300; user++) {
    const hits = Array.from({ length: 5 }, () => Number(random() < hitRate));
    outcomes.addList(user, list([0, 1, 2, 3, 4], hits, 6));
    outcomes.addRatings(user, ratings([3, 4], [3 + error * random(), 4 - error * random()]));
  }
  return outcomes;
}

test('two models are compared in every personal figure: a real difference shows, chance does not', async () => {
  const [good, same, bad] = [simulated('a', 0.3, 1), simulated('b', 0.3, 1), simulated('c', 0.2, 1.2)];
  const chance = await compared(good, same);
  expect(Object.keys(chance)).toEqual([...good.measures.keys()]);
  expect(chance['precision@5'].pValue).toBeGreaterThan(0.05);
  const real = await compared(good, bad);
  expect(real['precision@5']).toMatchObject({ users: 300, pValue: expect.closeTo(0, 2) });
  expect(real['precision@5'].difference).toBeGreaterThan(0);
  expect(real.rmse.difference).toBeLessThan(0);
  expect(real.rmse.high).toBeLessThan(0);
  const [first, second] = [await summarizeOutcomes(good, context), await summarizeOutcomes(bad, context)];
  expect(real.rmse.difference).toBeCloseTo(first.metrics.rmse.value - second.metrics.rmse.value, 12);
});

test('what only one of two models has is not compared', async () => {
  const ranksOnly = outcomesOf([2], 4);
  ranksOnly.addList(0, list([0, 1], [1, 0], 1));
  const both = outcomesOf([2], 4);
  both.addList(0, list([0, 1], [0, 1], 1));
  both.addRatings(0, ratings([3], [4]));
  expect(Object.keys(await compared(ranksOnly, both))).not.toContain('rmse');
  const chosen = outcomesOf([2], 4, ['ndcg']);
  chosen.addList(0, list([0, 1], [0, 1], 1));
  expect(Object.keys(await compared(both, chosen))).toEqual(['ndcg@2']);
});

test('the mean of personal parts is the figure', () => {
  const { parts } = simulated('d', 0.4, 1).measures.get('recall@5')!;
  expect(parts.weight.every((weight) => weight === 1)).toBe(true);
  expect(mean([...parts.sums[0]])).toBeCloseTo(0.4 * (5 / 6), 1);
});
