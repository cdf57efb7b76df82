import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { sparsity, type Sparsity } from '../../../src/charts/eda/sparsity.ts';
import { counted } from '../../fixtures/charts/eda/counted.ts';
import { ratings, smallTables } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

/** Cut into so many parts as equal as can be, the first ones larger. */
function partsOf<T>(all: readonly T[], parts: number): T[][] {
  const rest = [...all];
  return Array.from({ length: parts }, (_, at) => rest.splice(0, Math.ceil(rest.length / (parts - at))));
}
/** The most rated first, equal ones in the order of the tables, which cleaning keeps. */
function ranked(names: readonly string[]): string[] {
  const counts = counted(names);
  const order = [...new Set(names)].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  return order.sort((a, b) => counts.get(b)! - counts.get(a)!);
}

describe('how sparse the ratings are', () => {
  test('groups, cells and the share of the fifths are those of a naive count', async () => {
    const data = (await surveyOf(smallTables(), (survey) => sparsity.survey(survey))) as Sparsity;
    const people = partsOf(ranked(ratings.map(({ user }) => user)), 40);
    const films = partsOf(ranked(ratings.map(({ movie }) => movie)), 40);
    expect(data).toMatchObject({ ratings: ratings.length, people: 90, films: 69 });
    expect(data.personGroups).toEqual(people.map(({ length }) => length));
    expect(data.filmGroups).toEqual(films.map(({ length }) => length));
    const placeIn = (groups: readonly string[][], name: string): number =>
      groups.findIndex((group) => group.includes(name));
    const cells = ratings.map(({ user, movie }) => [placeIn(people, user), placeIn(films, movie)] as const);
    expect(new Map(data.cells.map(({ person, film, ratings: count }) => [`${person} ${film}`, count]))).toEqual(
      counted(cells.map(([person, film]) => `${person} ${film}`)),
    );
    const inFifths = cells.filter(([person, film]) => person < 8 && film < 8).length / cells.length;
    expect(titleOf(sparsity.spec(data))).toBe(
      `${Math.round((100 * ratings.length) / 90 / 69)} % of all pairs of a person and a film are rated; the most active ` +
        `fifth of people gave the most rated fifth of films ${Math.round(100 * inFifths)} % of all ratings`,
    );
  });

  test('few people and films are a group each, and no fifth is told of', async () => {
    const few = [
      ['a', 'm1'],
      ['a', 'm0'],
      ['b', 'm0'],
      ['c', 'm0'],
    ].map(([user, movie], at) => ({ user, movie, rating: 1 + at }));
    const data = (await surveyOf(smallTables(few), (survey) => sparsity.survey(survey))) as Sparsity;
    expect(data.personGroups).toEqual([1, 1, 1]);
    expect(data.filmGroups).toEqual([1, 1]);
    expect(titleOf(sparsity.spec(data))).toBe('67 % of all pairs of a person and a film are rated');
  });
});
