import type { RankingMetric } from './metric.ts';

export const diversity: RankingMetric = {
  kind: 'ranking',
  name: 'diversity',
  summary: 'How much the films of a list differ in genre: 0 where all have the same, 1 where no two share any.',
  formula:
    'mean over the pairs of films among the first k of 1 − cosine of their genres (shared / √(genres of the one · ' +
    'genres of the other)), mean over people; films without genres are left out, and lists with fewer than two others',
  source: 'Smyth & McClave 2001; Ziegler, McNee, Konstan & Lausen 2005',
  better: 'higher',
  noneWhere: 'no list has two films of known genres',
  /** Linear in the list: the cosines of n unit vectors v, each pair taken twice, add up to |Σ v|² − n. */
  of({ items }, k, { genres, genreCount }) {
    const total = new Float64Array(genreCount);
    let films = 0;
    for (let place = 0; place < Math.min(k, items.length); place++) {
      const own = genres[items[place]];
      if (own.length === 0) continue;
      films++;
      const share = 1 / Math.sqrt(own.length);
      for (const genre of own) total[genre] += share;
    }
    if (films < 2) return NaN;
    let square = 0;
    for (let genre = 0; genre < genreCount; genre++) square += total[genre] ** 2;
    return 1 - (square - films) / (films * (films - 1));
  },
};
