import { hitsWithin } from './hits-within.ts';
import type { RankingMetric } from './metric.ts';

export const recall: RankingMetric = {
  kind: 'ranking',
  name: 'recall',
  summary: 'How many of the relevant films the list finds.',
  formula: 'hits among the first k / |relevant|, mean over people; below 1 for whoever has more than k relevant films',
  source: 'Herlocker, Konstan, Terveen & Riedl 2004',
  better: 'higher',
  accuracy: true,
  of: (list, k) => hitsWithin(list, k) / list.relevant,
};
