import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { figureOf } from '../../src/evaluation/measure.ts';
import { Outcomes } from '../../src/evaluation/outcomes.ts';
import { activity } from '../../src/evaluation/segments/activity.ts';
import { age } from '../../src/evaluation/segments/age.ts';
import { FilmSegments } from '../../src/evaluation/segments/film-segments.ts';
import { gender } from '../../src/evaluation/segments/gender.ts';
import { genre } from '../../src/evaluation/segments/genre.ts';
import type { Facts, Groups } from '../../src/evaluation/segments/grouping.ts';
import { peopleSegments } from '../../src/evaluation/segments/people-segments.ts';
import { popularity } from '../../src/evaluation/segments/popularity.ts';
import { enough, summarizeSegments, type Segmented } from '../../src/evaluation/segments/summarize-segments.ts';
import { metricsOf, usualMetrics } from '../../src/metrics/registry.ts';
import { sequence } from '../../src/random.ts';
import { listOf, plain, range, sumOf } from '../fixtures/judged-lists.ts';

const context = createContext();
const nothing: Facts = { userCounts: new Uint32Array(), itemCounts: new Uint32Array(), genres: [], people: [] };
const namesOf = (groups: Groups | undefined, index: number): string[] =>
  groups!.of(index).map((group) => groups!.names[group]);

describe('people and films are grouped', () => {
  test('by how many ratings there are: none, 1 to 5, 6 to 20, 21 to 100, more', () => {
    const counts = Uint32Array.of(0, 1, 5, 6, 20, 21, 100, 101, 1e9);
    const names = ['no ratings', '1 to 5', '1 to 5', '6 to 20', '6 to 20', '21 to 100', '21 to 100'];
    const expected = [...names, 'over 100', 'over 100'].map((name) => [name]);
    const people = activity.groups({ ...nothing, userCounts: counts });
    expect(range(0, 9).map((user) => namesOf(people, user))).toEqual(expected);
    const films = popularity.groups({ ...nothing, itemCounts: counts });
    expect(range(0, 9).map((item) => namesOf(films, item))).toEqual(expected);
  });

  test('films by each of their genres, and those without any not at all', () => {
    const groups = genre.groups({ ...nothing, genres: [['Drama', 'Comedy'], [], ['Drama']] });
    expect(groups!.names).toEqual(['Comedy', 'Drama']);
    expect(range(0, 3).map((item) => namesOf(groups, item))).toEqual([['Drama', 'Comedy'], [], ['Drama']]);
  });

  test('people by gender and age where the data set says it, in the bands of MovieLens 1M', () => {
    const years = [1, 17, 18, 24, 25, 34, 35, 44, 45, 49, 50, 55, 56, 99, null];
    const people = years.map((one, at) => ({ age: one, gender: ['F', 'M', null][at % 3] }));
    const ages = age.groups({ ...nothing, people });
    const bands = ['under 18', '18 to 24', '25 to 34', '35 to 44', '45 to 49', '50 to 55', '56 and older'];
    expect(years.map((_, user) => namesOf(ages, user))).toEqual([...bands.flatMap((band) => [[band], [band]]), []]);
    const genders = gender.groups({ ...nothing, people });
    expect(range(0, 3).map((user) => namesOf(genders, user))).toEqual([['F'], ['M'], []]);
  });

  test('not at all where the data set says nothing', () => {
    const people = [{ gender: null, age: null }];
    for (const grouping of [gender, age]) {
      expect(grouping.groups({ ...nothing, people })).toBeUndefined();
      expect(grouping.groups(nothing)).toBeUndefined();
    }
    expect(genre.groups({ ...nothing, genres: [[], []] })).toBeUndefined();
  });
});

test('a group of people has the figures that it would have if nobody else had been tested', () => {
  const groups: Groups = { names: ['a', 'b', 'empty'], of: (user) => (user % 5 === 0 ? [] : [user % 2]) };
  const keys = ['rmse', 'ndcg@3', 'recall@3'];
  const evaluated = (isTested: (user: number) => boolean): Outcomes => {
    const random = sequence(1, 'people');
    const outcomes = new Outcomes({ metrics: metricsOf(usualMetrics), cutoffs: [3], users: 60, items: 1000 });
    outcomes.beginRound(1000, plain);
    for (let user = 0; user < 60; user++) {
      const errors = range(0, 1 + (user % 4)).map(() => random());
      const hits = range(0, 3).map(() => Number(random() < 0.4));
      if (!isTested(user)) continue;
      outcomes.addRatings(user, { actual: errors.map(() => 3), predicted: errors.map((error) => 3 + error) });
      // Some have nothing relevant to find.
      if (user % 7 > 0) outcomes.addList(user, listOf(hits, 4));
    }
    return outcomes;
  };
  const segments = peopleSegments(evaluated(() => true).measures, keys, groups);
  expect(segments.map(({ name, people }) => [name, people])).toEqual([
    ['a', 24],
    ['b', 24],
    ['empty', 0],
  ]);
  for (const [group, { measures }] of segments.slice(0, 2).entries()) {
    const alone = evaluated((user) => groups.of(user).includes(group)).measures;
    expect([...measures.keys()]).toEqual(keys);
    for (const [key, measure] of measures) {
      expect(figureOf(measure)).toBeCloseTo(figureOf(alone.get(key)!), 12);
    }
  }
});

test('of a group of films: the RMSE of its ratings, and per person which of its good films lists find', () => {
  const random = sequence(2, 'films');
  const groups: Groups = {
    names: ['even', 'odd', 'first ten', 'none'],
    of: (item) => (item === 7 ? [] : item < 10 ? [item % 2, 2] : [item % 2]),
  };
  // More people than buckets, so that some share one.
  const people = range(0, 2300).map(() => {
    const items = range(0, 30).filter(() => random() < 0.15);
    const ratings = items.map(() => ({ actual: 1 + 4 * random(), predicted: 1 + 4 * random() }));
    const relevant = new Set(items.filter(() => random() < 0.5));
    const order = range(0, 30).map((item) => ({ item, at: random() }));
    return { items, ratings, relevant, list: order.sort((a, b) => a.at - b.at).map(({ item }) => item) };
  });
  const segments = new FilmSegments(groups.names, () => groups, 5, people.length);
  segments.beginRound(new Uint8Array());
  for (const [user, { items, ratings, relevant, list }] of people.entries()) {
    const actual = ratings.map((one) => one.actual);
    const predicted = ratings.map((one) => one.predicted);
    segments.addRatings(user, Int32Array.from(items), { actual, predicted });
    // Longer than where it is cut.
    if (relevant.size > 0) segments.addList(user, Int32Array.from(list.slice(0, 12)), relevant);
  }

  const found = segments.segmented();
  expect(found.map(({ name }) => name)).toEqual(groups.names);
  for (const [group, { people: count, measures }] of found.entries()) {
    const isIn = (item: number): boolean => groups.of(item).includes(group);
    const squares = people.flatMap(({ items, ratings }) =>
      ratings.filter((_, at) => isIn(items[at])).map(({ actual, predicted }) => (actual - predicted) ** 2),
    );
    const recalls = people.flatMap(({ relevant, list }) => {
      const wanted = [...relevant].filter(isIn);
      if (wanted.length === 0) return [];
      return [wanted.filter((item) => list.slice(0, 5).includes(item)).length / wanted.length];
    });
    expect(count).toBe(people.filter(({ items }) => items.some(isIn)).length);
    expect([...measures.keys()]).toEqual(['rmse', 'recall@5']);
    const figures = [...measures.values()].map(figureOf);
    if (group === 3) expect({ count, figures }).toEqual({ count: 0, figures: [NaN, NaN] });
    else {
      expect(figures[0]).toBeCloseTo(Math.sqrt(sumOf(squares) / squares.length), 9);
      expect(figures[1]).toBeCloseTo(sumOf(recalls) / recalls.length, 9);
    }
  }
});

test('films are in the groups of the round at hand', () => {
  const groupsOf = (roles: Uint8Array): Groups => ({ names: ['a', 'b'], of: () => [roles[0]] });
  const segments = new FilmSegments(['a', 'b'], groupsOf, 5, 3);
  for (const round of [0, 1, 1]) {
    segments.beginRound(Uint8Array.of(round));
    segments.addRatings(round, Int32Array.of(7), { actual: [3], predicted: [4] });
  }
  const pairs = segments.segmented().map(({ people, measures }) => [people, measures.get('rmse')!.parts.weight[1]]);
  expect(pairs).toEqual([
    [1, 0],
    [1, 2],
  ]);
});

describe('a grouping is summed up', () => {
  const isLowerBetter = (key: string): boolean => key === 'rmse';
  const users = 120;
  /** A group of so many people, the first of them having a part in its figures, each with the same. */
  const group = (name: string, figures: Record<string, readonly [value: number, people: number]>) => {
    const measures = Object.entries(figures).map(([key, [value, people]]) => {
      const pairs = range(0, users).map((user) => Number(user < people));
      const parts = { sums: [Float64Array.from(pairs, (count) => count * value)], weight: Float64Array.from(pairs) };
      return [key, { parts, value: (means: ArrayLike<number>) => means[0] }] as const;
    });
    return {
      name,
      people: Math.max(...Object.values(figures).map(([, people]) => people)),
      measures: new Map(measures),
    };
  };
  const summedUp = (groups: Segmented['groups']) =>
    summarizeSegments({ by: 'x', kind: 'people', groups }, isLowerBetter, context);

  test('with intervals, and the gap from the best group to the worst, whichever way is better', async () => {
    const { groups, gaps } = await summedUp([
      group('few', { recall: [0.25, 30], rmse: [1.5, 30] }),
      group('some', { recall: [0.5, 30], rmse: [1, 30] }),
      group('many', { recall: [0.375, 30], rmse: [0.5, 30] }),
    ]);
    expect(groups[1]).toEqual({
      ...{ name: 'some', people: 30 },
      metrics: { recall: { value: 0.5, low: 0.5, high: 0.5 }, rmse: { value: 1, low: 1, high: 1 } },
    });
    expect(gaps).toEqual({
      recall: { best: 'some', worst: 'few', difference: 0.25 },
      rmse: { best: 'many', worst: 'few', difference: 1 },
    });
  });

  test(`groups of fewer than ${enough} people have figures and no part in the gap; one group alone has none`, async () => {
    const { groups, gaps } = await summedUp([
      group('a', { recall: [0.5, enough], rmse: [1, enough] }),
      group('b', { recall: [0.25, enough] }),
      group('chance', { recall: [1, enough - 1], rmse: [9, enough - 1] }),
    ]);
    expect(groups.map(({ name }) => name)).toEqual(['a', 'b', 'chance']);
    expect(gaps).toEqual({ recall: { best: 'a', worst: 'b', difference: 0.25 } });
  });

  test('it is who has a part in the figure that counts: three lists among fifty people are still three', async () => {
    const { gaps } = await summedUp([
      group('a', { rmse: [1, 50], recall: [0.5, 50] }),
      group('b', { rmse: [2, 50], recall: [0.25, 50] }),
      group('c', { rmse: [3, 50], recall: [1, 3] }),
    ]);
    expect(gaps).toEqual({
      rmse: { best: 'a', worst: 'c', difference: 2 },
      recall: { best: 'a', worst: 'b', difference: 0.25 },
    });
  });

  test('groups of nobody are left out, and so are figures in which nobody of a group has a part', async () => {
    const { groups } = await summedUp([
      group('nobody', { recall: [1, 0] }),
      group('ranked only', { recall: [0.5, 5], rmse: [1, 0] }),
    ]);
    expect(groups.map(({ name, metrics }) => [name, Object.keys(metrics)])).toEqual([['ranked only', ['recall']]]);
  });
});
