import { hitsWithin } from './hits-within.ts';
import type { RankingMetric } from './metric.ts';

export const f1: RankingMetric = {
  kind: 'ranking',
  name: 'f1',
  summary: 'Precision and recall in one figure, which is high only where both are.',
  formula:
    '2 · precision@k · recall@k / (precision@k + recall@k), mean over people; that is 2 · hits / (k + |relevant|), ' +
    'and 0 without a hit',
  source: 'Van Rijsbergen 1979; per person, Sarwar, Karypis, Konstan & Riedl 2000',
  better: 'higher',
  accuracy: true,
  of: (list, k) => (2 * hitsWithin(list, k)) / (k + list.relevant),
};
