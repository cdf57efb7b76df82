import { Matrix, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf, type History } from '../../src/dataset/history.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { asOf } from '../../src/models/contract/as-of.ts';
import { fit } from '../../src/models/registry.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const films = ratings.items.size;
const history = historyOf(ratings.byUser, 7);
const day = 86_400;

interface Learned {
  readonly mean: number;
  readonly people: number;
  readonly noise: number;
  readonly features: readonly string[];
  readonly starts: Uint32Array;
  readonly indexes: Int32Array;
  readonly values: Float32Array;
  readonly average: Float32Array;
  readonly levels: Float32Array;
}
const learned = (model: Model): Learned => model.state as unknown as Learned;

/** The vectors of all films, every number of them. */
function dense({ starts, indexes, values, features }: Learned): number[][] {
  return Array.from({ length: films }, (_, film) => {
    const row = features.map(() => 0);
    for (let at = starts[film]; at < starts[film + 1]; at++) row[indexes[at]] = values[at];
    return row;
  });
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, at) => sum + x * b[at], 0);

/** The same taste in the primal: ridge regression on (√people, x), each rating counting as much as `weights` says. */
function ridgeScores(model: Model, { items, ratings: given }: History, weights: readonly number[]): number[] {
  const state = learned(model);
  const rows = dense(state).map((row) => [Math.sqrt(state.people), ...row]);
  const design = new Matrix(Array.from(items, (item) => rows[item]));
  const left = Array.from(items, (item, at) => given[at] - state.mean - state.levels[item]);
  const weighed = Matrix.mul(design.transpose(), 1).mmul(Matrix.diag(weights));
  const normal = weighed.mmul(design).add(Matrix.eye(rows[0].length).mul(state.noise));
  const taste = solve(normal, weighed.mmul(Matrix.columnVector(left))).to1DArray();
  return rows.map((row, film) => state.mean + state.levels[film] + dot(row, taste));
}

describe('rating', async () => {
  const model = await fit('content', ratings, {}, context);

  test('a score is the film’s level plus the person’s ridge regression, as solved feature by feature', () => {
    const expected = ridgeScores(
      model,
      history,
      Array.from(history.items, () => 1),
    );
    const scores = model.scoreAll(model.foldIn(history));
    for (let film = 0; film < films; film++) expect(scores[film]).toBeCloseTo(expected[film], 4);
  });

  test('with a half-life each rating counts half for each half-life since it was given', async () => {
    const dated = await fit('content', ratings, { halfLife: 0.001 }, context);
    const at = Math.max(...history.times!) + 0.002 * day;
    const weights = Array.from(history.times!, (time) => 2 ** -((at - time) / day / 0.001));
    const expected = ridgeScores(dated, history, weights);
    const scores = dated.scoreAll(asOf(dated.foldIn(history), at));
    for (let film = 0; film < films; film++) expect(scores[film]).toBeCloseTo(expected[film], 4);
  });

  test('a film that nobody rated scores as its double does, but for the level', () => {
    const scores = model.scoreAll(model.foldIn(history));
    const [first, never] = [0, ratings.items.indexOf('never')];
    const { levels } = learned(model);
    expect(scores[never] - levels[never]).toBeCloseTo(scores[first] - levels[first], 5);
  });

  test('reasons name features of the film, and rated films that have them too', () => {
    const { features } = learned(model);
    const rows = dense(learned(model));
    for (let film = 0; film < films; film++) {
      for (const reason of model.explain(model.foldIn(history), film).contributions) {
        if (reason.because !== 'feature') continue;
        const column = features.indexOf(reason.feature);
        expect(rows[film][column]).toBeGreaterThan(0);
        expect(reason.shared?.length ?? 0).toBeLessThanOrEqual(3);
        for (const item of reason.shared ?? []) {
          expect(history.items).toContain(item);
          expect(rows[item][column]).toBeGreaterThan(0);
        }
      }
    }
  });

  test('films are alike by the cosine of their vectors', () => {
    const rows = dense(learned(model));
    for (const { item, score } of model.similar(3, 100)) {
      expect(score).toBeCloseTo(
        dot(rows[3], rows[item]) / Math.sqrt(dot(rows[3], rows[3]) * dot(rows[item], rows[item])),
        5,
      );
    }
  });

  test('only the chosen sets count, and a set that is not there is refused by name', async () => {
    const some = await fit('content', ratings, { sets: 'tags' }, context);
    expect(learned(some).features).toEqual(ratings.features!.sets.find(({ name }) => name === 'tags')!.features);
    await expect(fit('content', ratings, { sets: 'tags,plots' }, context)).rejects.toMatchObject({
      code: 'OPTION_RANGE',
      message: expect.stringContaining('plots') as string,
    });
  });

  test('of a film without features it has no opinion', async () => {
    const rows = [0, 1, 2, 3].map((item) => ({ user: 'a', item: `${item}`, rating: 1 + item }));
    const bare = ratingsFrom(rows, undefined, { facts: (film) => ({ genres: film === '3' ? [] : ['Film'] }) });
    const plain = await fit('content', bare, {}, context);
    expect(plain.predict(plain.user(-1), 3).fallback).toBe('empty history');
    expect(plain.predict(plain.user(-1), 2).fallback).toBeUndefined();
  });
});

describe('ranking', async () => {
  test.each([0, 0.001])(
    'a score is the level plus what the film shares with those liked, half-life %d',
    async (halfLife) => {
      const model = await fit('content', ratings, { objective: 'ranking', halfLife, prior: 3 }, context);
      const state = learned(model);
      const rows = dense(state);
      const last = Math.max(...history.times!);
      const weights = Array.from(history.times!, (time, at) => {
        const recency = halfLife > 0 ? 2 ** -((last - time) / day / halfLife) : 1;
        return history.ratings[at] >= 4 ? recency : 0;
      });
      const total = weights.reduce((sum, weight) => sum + weight, 3);
      const taste = state.features.map((_, column) =>
        history.items.reduce(
          (sum, item, at) => sum + (weights[at] * (rows[item][column] - state.average[column])) / total,
          0,
        ),
      );
      const scores = model.scoreAll(model.foldIn(history));
      for (let film = 0; film < films; film++) {
        expect(scores[film]).toBeCloseTo(state.levels[film] + dot(rows[film], taste), 4);
      }
    },
  );

  test('what nobody has liked yet stands where films like it do, in the order that they have', async () => {
    const model = await fit('content', ratings, { objective: 'ranking' }, context);
    const { levels } = learned(model);
    expect(levels[ratings.items.indexOf('never')]).toBeCloseTo(levels[0], 5);
    const own = await fit('content', ratings, { objective: 'ranking', popularity: 1 }, context);
    const likes = Array.from(
      { length: films },
      (_, film) => historyOf(ratings.byItem, film).ratings.filter((r) => r >= 4).length,
    );
    const ratio = learned(own).levels[0] / Math.log(1 + likes[0]);
    expect(learned(own).levels[1]).toBeCloseTo(ratio * Math.log(1 + likes[1]), 4);
  });
});
