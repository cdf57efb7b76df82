import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { compareModels } from '../../src/evaluation/compare-models.ts';
import { Outcomes } from '../../src/evaluation/outcomes.ts';
import { summarizeOutcomes } from '../../src/evaluation/summarize-outcomes.ts';
import { metricsOf } from '../../src/metrics/registry.ts';
import { normal, sequence } from '../../src/random.ts';
import { listOf, plain } from '../fixtures/judged-lists.ts';
import { deviation, mean } from './people.ts';

const context = createContext();

/** What a model did for some people: one rating each, erring by `errors`, and a list with hits by `hitRate`. */
function outcomesOf(name: string, { errors = [] as number[], lists = 0, hitRate = 0.3 } = {}): Outcomes {
  const random = sequence(1, name);
  const users = Math.max(errors.length, lists);
  const outcomes = new Outcomes({ metrics: metricsOf(['mae', 'recall', 'hr']), cutoffs: [3], users, items: 1000 });
  outcomes.beginRound(1000, plain);
  for (const [user, error] of errors.entries()) outcomes.addRatings(user, { actual: [3], predicted: [3 + error] });
  for (let user = 0; user < lists; user++) {
    const hits = Array.from({ length: 3 }, () => Number(random() < hitRate));
    outcomes.addList(user, listOf(hits, 4));
  }
  return outcomes;
}

test('every model is compared with every other, once, in the order given', async () => {
  const all = new Map(['d', 'b', 'c', 'a'].map((name) => [name, outcomesOf(name, { lists: 10 })]));
  const pairs = (await compareModels(all, context)).map(({ first, second }) => `${first}${second}`);
  expect(pairs).toEqual(['db', 'dc', 'da', 'bc', 'ba', 'ca']);
  expect(await compareModels(new Map([...all].slice(0, 1)), context)).toEqual([]);
});

test('p-values are corrected among the pairs of one figure, however many other figures there are', async () => {
  const rates = { a: 0.3, b: 0.38, c: 0.3, d: 0.5 };
  const all = Object.entries(rates).map(
    ([name, hitRate]) =>
      [
        name,
        outcomesOf(name, { lists: 200, hitRate, errors: name === 'd' ? [] : Array<number>(200).fill(1) }),
      ] as const,
  );
  const comparisons = await compareModels(new Map(all), context);
  for (const key of ['recall@3', 'hr@3', 'mae']) {
    const tests = comparisons.flatMap(({ metrics }) => (key in metrics ? [metrics[key]] : []));
    // Model d predicts no ratings.
    expect(tests).toHaveLength(key === 'mae' ? 3 : 6);
    const sorted = tests.toSorted((a, b) => a.pValue - b.pValue);
    let least = 0;
    for (const [at, { pValue, corrected }] of sorted.entries()) {
      least = Math.max(least, Math.min(1, (sorted.length - at) * pValue));
      expect(corrected).toBeCloseTo(least, 12);
    }
  }
});

test('the effect of a mean is the mean of the personal differences over their deviation (Cohen’s d)', async () => {
  for (const [shift, users] of [
    [0.2, 150],
    [0.5, 1000],
    [-0.8, 5000],
  ]) {
    const draw = normal(users, 'errors');
    const first = Array.from({ length: users }, (_, at) => 10 + shift + draw(2 * at));
    const second = Array.from({ length: users }, (_, at) => 10 + draw(2 * at + 1));
    const models = new Map([
      ['first', outcomesOf('first', { errors: first })],
      ['second', outcomesOf('second', { errors: second })],
    ]);
    const [{ metrics }] = await compareModels(models, context);
    const differences = first.map((error, at) => error - second[at]);
    const effect = mean(differences) / deviation(differences);
    expect(metrics['mae'].effect! / effect).toBeGreaterThan(0.9);
    expect(metrics['mae'].effect! / effect).toBeLessThan(1.1);
  }
});

test('says for which shares of the people a figure is higher and lower, those with equal ones being the rest', async () => {
  const models = new Map([
    ['first', outcomesOf('first', { errors: [1, 2, 3, 0.5, 0.25, 1, 1, 1] })],
    ['second', outcomesOf('second', { errors: [0, 1, 2, 1.5, 0.5, 1, 1, 1] })],
  ]);
  const [{ metrics }] = await compareModels(models, context);
  expect(metrics['mae']).toMatchObject({ higher: 3 / 8, lower: 2 / 8, users: 8 });
});

test('a difference that is the same for everyone has no effect size, not an endless one', async () => {
  const models = new Map([
    ['first', outcomesOf('first', { errors: Array<number>(50).fill(0.3) })],
    ['second', outcomesOf('second', { errors: Array<number>(50).fill(0.1) })],
  ]);
  const [{ metrics }] = await compareModels(models, context);
  expect(metrics['mae'].difference).toBeCloseTo(0.2, 12);
  expect(metrics['mae'].effect).toBeNull();
});

test('people who have a part with one model only are left out of the pair', async () => {
  const half = outcomesOf('half', { lists: 100 });
  const all = outcomesOf('all', { lists: 200 });
  const [{ metrics }] = await compareModels(
    new Map([
      ['half', half],
      ['all', all],
    ]),
    context,
  );
  expect(metrics['recall@3'].users).toBe(100);
});

test('six equal models: in 100 simulated evaluations a false alarm anywhere is rare (Holm keeps it to 5 %)', async () => {
  let [alarms, uncorrected] = [0, 0];
  for (let round = 0; round < 100; round++) {
    const draw = normal(round, 'equal models');
    // What a film is worth to a person is the same for all models; the rest is chance.
    const all = Array.from({ length: 6 }, (_, model) => {
      const errors = Array.from({ length: 40 }, (__, user) => 10 + draw(user) + draw(1000 * (model + 1) + user));
      return [`model ${model}`, outcomesOf('', { errors })] as const;
    });
    const tests = await compareModels(new Map(all), createContext({ seed: round }));
    if (tests.some(({ metrics }) => metrics['mae'].corrected < 0.05)) alarms++;
    if (tests.some(({ metrics }) => metrics['mae'].pValue < 0.05)) uncorrected++;
  }
  expect(alarms).toBeLessThanOrEqual(12);
  // Without the correction it would be several times as often.
  expect(uncorrected).toBeGreaterThan(20);
});

test('R² is that of all pairs together, 1 − squared errors / squared deviations, and has an interval', async () => {
  const random = sequence(5, 'r2');
  const outcomes = new Outcomes({ metrics: metricsOf(['r2']), cutoffs: [], users: 60, items: 1 });
  const pairs: (readonly [number, number])[] = [];
  for (let user = 0; user < 60; user++) {
    const actual = Array.from({ length: 1 + (user % 5) }, () => 1e3 + Math.round(8 * random()) / 2);
    const predicted = actual.map((rating) => rating + random() - 0.5);
    outcomes.addRatings(user, { actual, predicted });
    pairs.push(...actual.map((rating, at) => [rating, predicted[at]] as const));
  }
  const middle = mean(pairs.map(([actual]) => actual));
  const errors = mean(pairs.map(([actual, predicted]) => (actual - predicted) ** 2));
  const { value, low, high } = (await summarizeOutcomes(outcomes, context)).metrics['r2'];
  expect(value).toBeCloseTo(1 - errors / mean(pairs.map(([actual]) => (actual - middle) ** 2)), 9);
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThan(value);
  expect(high).toBeLessThan(1);
});
