import { expect, test } from 'vitest';
import { weighReasons } from '../../src/web/film/weigh-reasons.ts';

const reasons = [
  { because: 'average', text: 'the average', amount: 3.5 },
  { because: 'rated', text: 'You gave Alien 5', amount: 0.3, film: '1214' },
  { because: 'rated', text: 'You gave Cats 1', amount: -0.6, film: '2' },
  { because: 'item', text: 'people like it', amount: 0.1 },
  { because: 'rated', text: 'next to nothing', amount: 0.0004, film: '3' },
];

test('points start from the average; the weightiest comes first and fills its side; what would read as nothing is left out', () => {
  expect(weighReasons(reasons, true)).toEqual({
    start: 3.5,
    weighed: [
      { text: 'You gave Cats 1', film: '2', amount: '−0.60', extent: -1 },
      { text: 'You gave Alien 5', film: '1214', amount: '+0.30', extent: 0.5 },
      { text: 'people like it', film: undefined, amount: '+0.10', extent: 0.1 / 0.6 },
    ],
  });
});

test('shares are of all that speaks for the film', () => {
  const { start, weighed } = weighReasons(reasons.slice(1, 4), false);
  expect(start).toBeUndefined();
  expect(weighed.map(({ amount }) => amount)).toEqual(['−150 %', '+75 %', '+25 %']);
});

test('no reasons, and reasons of no weight, are nothing to show', () => {
  expect(weighReasons([], true)).toEqual({ start: undefined, weighed: [] });
  expect(weighReasons([{ because: 'rest', text: 'rest', amount: 0 }], false).weighed).toEqual([]);
});
