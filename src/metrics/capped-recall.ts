import { hitsWithin } from './hits-within.ts';
import type { RankingMetric } from './metric.ts';

export const cappedRecall: RankingMetric = {
  kind: 'ranking',
  name: 'capped-recall',
  summary: 'How many of the relevant films that fit into the list it finds: 1 is always within reach.',
  formula: 'hits among the first k / min(k, |relevant|), mean over people',
  source: 'Liang, Krishnan, Hoffman & Jebara 2018',
  better: 'higher',
  accuracy: true,
  of: (list, k) => hitsWithin(list, k) / Math.min(k, list.relevant),
};
