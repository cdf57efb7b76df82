import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf, type History } from '../../src/dataset/history.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { withoutOccasions } from '../../src/kernels/reference/without-occasions.ts';
import { occasionOffsets } from '../../src/kernels/reference/occasion-offsets.ts';
import { asOf } from '../../src/models/contract/as-of.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { fit, type ModelOptions } from '../../src/models/registry.ts';
import { timedRows } from '../../src/models/temporal/timed-rows.ts';
import { normal, sequence } from '../../src/random.ts';
import { gauss } from '../fixtures/gauss.ts';
import { ratingsFrom, type Row } from '../fixtures/ratings.ts';

const context = createContext({ seed: 3, threads: 2 });
const day = 86_400;
const fitted = (ratings: Ratings, options: ModelOptions<'timesvd'> = {}): Promise<Model> =>
  fit('timesvd', ratings, options, context);

/** How much film `item` is liked more at the end than at the start of the two years. */
const drift = (item: number): number => [-1.2, 0, 1.2][item % 3];

/** Two tastes over two years: films that rise and fall, people who are in a mood for a day, and noise. */
function changing(): Ratings {
  const random = sequence(5, 'changing');
  const noise = normal(5, 'noise', 0.3);
  const mood = normal(5, 'moods', 0.6);
  const rows: Row[] = [];
  for (let user = 0; user < 150; user++) {
    const days = Array.from({ length: 6 }, () => 10_000 + Math.floor(730 * random()));
    for (let item = 0; item < 60; item++) {
      if (random() < 0.4) continue;
      const which = Math.floor(6 * random());
      const age = (days[which] - 10_000) / 730 - 0.5;
      const liking = 0.5 * Math.sin(user) * Math.cos(item) + drift(item) * age + mood(6 * user + which);
      const rating = Math.min(6, Math.max(0, 3 + liking + noise(rows.length)));
      rows.push({
        user: `u${user}`,
        item: `i${item}`,
        rating,
        time: days[which] * day + 3600 * Math.floor(24 * random()),
      });
    }
  }
  return ratingsFrom(rows, { min: 0, max: 6 });
}
const ratings = changing();
const isHeldOut = (at: number): boolean => at % 5 === 0;
const training = ratings.filter((at) => !isHeldOut(at));
const heldOut = ratings.filter(isHeldOut);
const itemOf = (name: string): number => ratings.items.indexOf(name);

function rmse(model: Model): number {
  const { starts, indexes, values, times } = heldOut.byUser;
  let squares = 0;
  for (let user = 0; user + 1 < starts.length; user++) {
    const [from, to] = [starts[user], starts[user + 1]];
    const predicted = model.predictItems(model.user(user), indexes.subarray(from, to), times!.subarray(from, to));
    predicted.forEach(({ rating }, at) => (squares += (rating - values[from + at]) ** 2));
  }
  return Math.sqrt(squares / values.length);
}

describe('where films drift and people have moods', async () => {
  const settings = { factors: 4, periodDamping: 5, frequencyDamping: 1000, dayDamping: 2, occasionLearningRate: 0.01 };
  const model = await fitted(training, settings);

  test('it predicts held-out ratings far better than svdpp, which can know neither: .50 against .73', async () => {
    const plain = rmse(await fit('svdpp', training, { factors: 4 }, context));
    expect(plain).toBeGreaterThan(0.7);
    expect(rmse(model)).toBeLessThan(0.7 * plain);
  });

  test('days alone do nearly as well here, and without them it loses most of that', async () => {
    const [days, none] = await Promise.all(
      [{ occasions: 'days' as const }, { dayDamping: 1000, burstDamping: 1000 }].map((options) =>
        fitted(training, { ...settings, ...options }),
      ),
    );
    expect(rmse(days)).toBeLessThan(rmse(model) + 0.03);
    expect(rmse(none)).toBeGreaterThan(rmse(model) + 0.1);
  });

  test('with next to no damping the offsets of periods rise by what was planted, within a quarter of a star', async () => {
    const free = await fitted(training, { ...settings, periodDamping: 0.5, periodLearningRate: 0.03, epochs: 80 });
    const [start, end] = [10_040, 10_690].map((at) => free.scoreAll(asOf(free.user(-1), at * day)));
    // From the middle of the first tenth of the time to that of the last lies .9 of the whole.
    const rises = Array.from({ length: 60 }, (_, number) => end[itemOf(`i${number}`)] - start[itemOf(`i${number}`)]);
    for (const kind of [0, 1, 2]) {
      const own = rises.filter((_, number) => number % 3 === kind);
      expect(Math.abs(own.reduce((sum, x) => sum + x, 0) / own.length - 0.9 * drift(kind))).toBeLessThan(0.25);
    }
  });

  test('a new person has the scores of the known one with that history at every time, to the bit', () => {
    for (const user of [0, 77]) {
      const history = historyOf(training.byUser, user);
      for (const at of [history.times![0], history.times![3] + 30, 5 * day, 20_000 * day, 0]) {
        const known = model.scoreAll(asOf(model.user(user), at));
        expect(model.scoreAll(asOf(model.foldIn(history), at))).toEqual(known);
      }
    }
  });

  test('reasons add up to the score of that time, with the mood of the day among them', () => {
    const history = historyOf(training.byUser, 5);
    const moods = [...history.times!.keys()].map((at) => {
      const { score, contributions } = model.explain(asOf(model.user(5), history.times![at]), 7);
      expect(contributions.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(score, 4);
      return contributions.find(({ because }) => because === 'user')!.amount;
    });
    expect(Math.max(...moods) - Math.min(...moods)).toBeGreaterThan(0.3);
  });
});

test('occasions of days alone may stand still: with step size 0 nothing diverges', async () => {
  const options = { factors: 2, epochs: 3, occasions: 'days', occasionLearningRate: 0 } as const;
  const model = await fitted(training, options);
  for (const score of model.scoreAll(model.user(0))) expect(Number.isFinite(score)).toBe(true);
});

describe.each(['none', 'offset', 'taste'] as const)('people whose %s drifts', async (drifting) => {
  const factors = 3;
  const options = {
    ...{ factors, epochs: 10, drift: drifting, driftDamping: 2, periods: 4, periodDamping: 5, frequencyDamping: 5 },
    ...{ ridge: 0.2, prior: 3, dayDamping: 4, burstDamping: 2, pause: 60, initialDeviation: 0.2 },
  };
  const model = await fitted(training, options);
  const { width, mean, itemVectors, itemImplicit } = model.state as unknown as Record<'width' | 'mean', number> &
    Record<'itemVectors' | 'itemImplicit', Float32Array>;
  const row = (matrix: Float32Array, item: number): number[] => [...matrix.subarray(item * width, (item + 1) * width)];
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, n) => sum + x * b[n], 0);
  const history: Required<Pick<History, 'items' | 'ratings' | 'times'>> = {
    items: Int32Array.of(2, 3, 7, 11, 20),
    ratings: Float32Array.of(5, 1, 4, 2, 6),
    times: Uint32Array.of(10_400 * day, 10_400 * day + 30, 10_400 * day + 900, 10_600 * day, 0),
  };

  test('have what generalized least squares gives, in float64, under the covariance of their occasions', () => {
    const starts = model.state.periodStarts as Uint32Array;
    const rows = {
      starts: Uint32Array.of(0, 5),
      indexes: history.items,
      values: history.ratings,
      times: history.times,
    };
    const timed = timedRows(rows, { periodStarts: starts, pause: 60 });
    const z = Array.from({ length: factors }, (_, f) =>
      history.items.reduce((sum, item) => sum + row(itemImplicit, item)[f] / Math.sqrt(5), 0),
    );
    const offsetOf = (item: number, period: number, level: number): number => {
      const offsets = row(itemVectors, item).slice(factors + 1);
      return offsets[0] + (period < 0 ? 0 : offsets[1 + period]) + (level < 0 ? 0 : offsets[5 + level]);
    };
    const x = (item: number, deviation: number): number[] => {
      const own = [...row(itemVectors, item).slice(0, factors), 1];
      const scaled = own.map((value) => (value * deviation) / Math.sqrt(2));
      return [...own, ...(drifting === 'none' ? [] : drifting === 'offset' ? scaled.slice(factors) : scaled)];
    };
    const design = [...timed.indexes].map((item, at) => x(item, timed.deviations[at]));
    const left = [...timed.indexes].map((item, at) => {
      const q = row(itemVectors, item).slice(0, factors);
      return timed.values[at] - mean - offsetOf(item, timed.periods[at], timed.levels[at]) - dot(z, q);
    });
    const occasions = { days: [...timed.days], bursts: [...timed.bursts], dayVariance: 1 / 4, burstVariance: 1 / 2 };
    const columns = design[0].map((_, c) => design.map((own) => own[c]));
    const weighted = columns.map((column) => [...withoutOccasions(occasions, column)]);
    const matrix = weighted.map((a, i) => columns.map((b, j) => dot(a, b) + (i === j ? 0.2 * 5 + 3 : 0)));
    const vector = gauss(
      matrix,
      weighted.map((column) => dot(column, left)),
    );
    const offsets = occasionOffsets(
      occasions,
      left.map((value, at) => value - dot(design[at], vector)),
    );
    // The third of the ratings, by time, is alone in its burst, on the day of the two before.
    expect([timed.days[3], timed.bursts[3]]).toEqual([0, 2]);
    const scores = model.scoreAll(asOf(model.foldIn(history), history.times[2]));
    for (let item = 0; item < 60; item++) {
      const q = row(itemVectors, item).slice(0, factors);
      const parts = [mean, offsetOf(item, timed.periods[3], timed.levels[3]), dot(z, q)];
      const own = [dot(x(item, timed.deviations[3]), vector), offsets.get(0)!, offsets.get(2)!];
      expect(scores[item]).toBeCloseTo(
        [...parts, ...own].reduce((sum, value) => sum + value),
        4,
      );
    }
  });

  test('explanations leave no more than rounding to the rest', () => {
    for (const at of [history.times[1], 10_500 * day, 0]) {
      const rest = model
        .explain(asOf(model.foldIn(history), at), 20)
        .contributions.find(({ because }) => because === 'rest')!;
      expect(Math.abs(rest.amount)).toBeLessThan(1e-4);
    }
  });

  test('times that are not known are no times: zeros and none give the same', () => {
    const { times: _, ...timeless } = history;
    const zeros = { ...timeless, times: new Uint32Array(5) };
    for (const at of [0, 10_400 * day]) {
      const scores = model.scoreAll(asOf(model.foldIn(zeros), at));
      expect(model.scoreAll(asOf(model.foldIn(timeless), at))).toEqual(scores);
      expect(scores.every(Number.isFinite)).toBe(true);
    }
  });
});

test('some ratings without a time do not keep it from learning from the others', async () => {
  const { columns, users, items, meta } = training;
  const some = columns.time!.map((time, at) => (at % 3 === 0 ? 0 : time));
  const partly = training.filter(() => true);
  Object.assign(partly.columns, { time: some });
  expect([users.size, items.size, meta.scale.max]).toEqual([150, 60, 6]);
  const model = await fitted(partly, { factors: 4, periodDamping: 5, dayDamping: 2 });
  const plain = await fit('svdpp', training, { factors: 4 }, context);
  expect(rmse(model)).toBeLessThan(rmse(plain) - 0.05);
});

test('with too large steps it says that it diverged and what to do', async () => {
  await expect(fitted(training, { learningRate: 1, regularization: 0, epochs: 10 })).rejects.toMatchObject({
    code: 'DIVERGED',
    hint: expect.stringContaining('--set learningRate=0.25') as string,
  });
});
