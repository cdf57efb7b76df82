import { expect, test as it } from 'vitest';
import { verdictOf, type Usefulness } from '../../../src/stages/report/verdict.ts';
import { summaryOf } from '../../../src/stages/report/summary-of.ts';
import { madeFacts, test, type MadeModel } from '../../fixtures/report-facts.ts';

const popularity = { ndcg: 0.2, hits: 1.6 };
const ease = { ndcg: 0.25, hits: 2 };
/** Facts with this difference in list quality to popularity’s 0.2. */
const differing = (difference: number, half: number, corrected: number) =>
  madeFacts({
    models: { ease, popularity },
    tests: { 'ndcg@10': test(difference, half, corrected), 'precision@10': test(0.04, 0.01, corrected) },
  });

it.each<[verdict: Usefulness, difference: number, half: number, corrected: number]>([
  // A tenth of 0.2 is 0.02: the interval begins on it, or just below.
  ['good', 0.05, 0.03, 0.01],
  ['promising', 0.05, 0.0301, 0.01],
  ['promising', 0.01, 0.005, 0.049],
  ['not shown', 0.05, 0.01, 0.05],
  ['not shown', -0.05, 0.01, 0.05],
  ['worse', -0.05, 0.01, 0.049],
])('%s where the difference is %d ± %d and p %d', (verdict, difference, half, corrected) => {
  expect(verdictOf(differing(difference, half, corrected))).toBe(verdict);
});

it('nothing is said of fewer than 20 judged people, nor without something to compare with', () => {
  const facts = differing(0.1, 0.01, 0.001);
  const judged = (lists: number) => ({
    ...facts,
    evaluation: { ...facts.evaluation, models: facts.evaluation.models.map((model) => ({ ...model, lists })) },
  });
  expect(verdictOf(judged(20))).toBe('good');
  expect(verdictOf(judged(19))).toBe('unknown');
  expect(verdictOf(madeFacts({ models: { ease } }))).toBe('unknown');
  expect(summaryOf(judged(19))[1]).toMatch(
    /^Whether its recommendations are good enough cannot be told, because there are only 19 people/,
  );
});

it('popularity itself is no personal recommendation, however good', () => {
  const facts = madeFacts({ models: { popularity } });
  expect(verdictOf(facts)).toBe('impersonal');
  expect(summaryOf(facts)[1]).toBe(
    'Its lists are the same for everyone and so no personal recommendation: people are known to have liked, on average, 1.6 of the ten films on a list.',
  );
});

it('each verdict has its words in the summary, and its next step', () => {
  const said = (difference: number, half: number, corrected: number): string[] => {
    const sentences = summaryOf(differing(difference, half, corrected));
    return [sentences[1], sentences[4]].map(
      (sentence) => sentence.split(/[:;,]/)[0] + '|' + (sentence.split(', ')[1] ?? ''),
    );
  };
  expect(said(0.05, 0.01, 0.001)[0]).toMatch(/^Its lists are good enough to use/);
  expect(said(0.05, 0.04, 0.001)[0]).toMatch(/^Its lists are worth a trial and no more yet/);
  expect(said(0.05, 0.01, 0.3)[0]).toMatch(/^Its lists are not shown to be any better than the most popular films/);
  expect(said(-0.05, 0.01, 0.001)[0]).toMatch(/^Its lists are not good enough to use/);
  const steps = [said(0.05, 0.01, 0.001), said(0.05, 0.04, 0.001), said(0.05, 0.01, 0.3), said(-0.05, 0.01, 0.001)];
  expect(new Set(steps.map(([, step]) => step)).size).toBe(4);
});

it.each<[string, Readonly<Record<string, MadeModel>>]>([
  ['one model', { ease }],
  ['a model that only predicts well', { svd: { ndcg: 0.1, hits: 0.7, errors: { rmse: 0.85, mae: 0.65 } }, popularity }],
])('the summary has five whole sentences for %s', (_, models) => {
  const sentences = summaryOf(madeFacts({ models }));
  expect(sentences).toHaveLength(5);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/NaN|undefined|null|Infinity|NDCG|RMSE|MAE/);
  }
});
