import { expect, test } from 'vitest';
import { filmLikeness } from '../../src/dataset/film-likeness.ts';
import { catalogOf, fewFilms } from '../fixtures/catalog.ts';
import { featuresFrom } from '../fixtures/features.ts';

test('by genres it is what they share, by the root of how many each has; NaN where one has none', () => {
  const alike = filmLikeness(fewFilms);
  const at = (id: string): number => fewFilms.ids.indexOf(id);
  expect(alike(at('6'), at('6'))).toBeCloseTo(1, 12);
  expect(alike(at('6'), at('7'))).toBeCloseTo(1 / Math.SQRT2, 12);
  expect(alike(at('1'), at('8'))).toBe(0);
  expect(alike(at('6'), at('26958'))).toBeNaN();
});

test('by vectors it is their cosine, 0 for films that point away from each other; NaN where one is empty', () => {
  const films = catalogOf({ a: ['A'], b: ['B'], c: ['C'], d: ['D'] });
  const features = featuresFrom([{ genres: ['x'] }, { genres: ['x', 'y'] }, { genres: ['x'] }, {}]);
  features.vectors.values[2 * features.vectors.width] = -3;
  const alike = filmLikeness(films, features);
  expect(alike(0, 1)).toBeCloseTo(1 / Math.SQRT2, 6);
  expect(alike(0, 2)).toBe(0);
  expect(alike(0, 3)).toBeNaN();
});

test('features in which nothing is known are none', () => {
  const films = catalogOf({ a: ['A', 'Comedy'], b: ['B', 'Comedy'] });
  expect(filmLikeness(films, featuresFrom([{}, {}]))(0, 1)).toBe(1);
});
