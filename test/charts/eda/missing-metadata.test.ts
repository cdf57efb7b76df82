import { expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { missingMetadata, type MissingMetadata } from '../../../src/charts/eda/missing-metadata.ts';
import { films, people, plots, ratingsOf, tables, tags } from '../../fixtures/charts/eda/small-catalog.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const band = (count: number): string =>
  count === 0 ? 'none' : count < 5 ? '1–4' : count < 20 ? '5–19' : count < 100 ? '20–99' : '100 or more';
const named = (rows: readonly { readonly movie: string }[]): Set<string> => new Set(rows.map(({ movie }) => movie));

test('what is known of the films of each group is what a naive count finds', async () => {
  const data = (await surveyOf(tables, (survey) => missingMetadata.survey(survey))) as MissingMetadata;
  const of = (group: string): typeof films => films.filter(({ movie }) => band(ratingsOf(movie).length) === group);
  expect(data.groups.map(({ group, films }) => [group, films])).toEqual(
    ['none', '1–4', '5–19', '20–99'].map((group) => [group, of(group).length]),
  );
  const known: Record<string, Set<string>> = {
    year: named(films.filter(({ year }) => year !== null)),
    genres: named(films.filter(({ genres }) => genres.length > 0)),
    director: named(people.filter(({ role }) => role === 'director')),
    cast: named(people.filter(({ role }) => role === 'cast')),
    tags: named(tags),
    plot: named(plots.filter(({ plot }) => plot.trim() !== '')),
  };
  for (const { fact, known: found } of data.facts) {
    const naive = data.groups.map(({ group }) => {
      const own = of(group).filter(({ movie }) => known[fact]?.has(movie));
      return { films: own.length, ratings: own.flatMap(({ movie }) => ratingsOf(movie)).length };
    });
    expect(found, fact).toEqual(naive);
  }
});

test('the title says which fact the most films lack, and what share of the ratings these get', () => {
  const groups = [
    { group: '1–4', films: 60, ratings: 100 },
    { group: '5–19', films: 40, ratings: 900 },
  ];
  const facts = [
    {
      fact: 'year',
      known: [
        { films: 59, ratings: 99 },
        { films: 40, ratings: 900 },
      ],
    },
    {
      fact: 'plot',
      known: [
        { films: 10, ratings: 70 },
        { films: 40, ratings: 900 },
      ],
    },
    {
      fact: 'tags',
      known: [
        { films: 0, ratings: 0 },
        { films: 0, ratings: 0 },
      ],
    },
  ];
  expect(titleOf(missingMetadata.spec({ word: 'ratings', groups, facts }))).toBe(
    '50 % of the films have no plot; they get 3 % of the ratings',
  );
});

test('ratings alone are left out', async () => {
  const found = await surveyOf({ ratings: tables.ratings! }, (survey) => missingMetadata.survey(survey));
  expect(found).toEqual(new LeftOut('nothing is known of the films but their titles'));
});
