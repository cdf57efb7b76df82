import type { RankingMetric } from './metric.ts';
import { hitsWithin } from './hits-within.ts';

export const hitRate: RankingMetric = {
  kind: 'ranking',
  name: 'hr',
  summary: 'Hit rate: how many people find at least one relevant film in their list.',
  formula: '1 where there is a hit among the first k, else 0, mean over people',
  source: 'Deshpande & Karypis 2004',
  better: 'higher',
  accuracy: true,
  of: (list, k) => Math.min(1, hitsWithin(list, k)),
};
