import type { RatingMetric } from './metric.ts';

export const mse: RatingMetric = {
  kind: 'rating',
  name: 'mse',
  summary: 'The mean squared error of predicted ratings: the square of the RMSE.',
  formula: 'Σ (rating − prediction)² / pairs, over the held-out pairs of all people',
  source: 'Herlocker, Konstan, Terveen & Riedl 2004',
  better: 'lower',
  part({ actual, predicted }) {
    let sum = 0;
    for (let at = 0; at < actual.length; at++) sum += (actual[at] - predicted[at]) ** 2;
    return { sums: [sum], weight: actual.length };
  },
};
