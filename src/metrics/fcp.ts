import type { RatingMetric } from './metric.ts';

export const fcp: RatingMetric = {
  kind: 'rating',
  name: 'fcp',
  summary: 'Fraction of concordant pairs: how often the better rated of two films is predicted to be the better one.',
  formula:
    'Σ concordant pairs / Σ pairs, over all people; a pair: two held-out films that one person rated differently; ' +
    'concordant where the higher rated one has the higher prediction; equal predictions are discordant',
  source: 'Koren & Sill 2013',
  better: 'higher',
  noneWhere: 'nobody has two held-out ratings that differ',
  /** Cost: quadratic in the held-out ratings of the person. */
  part({ actual, predicted }) {
    let concordant = 0;
    let pairs = 0;
    for (let one = 0; one < actual.length; one++) {
      for (let other = 0; other < one; other++) {
        const liking = actual[one] - actual[other];
        if (liking === 0) continue;
        pairs++;
        if (liking * (predicted[one] - predicted[other]) > 0) concordant++;
      }
    }
    return { sums: [concordant], weight: pairs };
  },
};
