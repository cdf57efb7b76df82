import { expect, test } from 'vitest';
import type { FitCheck, FitComparison } from '../../../src/stages/retrain/compare-fits.ts';
import { verdictOf } from '../../../src/stages/retrain/verdict-of.ts';

const compared = (before: number, difference: number, width: number): FitComparison => ({
  ...{ before, after: before + difference, people: 100 },
  difference: { difference, low: difference - width, high: difference + width },
});
/** Each is of all people, of the data set's, and of these against the model as trained. */
const check = (
  better: FitCheck['better'],
  all: FitComparison,
  dataset: FitComparison | null,
  asTrained?: FitComparison,
): FitCheck => ({
  ...{ figure: better === 'higher' ? 'ndcg@10' : 'rmse', better, all, dataset, service: null },
  ...{ asTrained: asTrained ?? null, ndcg: { before: 0.3, after: 0.3 } },
});
const gain = compared(0.1, 0.1, 0.01);

test.each([
  ['a gain', 'higher', compared(0.3, 0.02, 0.01), null, undefined, 'It is better: '],
  ['a loss that chance explains', 'higher', compared(0.3, -0.01, 0.011), null, undefined, 'It is as good as before'],
  [
    'a loss of which 2 % are not certain',
    'higher',
    compared(0.3, -0.01, 0.005),
    null,
    undefined,
    'It is hardly worse, within 2 %: ',
  ],
  ['a loss of more than 2 % beyond chance', 'higher', compared(0.3, -0.01, 0.003), null, undefined, undefined],
  ['a smaller error', 'lower', compared(0.9, -0.02, 0.01), null, undefined, 'It is better: '],
  [
    'a larger error that chance explains',
    'lower',
    compared(0.9, 0.01, 0.011),
    null,
    undefined,
    'It is as good as before',
  ],
  [
    'a larger error within .5 %',
    'lower',
    compared(0.9, 0.004, 0.001),
    null,
    undefined,
    'It is hardly worse, within 0.5 %: ',
  ],
  ['a larger error beyond chance', 'lower', compared(0.9, 0.01, 0.005), null, undefined, undefined],
  // The many who came to spoil it are predicted better; the data set's people pay.
  ['a gain of newcomers at the cost of the others', 'higher', gain, compared(0.3, -0.03, 0.01), undefined, undefined],
  ['the same of errors', 'lower', compared(1.2, -0.3, 0.01), compared(0.9, 0.05, 0.01), undefined, undefined],
  ['a cost of less than 2 %', 'higher', gain, compared(0.3, -0.007, 0.002), undefined, 'It is better: '],
  [
    'small losses that have added up',
    'higher',
    gain,
    compared(0.3, -0.007, 0.002),
    compared(0.33, -0.037, 0.01),
    undefined,
  ],
  ['a figure of one person, without an interval', 'higher', noInterval(), null, undefined, 'It is as good as before'],
] as const)('%s', (_, better, all, dataset, asTrained, good) => {
  const verdict = verdictOf(check(better, all, dataset, asTrained));
  expect(verdict.good).toBe(good !== undefined);
  expect(verdict.why.startsWith(good ?? 'It is worse')).toBe(true);
  expect(verdict.why).toMatch(/^It is .+: (NDCG@10|RMSE) \d\.\d{4} against .*\.$/);
});

function noInterval(): FitComparison {
  return { before: 0.3, after: 0.1, people: 1, difference: { difference: -0.2, low: null, high: null } };
}
