import type { RankingMetric } from './metric.ts';

export const auc: RankingMetric = {
  kind: 'ranking',
  name: 'auc',
  summary: 'How often a relevant film stands above an irrelevant one: 0.5 is chance, and what an empty list gets.',
  formula:
    'limited area under the ROC curve: relevant films above irrelevant ones / pairs of the two, mean over people; the ' +
    'first k stand in their order, all other candidates below in random order (a pair of them counts 1/2); ' +
    'no figure for who has no irrelevant candidate; a relevant film that could not be listed counts as standing last',
  source: 'Schröder, Thiele & Lehner 2011',
  better: 'higher',
  noneWhere: 'there are no irrelevant films to list',
  accuracy: true,
  of({ hits, relevant, reachable, candidates }, k) {
    let found = 0;
    let misses = 0;
    let ordered = 0;
    for (let place = 0; place < Math.min(k, hits.length); place++) {
      if (hits[place]) found++;
      else {
        misses++;
        ordered += found;
      }
    }
    const irrelevant = candidates - reachable;
    const below = irrelevant - misses;
    return (ordered + (below * (found + reachable)) / 2) / (relevant * irrelevant);
  },
};
