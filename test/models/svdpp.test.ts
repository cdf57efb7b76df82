import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf, type History } from '../../src/dataset/history.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { svdpp as epochOf, type SvdppArrays } from '../../src/kernels/reference/svdpp.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { fit, type ModelOptions } from '../../src/models/registry.ts';
import { fillNormal } from '../../src/random.ts';
import { gauss } from '../fixtures/gauss.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ seed: 3, threads: 1 });
const factors = 3;
const steps = {
  factors,
  epochs: 4,
  learningRate: 0.02,
  regularization: 0.05,
  implicitLearningRate: 0.01,
  implicitRegularization: 0.03,
  initialDeviation: 0.2,
};
const fitted = (ratings: Ratings, options: ModelOptions<'svdpp'>): Promise<Model> =>
  fit('svdpp', ratings, { ...steps, ...options }, context);

/** The parts of a fitted model's matrices. */
function partsOf({ state }: Model) {
  const { mean, width, ...matrices } = state as unknown as Record<'mean' | 'width', number> &
    Record<'userVectors' | 'itemVectors' | 'itemImplicit', Float32Array>;
  const rows = (matrix: Float32Array): number[][] =>
    Array.from({ length: matrix.length / width }, (_, row) => [...matrix.subarray(row * width, (row + 1) * width)]);
  const items = rows(matrices.itemVectors);
  return {
    mean,
    users: rows(matrices.userVectors),
    q: items.map((row) => row.slice(0, factors)),
    itemOffsets: items.map((row) => row[factors + 1]),
    y: rows(matrices.itemImplicit).map((row) => row.slice(0, factors)),
  };
}

/** Koren's epochs in float64, from where the model says it starts. */
function reference(ratings: Ratings): SvdppArrays {
  const start = (count: number, purpose: string): Float64Array[] => {
    const numbers = new Float32Array(count * factors);
    fillNormal(numbers, 3, purpose, { deviation: steps.initialDeviation });
    return Array.from({ length: count }, (_, row) =>
      Float64Array.from(numbers.subarray(row * factors, (row + 1) * factors)),
    );
  };
  const [users, items] = [ratings.users.size, ratings.items.size];
  const arrays = {
    rows: Array.from({ length: users }, (_, user) => {
      const { items: rated, ratings: values } = historyOf(ratings.byUser, user);
      return Array.from(rated, (item, at) => ({ item, value: values[at] }));
    }),
    userFactors: start(users, 'svdpp.users'),
    userOffsets: new Float64Array(users),
    itemFactors: start(items, 'svdpp.items'),
    itemImplicit: start(items, 'svdpp.implicit'),
    itemOffsets: new Float64Array(items),
  };
  const { learningRate, regularization, implicitLearningRate, implicitRegularization } = steps;
  for (let epoch = 0; epoch < steps.epochs; epoch++) {
    epochOf(arrays, ratings.mean, learningRate, regularization, implicitLearningRate, implicitRegularization);
  }
  return arrays;
}

test('descent ends where Koren’s update of every yⱼ at every rating does, within 1e-4', async () => {
  const ratings = twoTastes();
  const { mean, users, q, y, itemOffsets } = partsOf(await fitted(ratings, { users: 'learned', itemDamping: 0 }));
  const wanted = reference(ratings);
  const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-4);
  for (const [item, vector] of wanted.itemFactors.entries()) {
    near(itemOffsets[item], wanted.itemOffsets[item]);
    for (let f = 0; f < factors; f++) {
      near(q[item][f], vector[f]);
      near(y[item][f], wanted.itemImplicit[item][f]);
    }
  }
  for (const [user, vector] of wanted.userFactors.entries()) {
    const row = wanted.rows[user];
    near(users[user][factors], mean + wanted.userOffsets[user]);
    expect(users[user][factors + 1]).toBe(1);
    for (let f = 0; f < factors; f++) {
      const z = row.reduce((sum, { item }) => sum + wanted.itemImplicit[item][f], 0) / Math.sqrt(row.length);
      near(users[user][f], vector[f] + z);
    }
  }
});

describe('people solved from the final films', async () => {
  const ratings = twoTastes();
  const model = await fitted(ratings, { ridge: 0.2, prior: 3, epochs: 20 });
  const { mean, users, q, y, itemOffsets } = partsOf(model);
  const history: History = { items: Int32Array.of(2, 7, 11), ratings: Float32Array.of(5, 1, 4) };
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, f) => sum + x * b[f], 0);

  /** z, what it leaves of the ratings, and the ridge regression's matrix and right side, in double precision. */
  function regression({ items, ratings: values }: History) {
    const films = [...items];
    const z = Array.from({ length: factors }, (_, f) =>
      films.reduce((sum, item) => sum + y[item][f] / Math.sqrt(films.length), 0),
    );
    const left = films.map((item, at) => values[at] - mean - itemOffsets[item] - dot(z, q[item]));
    const x = films.map((item) => [...q[item], 1]);
    const penalty = 0.2 * films.length + 3;
    const matrix = Array.from({ length: factors + 1 }, (_, row) =>
      Array.from({ length: factors + 1 }, (_, column) =>
        x.reduce((sum, film) => sum + film[row] * film[column], row === column ? penalty : 0),
      ),
    );
    const right = Array.from({ length: factors + 1 }, (_, row) =>
      x.reduce((sum, film, at) => sum + film[row] * left[at], 0),
    );
    return { z, left, x, matrix, right };
  }
  /** (z + p, offset + mean) */
  function solved(given: History): number[] {
    const { z, matrix, right } = regression(given);
    return gauss(matrix, right).map((value, f) => value + (f < factors ? z[f] : mean));
  }

  test('have z plus what the normal equations give for the rest', () => {
    for (const [user, vector] of users.entries()) {
      for (const [f, value] of solved(historyOf(ratings.byUser, user)).entries())
        expect(vector[f]).toBeCloseTo(value, 4);
    }
  });

  test('and so has someone new, whose scores follow from it', () => {
    const vector = solved(history);
    const scores = model.scoreAll(model.foldIn(history));
    for (let item = 0; item < 40; item++) {
      expect(scores[item]).toBeCloseTo(dot([...q[item], 1], vector) + itemOffsets[item], 4);
    }
  });

  test('someone without ratings gets the mean and the film’s offset', () => {
    const scores = model.scoreAll(model.user(-1));
    for (let item = 0; item < 40; item++) expect(scores[item]).toBeCloseTo(mean + itemOffsets[item], 5);
  });

  test('an explanation gives a film its part of the regression and n^-½ yⱼ·q for its mere choice', () => {
    const { left, x, matrix } = regression(history);
    const influence = gauss(matrix, [...q[20], 1]);
    const { contributions } = model.explain(model.foldIn(history), 20);
    for (const [at, item] of history.items.entries()) {
      const reason = contributions.find((one) => one.because === 'rated' && one.item === item)!;
      expect(reason.amount).toBeCloseTo(left[at] * dot(influence, x[at]) + dot(y[item], q[20]) / Math.sqrt(3), 4);
    }
    expect(Math.abs(contributions.find(({ because }) => because === 'rest')!.amount)).toBeLessThan(1e-5);
  });
});

test('with too large steps it says that it diverged and what to do', async () => {
  await expect(fitted(twoTastes(), { learningRate: 1, regularization: 0, epochs: 10 })).rejects.toMatchObject({
    code: 'DIVERGED',
    hint: expect.stringContaining('--set learningRate=0.25') as string,
  });
});
