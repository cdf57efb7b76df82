import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { nameGroups } from '../../../src/charts/eda/name-groups.ts';
import { samplePeople } from '../../../src/charts/eda/sample-people.ts';
import { userArchetypes, type UserArchetypes } from '../../../src/charts/eda/user-archetypes.ts';
import type { Cell } from '../../fixtures/workspace.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const genres = ['Horror', 'Comedy', 'Drama'];
const movies = Array.from({ length: 90 }, (_, film): Cell[] => [`f${film}`, `Film ${film}`, 1990, [genres[film % 3]]]);
/** 40 who rate horror, 24 who rate comedies, 16 who rate dramas: nine of ten films each; and five who rate little. */
const tastes = [...Array<number>(40).fill(0), ...Array<number>(24).fill(1), ...Array<number>(16).fill(2)];
const ratings: Cell[][] = [
  ...tastes.flatMap((taste, person) =>
    Array.from({ length: 20 }, (_, at) => {
      const genre = at === 9 ? (taste + 1) % 3 : at === 19 ? (taste + 2) % 3 : taste;
      return [`p${person}`, `f${3 * ((person + at) % 30) + genre}`, 1 + (at % 5), 1e9 + at];
    }),
  ),
  ...Array.from({ length: 5 }, (_, person) => [`few${person}`, `f${person}`, 3, 1e9]),
];

describe('groups of people', () => {
  test('those that were planted are found, with their names and figures', async () => {
    const found = (await surveyOf({ ratings, movies }, (survey) => userArchetypes.survey(survey))) as UserArchetypes;
    expect(found).toMatchObject({ people: 80, of: 80 });
    expect(found.groups.map(({ name, people }) => [name, people])).toEqual([
      ['Horror fans', 40],
      ['Comedy fans', 24],
      ['Drama fans', 16],
    ]);
    const traitOf = (name: string): number => found.traits.findIndex((trait) => trait.name === name);
    for (const [at, genre] of genres.entries()) {
      expect(found.groups[at].figures[traitOf(genre)]).toBeCloseTo(0.9, 4);
      expect(found.groups[at].figures[traitOf('Ratings')]).toBe(20);
      expect(found.traits[traitOf(genre)].everyone).toBeCloseTo(
        (0.9 * found.groups[at].people + 0.05 * (80 - found.groups[at].people)) / 80,
        4,
      );
    }
    expect(titleOf(userArchetypes.spec(found))).toBe(
      'The largest of 3 groups of people: Horror fans (50 %); the smallest: Drama fans (20 %)',
    );
  });

  test('the same data and seed give the same groups', async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(() => surveyOf({ ratings, movies }, (survey) => userArchetypes.survey(survey))),
    );
    expect(second).toEqual(first);
  });

  test('fewer than 30 people with 10 ratings are not grouped, nor those of one genre', async () => {
    const few = ratings.filter(([user]) => /^p[0-9]$|^p[12][0-8]$/.test(String(user)));
    expect(await surveyOf({ ratings: few, movies }, (survey) => userArchetypes.survey(survey))).toEqual({
      why: 'fewer than 30 people have 10 ratings',
    });
    const horror = movies.map(([movie, title, year]): Cell[] => [movie, title, year, ['Horror']]);
    expect(await surveyOf({ ratings, movies: horror }, (survey) => userArchetypes.survey(survey))).toEqual({
      why: 'all films are of the same genre',
    });
  });

  test('people are drawn once each, as many as are asked for, the same for the same seed, and few draws are among many', async () => {
    const draws = await surveyOf({ ratings, movies }, async (survey) => {
      const draw = async (most: number, purpose = 'test'): Promise<number[]> => {
        const said = await samplePeople(survey, {
          table: 'drawn',
          purpose,
          among: 'SELECT "user" FROM user_counts',
          most,
        });
        const rows = await survey.database.rows<{ user: number }>('SELECT "user" FROM drawn');
        expect(said).toEqual({ people: rows.length, of: 85 });
        return rows.map(({ user }) => user);
      };
      return [await draw(10), await draw(10), await draw(20), await draw(100), await draw(10, 'other')];
    });
    const [ten, again, twenty, all, others] = draws;
    expect(draws.map((draw) => new Set(draw).size)).toEqual([10, 10, 20, 85, 10]);
    expect(again).toEqual(ten);
    expect(twenty).toEqual(expect.arrayContaining(ten));
    expect(all).toHaveLength(85);
    expect(others).not.toEqual(ten);
  });
});

describe('names of groups', () => {
  const traits = [
    { kind: 'genre', name: 'Horror' },
    { kind: 'genre', name: 'Thriller' },
    { kind: 'ratings', name: 'Ratings' },
    { kind: 'rating', name: 'Mean rating' },
  ] as const;
  test.each([
    [[[0.9, 0.7, 0, 0]], ['Horror and Thriller fans']],
    [[[0.9, 0.5, 0, 0]], ['Horror fans']],
    [[[-2, -2, 0.1, -0.1]], ['Those who rate a little of everything']],
    [[[0.5, 0, 0, -0.8]], ['Harsh critics']],
    [[[0.5, 0, 0, 0.8]], ['Generous raters']],
    [
      [
        [0, 0, 1, 0.5],
        [0, 0, -1, 0.5],
      ],
      ['Heavy raters', 'Occasional raters'],
    ],
    [
      [
        [0.9, 0, 0, 0],
        [0.9, 0, 0.5, 0],
        [0.9, 0, 0.5, -0.6],
      ],
      ['Horror fans', 'Horror fans who rate a lot', 'Horror fans who rate harshly'],
    ],
    [
      [
        [0, 0, 0, -1],
        [0.5, 0, 0, -1],
      ],
      ['Harsh critics', 'Harsh critics who like Horror'],
    ],
    [
      [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
      ['Those who rate a little of everything', 'Those who rate a little of everything, group 2'],
    ],
  ])('%j are %j', (deviations, names) => {
    expect(nameGroups(traits, deviations)).toEqual(names);
  });
});
