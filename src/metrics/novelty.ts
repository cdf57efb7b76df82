import type { RankingMetric } from './metric.ts';

export const novelty: RankingMetric = {
  kind: 'ranking',
  name: 'novelty',
  summary: 'How little known the listed films are, in bits: one more for half as many people who rated them.',
  formula:
    'mean of −log₂(people who rated the film / people) over the films among the first k, mean over people who have ' +
    'a list; counted in training, a film that nobody rated as if one person had',
  source: 'Zhou, Kuscsik, Liu, Medo, Wakeling & Zhang 2010; Vargas & Castells 2011',
  better: 'higher',
  of({ items }, k, { counts, people }) {
    const length = Math.min(k, items.length);
    let bits = 0;
    for (let place = 0; place < length; place++) bits -= Math.log2(Math.max(1, counts[items[place]]) / people);
    return bits / length;
  },
};
