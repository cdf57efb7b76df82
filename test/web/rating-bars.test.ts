import { expect, test } from 'vitest';
import { ratingBars } from '../../src/web/graphs/rating-bars.ts';

const halves = { min: 0.5, max: 5, step: 0.5, liked: 4 };

test('every rating of the scale has its bar, also those that nobody gave; the own one is marked', () => {
  const bars = ratingBars(halves, [{ rating: 4, people: 3 }], 4.5);
  expect(bars.map(({ label }) => label)).toEqual(['0.5', '1', '1.5', '2', '2.5', '3', '3.5', '4', '4.5', '5']);
  expect(bars.filter(({ amount }) => amount > 0)).toEqual([{ label: '4', amount: 3, mark: undefined }]);
  expect(bars.filter(({ mark }) => mark !== undefined)).toEqual([{ label: '4.5', amount: 0, mark: 'your rating' }]);
});

test('a fine scale is drawn in ten ranges, and no rating is lost, at either end or beyond', () => {
  const ratings = [-10, -9.97, 0, 9.99, 10, 11].map((rating) => ({ rating, people: 1 }));
  const bars = ratingBars({ min: -10, max: 10, step: 0.01, liked: 6 }, ratings);
  expect(bars.map(({ amount }) => amount)).toEqual([2, 0, 0, 0, 0, 1, 0, 0, 0, 3]);
});
