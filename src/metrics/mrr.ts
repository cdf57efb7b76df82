import type { RankingMetric } from './metric.ts';

export const mrr: RankingMetric = {
  kind: 'ranking',
  name: 'mrr',
  summary: 'Mean reciprocal rank: how far up the first relevant film stands.',
  formula: '1 / place of the first hit, 0 where there is none among the first k, mean over people',
  source: 'Voorhees 1999 (TREC-8)',
  better: 'higher',
  accuracy: true,
  of({ hits }, k) {
    for (let place = 0; place < Math.min(k, hits.length); place++) if (hits[place]) return 1 / (place + 1);
    return 0;
  },
};
