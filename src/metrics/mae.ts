import type { RatingMetric } from './metric.ts';

export const mae: RatingMetric = {
  kind: 'rating',
  name: 'mae',
  summary: 'How far predicted ratings are from the real ones on average, in stars.',
  formula: 'Σ |rating − prediction| / pairs, over the held-out pairs of all people',
  source: 'Shardanand & Maes 1995; Herlocker, Konstan, Terveen & Riedl 2004',
  better: 'lower',
  part({ actual, predicted }) {
    let sum = 0;
    for (let at = 0; at < actual.length; at++) sum += Math.abs(actual[at] - predicted[at]);
    return { sums: [sum], weight: actual.length };
  },
};
