import { hitsWithin } from './hits-within.ts';
import type { RankingMetric } from './metric.ts';

export const precision: RankingMetric = {
  kind: 'ranking',
  name: 'precision',
  summary: 'How much of the list is relevant.',
  formula: 'hits among the first k / k, mean over people; places that stay empty are misses',
  source: 'Herlocker, Konstan, Terveen & Riedl 2004',
  better: 'higher',
  accuracy: true,
  of: (list, k) => hitsWithin(list, k) / k,
};
