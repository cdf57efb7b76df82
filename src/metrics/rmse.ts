import type { RatingMetric } from './metric.ts';

export const rmse: RatingMetric = {
  kind: 'rating',
  name: 'rmse',
  summary: 'How far predicted ratings are from the real ones, in stars; large errors count more.',
  formula: '√(Σ (rating − prediction)² / pairs), over the held-out pairs of all people',
  source: 'Bennett & Lanning 2007 (the Netflix Prize)',
  better: 'lower',
  part({ actual, predicted }) {
    let sum = 0;
    for (let at = 0; at < actual.length; at++) sum += (actual[at] - predicted[at]) ** 2;
    return { sum, weight: actual.length };
  },
  value: Math.sqrt,
};
