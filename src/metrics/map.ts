import type { RankingMetric } from './metric.ts';

export const map: RankingMetric = {
  kind: 'ranking',
  name: 'map',
  summary: 'Mean average precision: the precision at each hit, so that early hits count more.',
  formula: 'Σ precision@place over the hits among the first k / min(k, |relevant|), mean over people',
  source: 'McFee, Bertin-Mahieux, Ellis & Lanckriet 2012 (the Million Song Dataset Challenge)',
  better: 'higher',
  accuracy: true,
  of({ hits, relevant }, k) {
    let found = 0;
    let sum = 0;
    for (let place = 0; place < Math.min(k, hits.length); place++) {
      if (hits[place]) sum += ++found / (place + 1);
    }
    return sum / Math.min(k, relevant);
  },
};
