import { isRated } from './is-rated.ts';
import type { RankingMetric } from './metric.ts';

export const serendipity: RankingMetric = {
  kind: 'ranking',
  name: 'serendipity',
  summary: 'How much of the list is relevant and not what just anybody would have been shown.',
  formula:
    'hits among the first k that are not among the k films that most people rated in training and the person did ' +
    'not / k, mean over people; places that stay empty are misses',
  source: 'Murakami, Mori & Orihara 2008; Ge, Delgado-Battenfeld & Jannach 2010',
  better: 'higher',
  of({ items, hits, history }, k, { counts, byPopularity }) {
    let found = 0;
    // The last of the films that anybody would have been shown; looked for when there is a hit.
    let last: number | undefined;
    for (let place = 0; place < Math.min(k, items.length); place++) {
      if (!hits[place]) continue;
      last ??= lastExpected(history, k, byPopularity);
      const item = items[place];
      if (counts[item] < counts[last] || (counts[item] === counts[last] && item > last)) found++;
    }
    return found / k;
  },
};

/** The k-th most popular film that the person has not rated, or the least popular of all where there are fewer. */
function lastExpected(history: ArrayLike<number>, k: number, byPopularity: Uint32Array): number {
  let unrated = 0;
  for (const item of byPopularity) if (!isRated(history, item) && ++unrated === k) return item;
  return byPopularity[byPopularity.length - 1];
}
