import { describe, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { historyOf, type History } from '../../../src/dataset/history.ts';
import { defineModel } from '../../../src/models/contract/define-model.ts';
import { fitModel } from '../../../src/models/contract/fit-model.ts';
import type { Recommendation } from '../../../src/models/contract/model.ts';
import { unratedOrder } from '../../../src/models/contract/unrated-order.ts';
import { definitionOf, modelNames } from '../../../src/models/registry.ts';
import { ratingsFrom, twoTastes, type Row } from '../../fixtures/ratings.ts';

const context = createContext();

/** A model whose scores of the films are given, the same for everyone but for a tenth of a point a film rated. */
const says = (given: readonly number[], feedback: 'explicit' | 'implicit' = 'explicit') =>
  defineModel({
    name: 'says',
    summary: 'What it is told to.',
    choose: 'In this test.',
    reference: 'none',
    feedback,
    parameters: {},
    memory: () => 0,
    fit: () => ({}),
    foldIn: (_, { items }) => ({ offset: items.length / 10 }),
    score(_, { offset }, scores) {
      for (const [item, score] of given.entries()) scores[item] = score + offset;
    },
    explain: (_, { offset }, item) => [
      { because: 'user', amount: offset },
      { because: 'item', amount: given[item] },
    ],
  });

// Films: a with two ratings of 5, b with one of 3, c and d with one of 4, e and f with none.
const rows: Row[] = ['1a5', '2a5', '1b3', '2c4', '3d4'].map(([user, item, rating]) => ({
  user,
  item,
  rating: Number(rating),
}));
const ratings = ratingsFrom(rows, { min: 1, max: 5 }, { unrated: ['e', 'f'] });
const history = (items: number[], values: number[]): History => ({
  items: Int32Array.from(items),
  ratings: Float32Array.from(values),
});

describe('a list', async () => {
  const model = await fitModel(says([1, NaN, 9, 1, 8]), ratings, {}, context);
  const nobody = model.user(-1);

  /** Films e and f, which nobody rated, stand alike. */
  const unratedFor = (items: number[]): number[] => {
    const order = unratedOrder(
      history(
        items,
        items.map(() => 5),
      ),
    );
    return [4, 5].sort((a, b) => order(a) - order(b));
  };

  test('holds the films it has an opinion on, then the others by their damped means', () => {
    // Standing: (sum + 5 · 4.2) / (count + 5). Film e is scored 8, but nobody rated it, so that is not an opinion.
    const standing = (sum: number, count: number): unknown => expect.closeTo((sum + 21) / (count + 5), 5);
    const [first, second] = unratedFor([]);
    expect(model.recommend(nobody, 10)).toEqual([
      { item: 2, score: 9 },
      { item: 0, score: 1 },
      { item: 3, score: 1 },
      { item: first, score: standing(0, 0), fallback: 'empty history' },
      { item: second, score: standing(0, 0), fallback: 'empty history' },
      { item: 1, score: standing(3, 1), fallback: 'empty history' },
    ]);
    expect(model.recommend(nobody, 2).map(({ item }) => item)).toEqual([2, 0]);
  });

  test('says why an unscored film is there: for someone with a history, the model has no opinion', () => {
    const someone = model.foldIn(history([0], [5]));
    const [first, second] = unratedFor([0]);
    expect(model.recommend(someone, 3, (item) => item !== 2)).toMatchObject([
      { item: 3, score: expect.closeTo(1.1, 5) as number },
      { item: first, fallback: 'no opinion' },
      { item: second, fallback: 'no opinion' },
    ]);
  });

  test('is of scores as they are; only a prediction is clipped to the scale', () => {
    expect(model.predict(nobody, 2)).toEqual({ rating: 5 });
    expect(model.explain(nobody, 2)).toMatchObject({ score: 9 });
    expect(model.predict(nobody, 5)).toEqual({ rating: expect.closeTo(4.2, 5) as number, fallback: 'empty history' });
    expect(model.predict(nobody, -1)).toEqual({ rating: expect.closeTo(4.2, 5) as number, fallback: 'unknown film' });
  });
});

test('where films are only ranked, their standing is how many rated them, and nothing is clipped', async () => {
  const model = await fitModel(says([NaN, NaN, NaN, 77], 'implicit'), ratings, {}, context);
  const list = model.recommend(model.user(-1), 10);
  expect(list.slice(0, 4).map(({ item, score }) => [item, score])).toEqual([
    [3, 77],
    [0, 2],
    [1, 1],
    [2, 1],
  ]);
  expect(list.slice(4).map(({ item, score }) => [item, score])).toEqual(
    expect.arrayContaining([
      [4, 0],
      [5, 0],
    ]),
  );
  expect(model.predict(model.user(-1), 3)).toEqual({ rating: 77 });
});

test('some films are ranked among themselves, rated or not: first those with an opinion, then by standing', async () => {
  const model = await fitModel(says([1, NaN, 9, 1, 8]), ratings, {}, context);
  const someone = model.foldIn(history([0, 1], [5, 3]));
  // Damped means: film b (21 + 3) / 6 = 4, films e and f 21 / 5 = 4.2. Someone who rated two films adds .2 to scores.
  const { items, scores, own } = model.rankAmong(someone, Int32Array.of(5, 1, 3, 4, 0));
  expect([...items]).toEqual([0, 3, 4, 5, 1]);
  expect([...scores]).toEqual([1.2, 1.2, 4.2, 4.2, 4].map((score) => expect.closeTo(score, 5) as number));
  expect(own).toBe(2);
  const none = model.rankAmong(someone, new Int32Array());
  expect({ ...none, items: [...none.items], scores: [...none.scores] }).toEqual({ items: [], scores: [], own: 0 });
});

/** Two circles of people who have no film in common, so that models have no opinion on the films of the other one. */
const circles = ratingsFrom(
  Array.from({ length: 240 }, (_, at): Row => {
    const [user, film] = [at % 24, Math.floor(at / 24)];
    return {
      user: `u${user}`,
      item: `${user % 2 ? 'odd' : 'even'}${film}`,
      rating: 1 + ((user * film + film) % 5),
      time: 1e9 + at,
    };
  }).filter((_, at) => at % 7 > 1),
  { min: 1, max: 5 },
  { unrated: ['never', 'ever'] },
);

describe.each(modelNames)('the lists of %s', async (name) => {
  const model = await fitModel(definitionOf(name), circles, {}, context);
  const people = [-1, ...circles.users.names.keys()];
  const ofAll = model.recommend(model.user(2), 1e9);

  test('begin with films that it has an opinion on; those that nobody rated are none of them, unless it says so', () => {
    const own = ofAll.filter(({ fallback }) => fallback === undefined).length;
    expect(ofAll.slice(0, own).every(({ fallback }) => fallback === undefined)).toBe(true);
    const unrated = ofAll.filter(({ item }) => circles.items.names[item].endsWith('ever'));
    if (definitionOf(name).scoresUnrated) return;
    expect(unrated.map(({ fallback }) => fallback)).toEqual(['no opinion', 'no opinion']);
  });

  test('have films in the order in which they are ranked among some, or all, of them', () => {
    for (const person of people) {
      const whole = model.recommend(model.user(person), 1e9);
      for (const step of [1, 2, 5]) {
        const some = whole.filter(({ item }) => item % step === 0);
        // In no order, and not remembered from the whole list.
        const shuffled = some.map(({ item }) => item).sort((a, b) => ((a * 7) % 11) - ((b * 7) % 11));
        const { items, scores, own } = model.rankAmong(model.user(person), Int32Array.from(shuffled));
        expect([...items]).toEqual(some.map(({ item }) => item));
        expect([...scores]).toEqual(some.map(({ score }) => score));
        expect(own).toBe(some.filter(({ fallback }) => fallback === undefined).length);
      }
    }
  });

  test('rank what is rated by its score as well', () => {
    for (const person of people.slice(1)) {
      const { items: rated } = historyOf(circles.byUser, person);
      const scores = model.scoreAll(model.user(person));
      const height = (item: number): number =>
        Number.isNaN(scores[item]) ? model.seen.standing[item] - 1e6 : scores[item];
      const { items } = model.rankAmong(model.user(person), rated.slice());
      expect([...items]).toEqual([...rated].sort((a, b) => height(b) - height(a) || a - b));
    }
  });

  test('are the same as arrays, as recommendations for many, and one by one', async () => {
    const allowed = (item: number): boolean => item % 3 > 0;
    const alone = people.map((person) => model.recommend(model.user(person), 9, allowed));
    const many: Recommendation[][] = [];
    const users = people.map((person) => model.user(person));
    for await (const list of model.recommendAll(users, 9, allowed)) many.push(list);
    expect(many).toEqual(alone);
    let at = 0;
    for await (const { user, list } of model.listAll(users, 9, allowed)) {
      expect(user).toBe(users[at]);
      expect([...list.items]).toEqual(alone[at].map(({ item }) => item));
      expect([...list.scores]).toEqual(alone[at].map(({ score }) => score));
      expect(list.own).toBe(alone[at++].filter(({ fallback }) => fallback === undefined).length);
    }
    expect(at).toBe(people.length);
  });
});

test('an impossible history is refused by the film’s id', async () => {
  const model = await fitModel(says([]), ratings, {}, context);
  const refusal = (message: string) => expect.objectContaining({ code: 'BAD_RATING', message }) as Error;
  expect(() => model.foldIn(history([2], [6]))).toThrow(refusal('rating 6 of film c cannot be.'));
  expect(() => model.foldIn(history([2, 0, 2], [1, 2, 3]))).toThrow(refusal('film c is rated twice.'));
  expect(() => model.foldIn(history([99], [3]))).toThrow(refusal('rating 3 of film 99 cannot be.'));
});

test('more people than fit a batch are scored in their order', async () => {
  const model = await fitModel(says([1, 2, 3, 4]), ratings, {}, context);
  const people = Array.from({ length: 150 }, (_, at) => model.foldIn(history([0, 1, 2].slice(0, at % 4), [1, 2, 3])));
  let at = 0;
  for await (const { user, scores } of model.scoreUsers(people)) {
    expect(user).toBe(people[at++]);
    expect(scores).toEqual(model.scoreAll(user));
  }
  expect(at).toBe(150);
});

test('a stopped fit stops: long fits look at the signal', async () => {
  const controller = new AbortController();
  const stopping = createContext({
    signal: controller.signal,
    progress: () => controller.abort(new Error('stopped')),
  });
  const { svd } = await import('../../../src/models/index.ts');
  await expect(fitModel(svd, twoTastes(), { epochs: 500 }, stopping)).rejects.toThrow('stopped');
});
