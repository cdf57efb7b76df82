import type { RankingMetric } from './metric.ts';

export const userCoverage: RankingMetric = {
  kind: 'ranking',
  name: 'user-coverage',
  summary: 'How many people get a whole list from the model itself, with nothing general to fill it up.',
  formula:
    '1 where the model itself spoke for the films at all of the first k places (of all candidates, where there are ' +
    'fewer than k), else 0, mean over people who have candidates',
  source: 'Shani & Gunawardana 2011',
  better: 'higher',
  of: ({ own, candidates }, k) => (candidates > 0 ? Number(own >= Math.min(k, candidates)) : NaN),
};
