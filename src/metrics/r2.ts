import type { RatingMetric } from './metric.ts';

export const r2: RatingMetric = {
  kind: 'rating',
  name: 'r2',
  summary: 'How much of the variance of ratings the predictions explain: 1 is all, 0 no more than the mean does.',
  formula:
    '1 − Σ (rating − prediction)² / Σ (rating − mean)², over the held-out pairs of all people, mean: that of their ' +
    'ratings; below 0 where the mean predicts better; no figure where all held-out ratings are equal',
  source: 'Wright 1921; form R²₁ of Kvålseth 1985',
  better: 'higher',
  noneWhere: 'all held-out ratings are equal',
  part({ actual, predicted }) {
    let errors = 0;
    let squares = 0;
    let sum = 0;
    for (let at = 0; at < actual.length; at++) {
      errors += (actual[at] - predicted[at]) ** 2;
      squares += actual[at] ** 2;
      sum += actual[at];
    }
    return { sums: [errors, squares, sum], weight: actual.length };
  },
  value(means) {
    const [error, square, mean] = [means[0], means[1], means[2]];
    const variance = square - mean ** 2;
    // Equal ratings leave a rest of rounding, which would pass for a variance.
    return variance > 1e-12 * square ? 1 - error / variance : NaN;
  },
};
