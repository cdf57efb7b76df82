import type { RankingMetric } from './metric.ts';

export const ndcg: RankingMetric = {
  kind: 'ranking',
  name: 'ndcg',
  summary: 'How many relevant films the list finds and how far up: 1 is the best list there can be.',
  formula:
    'DCG / ideal DCG, mean over people; DCG = Σ 1 / log₂(place + 1) over the hits among the first k, ' +
    'ideal: the first min(k, |relevant|) places are hits',
  source: 'Järvelin & Kekäläinen 2002, binary gains',
  better: 'higher',
  accuracy: true,
  of({ hits, relevant }, k) {
    let gained = 0;
    let ideal = 0;
    for (let place = 0; place < Math.min(k, Math.max(hits.length, relevant)); place++) {
      const gain = 1 / Math.log2(place + 2);
      if (hits[place]) gained += gain;
      if (place < relevant) ideal += gain;
    }
    return gained / ideal;
  },
};
