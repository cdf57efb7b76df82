import { genreShares } from './genre-shares.ts';
import type { RankingMetric } from './metric.ts';

/** How much of the wanted distribution is mixed into the listed one, so that a genre that is missing has a logarithm. */
const smoothing = 0.01;

export const calibration: RankingMetric = {
  kind: 'ranking',
  name: 'calibration',
  summary: 'How far the genres of a list are from those of the films that the person rated: 0 is the same mixture.',
  formula:
    'Kullback-Leibler divergence Σ p · ln(p / (0.99 · q + 0.01 · p)) over genres, mean over people; p and q: the shares ' +
    'of genres in the history and among the first k, each film spread evenly over its genres; films without genres ' +
    'are left out, and people whose history or list has no others',
  source: 'Steck 2018',
  better: 'lower',
  noneWhere: 'genres are not known',
  of({ items, history }, k, background) {
    const listed = genreShares(items, Math.min(k, items.length), background);
    const wanted = listed && genreShares(history, history.length, background);
    if (!wanted) return NaN;
    let divergence = 0;
    for (let genre = 0; genre < wanted.length; genre++) {
      // p is the share wanted, q the share listed.
      const [p, q] = [wanted[genre], listed[genre]];
      if (p > 0) divergence += p * Math.log(p / ((1 - smoothing) * q + smoothing * p));
    }
    return divergence;
  },
};
