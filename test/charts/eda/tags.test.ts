import { expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { tags as chart, type Tags } from '../../../src/charts/eda/tags.ts';
import { tables, tags } from '../../fixtures/charts/eda/small-catalog.ts';
import { surveyOf } from '../../fixtures/survey.ts';

test('people, films and uses of each tag are those of a naive count, whatever its letters and spaces', async () => {
  const data = (await surveyOf(tables, (survey) => chart.survey(survey))) as Tags;
  const folded = tags.map((row) => ({ ...row, tag: row.tag.trim().toLowerCase().split(/\s+/).join(' ') }));
  const naive = [...new Set(folded.map(({ tag }) => tag))].map((tag) => {
    const own = folded.filter((row) => row.tag === tag);
    const different = (column: 'user' | 'movie'): number => new Set(own.map((row) => row[column])).size;
    return { tag, people: different('user'), films: different('movie'), uses: own.length };
  });
  expect(data.tags).toHaveLength(naive.length);
  expect(data.tags).toEqual(expect.arrayContaining(naive));
  expect(data.tags).toEqual(data.tags.toSorted((a, b) => b.people - a.people || b.films - a.films || b.uses - a.uses));
  const people = [...new Set(tags.map(({ user }) => user))];
  expect(data).toMatchObject({
    known: naive.length,
    people: people.length,
    uses: tags.length,
    busiest: Math.max(...people.map((user) => tags.filter((row) => row.user === user).length)),
  });
});

test('the title says how many people use the tag, and does not hide a tie', () => {
  const of = (tag: string, people: number) => ({ tag, people, films: 1, uses: people });
  const all = { known: 9, people: 50, uses: 90, busiest: 30 };
  const title = (...tags: Tags['tags']): string => titleOf(chart.spec({ ...all, tags }));
  expect(title(of('funny', 9), of('dark', 8))).toBe(
    '50 people tag films; 9 of them use “funny”, more than any other tag',
  );
  expect(title(of('funny', 9), of('dark', 9), of('slow', 1))).toBe(
    '50 people tag films; the tags most in use are “funny” and “dark”, by 9 each',
  );
});

test('tags of nothing but spaces are none', async () => {
  const blank = { ...tables, tags: [['u1', '1', '  ', null]] };
  expect(await surveyOf(blank, (survey) => chart.survey(survey))).toEqual(new LeftOut('nobody tagged a film'));
});
