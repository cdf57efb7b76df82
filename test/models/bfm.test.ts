import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { Ratings } from '../../src/dataset/ratings.ts';
import { eliminate } from '../../src/kernels/reference/eliminate.ts';
import { explainPosterior } from '../../src/models/bayesian/explain.ts';
import type { Posterior } from '../../src/models/bayesian/posterior-users.ts';
import { bfm } from '../../src/models/bfm.ts';
import type { User } from '../../src/models/contract/define-model.ts';
import type { Vector } from '../../src/models/contract/factor-model.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import { asOf } from '../../src/models/contract/as-of.ts';
import { normal, sequence } from '../../src/random.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const quiet = createContext({ threads: 1 });

describe('without factors and implicit features', async () => {
  const [users, items] = [30, 20];
  const random = sequence(3, 'additive');
  const noise = normal(3, 'additive', 0.5);
  const rows = Array.from({ length: users * items }, (_, at) => ({
    user: `${Math.floor(at / items)}`,
    item: `${at % items}`,
    rating: 5 + Math.sin(Math.floor(at / items)) + Math.cos(at % items) + noise(at),
  })).filter(() => random() < 0.3);
  const ratings = ratingsFrom(rows, { min: 0, max: 10 });
  const options = { factors: 0, sweeps: 1100, burnIn: 100, keep: 1000, userFilms: false, filmUsers: false };
  const model = await fitModel(bfm, ratings, options, quiet);

  // With the precisions at their posterior means, the weights are a ridge regression on who and what.
  const { posteriors } = model.state as { posteriors: Float32Array };
  const meanOf = (place: number): number =>
    Array.from({ length: 1000 }, (_, sample) => posteriors[3 * sample + place]).reduce((a, b) => a + b) / 1000;
  const [alpha, ofUsers, meanOfUsers] = [meanOf(0), meanOf(1), meanOf(2)];

  test('scores are a ridge regression on who and what, within .05', () => {
    const size = users + items;
    // The films' precision is not kept; that of their true weights, cos(item), is about 2.
    const matrix = Array.from({ length: size }, (_, row) =>
      Float64Array.from({ length: size }, (_, column) => (row !== column ? 0 : row < users ? ofUsers : 2)),
    );
    const right = Float64Array.from({ length: size }, (_, row) => (row < users ? ofUsers * meanOfUsers : 0));
    const { user, item, value } = ratings.columns;
    for (let at = 0; at < value.length; at++) {
      const pair = [user[at], users + item[at]];
      for (const row of pair) {
        right[row] += alpha * (value[at] - ratings.mean);
        for (const column of pair) matrix[row][column] += alpha;
      }
    }
    const weights = eliminate(matrix, right);
    let squares = 0;
    for (let someone = 0; someone < users; someone++) {
      const scores = model.scoreAll(model.user(someone));
      scores.forEach((score, film) => {
        squares += (score - ratings.mean - weights[someone] - weights[users + film]) ** 2;
      });
    }
    expect(Math.sqrt(squares / users / items)).toBeLessThan(0.05);
  });

  test('finds the noise that was put in, .5, within a tenth', () => {
    expect(1 / Math.sqrt(alpha)).toBeGreaterThan(0.45);
    expect(1 / Math.sqrt(alpha)).toBeLessThan(0.55);
  });
});

describe('with everything', async () => {
  const ratings = twoTastes();
  const model = await fitModel(bfm, ratings, { factors: 5, sweeps: 40, burnIn: 10, days: 0.01 }, quiet);

  test('the reasons add up in float64 to what the kernel computes, so that the rest is rounding', () => {
    for (const time of [0, 1e9, 1e9 + 900]) {
      for (const user of [asOf(model.user(3), time), asOf(model.user(17), time), model.user(-1)]) {
        for (const item of [0, 5, 33]) {
          const rest = explainPosterior(model.state as unknown as Posterior, user as User<Vector>, item).find(
            ({ because }) => because === 'rest',
          );
          expect(Math.abs(rest!.amount)).toBeLessThan(1e-4);
        }
      }
    }
  });

  test('learns the two tastes: half the error of the mean for films held back', async () => {
    const learned = await fitModel(
      bfm,
      ratings.filter((at) => at % 5 > 0),
      { factors: 5 },
      quiet,
    );
    const held = ratings.filter((at) => at % 5 === 0);
    const { user, item, value } = held.columns;
    let [own, plain] = [0, 0];
    for (let at = 0; at < value.length; at++) {
      own += (learned.predict(learned.user(user[at]), item[at]).rating - value[at]) ** 2;
      plain += (ratings.mean - value[at]) ** 2;
    }
    expect(Math.sqrt(own / plain)).toBeLessThan(0.5);
  });

  test('is less sure of someone with five ratings than of the same with all', () => {
    for (const user of [3, 8, 21]) {
      const { items, ratings: values } = historyOf(ratings.byUser, user);
      const few = model.foldIn({ items: items.slice(0, 5), ratings: values.slice(0, 5) });
      const unrated = [...ratings.items.names.keys()].filter((film) => !items.includes(film) && film < 40);
      const sureness = (someone: typeof few): number =>
        unrated.reduce((sum, film) => sum + model.explain(someone, film).uncertainty!, 0);
      expect(sureness(model.user(user))).toBeLessThan(sureness(few));
    }
  });

  test('keeps samples of each chain, as many as asked for and no more than there are', async () => {
    const samplesOf = async (options: object): Promise<number> => {
      const { state } = await fitModel(bfm, ratings, { factors: 1, ...options }, quiet);
      return state.samples as number;
    };
    expect(await samplesOf({ sweeps: 10, burnIn: 5, chains: 2, keep: 7 })).toBe(7);
    expect(await samplesOf({ sweeps: 10, burnIn: 5, chains: 3, keep: 7 })).toBe(7);
    expect(await samplesOf({ sweeps: 6, burnIn: 5, chains: 3, keep: 100 })).toBe(3);
  });

  test('refuses a burn-in after which nothing is left', async () => {
    await expect(fitModel(bfm, ratings, { sweeps: 10, burnIn: 10 }, quiet)).rejects.toMatchObject({
      code: 'OPTION_RANGE',
      hint: expect.stringContaining('burnIn=2') as string,
    });
  });
});

describe('where half the people have no times, and the others rate higher by the day', async () => {
  const [users, items, day] = [40, 12, 86_400];
  const noise = normal(9, 'half timed', 0.2);
  const rows = Array.from({ length: users * items }, (_, at) => {
    const [user, item] = [Math.floor(at / items), at % items];
    const time = user % 2 ? 0 : (1 + ((item + user / 2) % 3)) * day;
    return { user: `${user}`, item: `${item}`, rating: 4 + time / day + noise(at), time };
  }).filter((_, at) => at % 7 > 0);
  const ratings = ratingsFrom(rows, { min: 0, max: 10 });
  const one = { factors: 0, sweeps: 60, burnIn: 20, chains: 1, keep: 1, days: 1, userFilms: false, filmUsers: false };
  const model = await fitModel(bfm, ratings, one, quiet);
  const state = model.state as unknown as Posterior;
  const scoreAt = (user: number, item: number, time: number): number =>
    model.scoreAll(asOf(model.user(user), time))[item];

  test('a time of which nothing is known, or none, counts as the mean over the ratings with a time', () => {
    const times = ratings.columns.time!.filter((time) => time > 0);
    for (const user of [0, 1]) {
      const mean = times.reduce((sum, time) => sum + scoreAt(user, 5, time), 0) / times.length;
      expect(scoreAt(user, 5, 50 * day)).toBeCloseTo(mean, 4);
      expect(scoreAt(user, 5, 0)).toBeCloseTo(mean, 4);
    }
    expect(scoreAt(0, 5, 3 * day) - scoreAt(0, 5, 50 * day)).toBeGreaterThan(0.3);
  });

  test('someone without times has the weight that their ratings have without any, as in training', () => {
    const { items: films, ratings: values } = historyOf(ratings.byUser, 1);
    const [alpha, lambda, mu] = state.posteriors;
    const left = films.reduce((sum, film, at) => sum + values[at] - ratings.mean - state.itemOffsets[film], 0);
    const weight = (lambda * mu + alpha * left) / (lambda + alpha * films.length);
    for (const [bin, time] of [1, 2, 3].map((bin) => [bin, bin * day])) {
      const expected = ratings.mean + state.itemOffsets[5] + state.binWeights[bin] + weight;
      expect(scoreAt(1, 5, time)).toBeCloseTo(expected, 4);
    }
    const untimed = model.foldIn({ items: films, ratings: values });
    expect(model.scoreAll(untimed)).toEqual(model.scoreAll(model.user(1)));
  });

  test('the reasons of people with and without times add up but for rounding, of numbers and of levels', async () => {
    const halves = ratings.columns.value.map((value) => Math.round(2 * value) / 2);
    const levels = new Ratings(ratings.users, ratings.items, { ...ratings.columns, value: halves }, ratings.meta);
    for (const likelihood of ['regression', 'probit'] as const) {
      const own = await fitModel(bfm, levels, { factors: 3, sweeps: 30, days: 1, likelihood }, quiet);
      for (const user of [asOf(own.user(0), 2 * day), own.user(0), asOf(own.user(1), 3 * day), own.user(1)]) {
        const rest = explainPosterior(own.state as unknown as Posterior, user as User<Vector>, 4).at(-1)!;
        expect(Math.abs(rest.amount)).toBeLessThan(likelihood === 'probit' ? 0.05 : 1e-4);
      }
    }
  });
});

test('memory counts the vectors and records of a bin for each rating, where bins are short', () => {
  const options = { factors: 7, chains: 2, keep: 20, sweeps: 100, burnIn: 20, userFilms: true, filmUsers: true };
  const rest = { likelihood: 'regression', days: 0.01 } as const;
  const bins = 800_000; // of some 15 minutes; 32 numbers a record, 8 a vector and at least 160 kept
  expect(bfm.memory({ users: 100, items: 100, ratings: bins }, { ...options, ...rest })).toBeGreaterThan(
    4 * bins * (2 * (32 + 8) + 160),
  );
});

test('more factors than films, a person with one rating and a film with one do no harm', async () => {
  const rows = [
    { user: 'a', item: 'x', rating: 4, time: 1e9 },
    { user: 'b', item: 'x', rating: 2, time: 2e9 },
    { user: 'b', item: 'y', rating: 1, time: 2e9 },
  ];
  const model = await fitModel(bfm, ratingsFrom(rows), { factors: 30, sweeps: 30, burnIn: 5 }, quiet);
  for (const user of [0, 1, -1]) {
    for (const score of model.scoreAll(model.user(user))) expect(Number.isFinite(score)).toBe(true);
  }
});
