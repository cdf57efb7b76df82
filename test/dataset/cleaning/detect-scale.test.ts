import { describe, expect, test } from 'vitest';
import { detectScale, parseScale } from '../../../src/dataset/cleaning/detect-scale.ts';

const each = (ratings: readonly number[], count = 1000) => ratings.map((rating) => ({ rating, count }));
const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, at) => from + at * step);

describe('the scale that is meant', () => {
  test.each([
    ['half stars', each(range(0.5, 5, 0.5)), 0.5, 5],
    ['half stars that nobody gave below 2', each(range(2, 5, 0.5)), 0.5, 5],
    ['whole stars', each(range(1, 5)), 1, 5],
    ['whole stars that nobody gave all of', each([2, 3, 4]), 1, 5],
    ['whole stars and none', each(range(0, 5)), 0, 5],
    ['1 to 10', each(range(1, 10)), 1, 10],
    ['1 to 10 with halves', each(range(1, 10, 0.5)), 1, 10],
    ['0 to 10', each(range(0, 10)), 0, 10],
    ['0 to 100', each(range(0, 100, 5)), 0, 100],
    ['percent without 0', each(range(5, 100, 5)), 1, 100],
    ['thumbs', each([0, 1]), 0, 1],
    ['thumbs up and down', each([-1, 1]), -1, 1],
    ['jokes from −10 to 10', each(range(-10, 10, 0.25)), -10, 10],
    ['a scale that nobody else uses', each([150, 300, 999]), 150, 999],
    ['1 to 10 with two zeros, as in MovieTweetings', [...each(range(1, 10)), { rating: 0, count: 2 }], 1, 10],
  ])('%s', (_, counts, min, max) => {
    expect(detectScale(counts)).toEqual({ min, max });
  });
});

test.each([[99], [-1], [3.7], [NaN], [Infinity]])('a few ratings of %f among whole stars change nothing', (wild) => {
  expect(detectScale([...each(range(1, 5)), { rating: wild, count: 20 }])).toEqual({ min: 1, max: 5 });
});

test('ratings that are all no numbers have no scale', () => {
  for (const counts of [[], each([NaN, Infinity])]) {
    expect(() => detectScale(counts)).toThrow(expect.objectContaining({ code: 'NO_RATINGS' }) as Error);
  }
});

test.each([
  ['1..5', 1, 5],
  ['0.5..5', 0.5, 5],
  ['-1 .. 1', -1, 1],
])('“%s” is a scale', (text, min, max) => {
  expect(parseScale(text)).toEqual({ min, max });
});

test.each(['5..1', '1..1', '1-5', '1..5..9', '..5', '1..', 'a..b', '', '1..Infinity'])('“%s” is no scale', (text) => {
  expect(() => parseScale(text)).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
});
