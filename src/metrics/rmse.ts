import type { RatingMetric } from './metric.ts';
import { mse } from './mse.ts';

export const rmse: RatingMetric = {
  kind: 'rating',
  name: 'rmse',
  summary: 'How far predicted ratings are from the real ones, in stars; large errors count more.',
  formula: '√(Σ (rating − prediction)² / pairs), over the held-out pairs of all people',
  source: 'Bennett & Lanning 2007 (the Netflix Prize)',
  better: 'lower',
  part: mse.part,
  value: (means) => Math.sqrt(means[0]),
};
