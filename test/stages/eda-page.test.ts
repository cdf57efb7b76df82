import { expect, test } from 'vitest';
import { edaPage } from '../../src/stages/eda/page.ts';
import type { Outline } from '../../src/stages/eda/outline.ts';

const outline: Outline = {
  ...{ dataset: 'set', feedback: 'explicit', simulated: false, scale: { min: 1, max: 5 }, relevant: 4 },
  counts: { ratings: 1, people: 1, films: 1, catalog: 1 },
  ...{ first: null, last: null, perPerson: 1, perFilm: 1 },
} as Outline;
const subtitleOf = (given: Partial<Outline>): string =>
  edaPage({ ...outline, ...given }, [], [], { specs: new Map(), command: 'movierec eda' }).subtitle ?? '';

test('the page says in words how many ratings, films and people there are, one or several', () => {
  expect(subtitleOf({})).toBe('1 rating of 1 film by 1 person');
  const counts = { ...outline.counts, ratings: 2000, people: 80, films: 60 };
  expect(subtitleOf({ counts })).toBe('2,000 ratings of 60 films by 80 people');
  expect(subtitleOf({ counts, feedback: 'implicit' })).toBe('2,000 interactions of 60 films by 80 people');
});
