import { expect, test } from 'vitest';
import { mainReasons } from '../../../src/stages/reasons/main-reasons.ts';
import { shareOf } from '../../../src/stages/reasons/personal.ts';
import type { Reason } from '../../../src/stages/reasons/reasons-of.ts';

const feature = (phrase: string, amount: number): Reason => ({ because: 'feature', feature: phrase, amount });
const features = (...reasons: Reason[]): (string | undefined)[] => mainReasons(reasons).map((reason) => reason.feature);

test('features that say the same are told once, by the weightiest', () => {
  expect(
    features(
      feature('of the genre Sci-Fi', 5),
      feature('tagged "sci-fi"', 4.5),
      feature('tagged "classic sci-fi"', 4),
      feature('directed by Ridley Scott', 3.5),
      feature('written by Ridley Scott', 3),
      feature('from the 1970s', 2),
      feature('with Sigourney Weaver', 1),
    ),
  ).toEqual(['of the genre Sci-Fi', 'directed by Ridley Scott', 'from the 1970s']);
  expect(features(feature('from the 1970s', 2), feature('from the 1980s', 1))).toHaveLength(2);
});

test('what counts for less than a tenth of the first is not worth telling', () => {
  expect(features(feature('of the genre War', 1), feature('of the genre Drama', 0.09))).toEqual(['of the genre War']);
});

test('takes the weightiest, in their order, whatever order they come in, and none that speaks against', () => {
  expect(features(feature('a1', 1), feature('b2', 3), feature('c3', -9), feature('d4', 2), feature('e5', 2.5))).toEqual(
    [...['b2', 'e5', 'd4']],
  );
});

test('that people like a film in general is a reason only where there is no other', () => {
  const item: Reason = { because: 'item', amount: 9 };
  expect(mainReasons([item, { because: 'average', amount: 3 }])).toEqual([item]);
  expect(mainReasons([item, feature('of the genre War', 0.1)])).toEqual([feature('of the genre War', 0.1)]);
  expect(mainReasons([{ because: 'item', amount: -1 }])).toEqual([]);
});

test('shares are of the positive personal amounts, add up to 1 over these, and are 0 for what is not personal', () => {
  const reasons: Reason[] = [
    { because: 'average', amount: 3.5 },
    { because: 'item', amount: 2 },
    { because: 'rest', amount: 1 },
    feature('of the genre War', 3),
    { because: 'rated', title: 'Heat (1995)', amount: 1 },
    { because: 'neighbor', user: 'a', amount: -2 },
  ];
  expect(reasons.map(shareOf(reasons))).toEqual([0, 0, 0, 0.75, 0.25, -0.5]);
});
