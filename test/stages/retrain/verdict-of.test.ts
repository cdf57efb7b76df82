import { expect, test } from 'vitest';
import type { Check, Comparison } from '../../../src/stages/retrain/compare-fits.ts';
import { verdictOf } from '../../../src/stages/retrain/verdict-of.ts';

const compared = (before: number, difference: number, width: number): Comparison => ({
  ...{ before, after: before + difference, people: 100 },
  difference: { difference, low: difference - width, high: difference + width },
});
const check = (better: Check['better'], all: Comparison, dataset: Comparison | null): Check => ({
  ...{ figure: better === 'higher' ? 'ndcg@10' : 'rmse', better, all, dataset, service: null },
  ndcg: { before: 0.3, after: 0.3 },
});

test.each([
  ['a gain', 'higher', compared(0.3, 0.02, 0.01), null, true],
  ['a loss that chance explains', 'higher', compared(0.3, -0.01, 0.011), null, true],
  ['a loss beyond chance', 'higher', compared(0.3, -0.01, 0.009), null, false],
  ['a smaller error', 'lower', compared(0.9, -0.02, 0.01), null, true],
  ['a larger error that chance explains', 'lower', compared(0.9, 0.01, 0.011), null, true],
  ['a larger error beyond chance', 'lower', compared(0.9, 0.01, 0.009), null, false],
  // The many who came to spoil it are predicted better; the data set's people pay.
  [
    'a gain of newcomers at the cost of the others',
    'higher',
    compared(0.1, 0.1, 0.01),
    compared(0.3, -0.03, 0.01),
    false,
  ],
  ['the same of errors', 'lower', compared(1.2, -0.3, 0.01), compared(0.9, 0.05, 0.01), false],
  ['a cost of less than 2 %', 'higher', compared(0.1, 0.1, 0.01), compared(0.3, -0.007, 0.002), true],
  ['a figure of one person, without an interval', 'higher', noInterval(), null, true],
] as const)('%s', (_, better, all, dataset, good) => {
  const verdict = verdictOf(check(better, all, dataset));
  expect(verdict.good).toBe(good);
  expect(verdict.why).toMatch(/^It is [^.]+: (NDCG@10|RMSE) \d\.\d{4} against .*\.$/);
});

function noInterval(): Comparison {
  return { before: 0.3, after: 0.1, people: 1, difference: { difference: -0.2, low: null, high: null } };
}
