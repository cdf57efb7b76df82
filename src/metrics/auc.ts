import type { RankingMetric } from './metric.ts';

export const auc: RankingMetric = {
  kind: 'ranking',
  name: 'auc',
  summary: 'How often a relevant film stands above an irrelevant one: 0.5 is chance, and what an empty list gets.',
  formula:
    'limited area under the ROC curve: relevant films above irrelevant ones / pairs of the two, mean over people; the ' +
    'first k stand in their order, all other candidates below in random order (a pair of them counts 1/2); ' +
    'no figure for who has no irrelevant candidate; a relevant film that could not be listed counts as a candidate',
  source: 'Schröder, Thiele & Lehner 2011',
  better: 'higher',
  accuracy: true,
  of({ hits, relevant, candidates }, k) {
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
    // A relevant film that could not be listed is taken for a candidate; in a list of all candidates it comes last.
    const irrelevant = Math.max(candidates - relevant, misses);
    const below = irrelevant - misses;
    return (ordered + (below * (found + relevant)) / 2) / (relevant * irrelevant);
  },
};
