import type { Recommendation } from '../../models/contract/model.ts';
import type { RowMaker, RowRequest } from './row.ts';

/** Places of the person's ranking that are gone through, as a multiple of k. */
const depth = 30;

/**
 * The decade of which they have rated a smaller share than people do, and which, of those, is the first to have k films
 * when their ranking is gone through from the top. Someone who has rated nothing has no decade that is new to them.
 */
export const fromTheDecade: RowMaker = (request) => {
  const { loaded, user, k, free, taste, service } = request;
  if (taste.history.items.length === 0) return undefined;
  const neglected = neglectedDecades(request);
  const found = new Map<number, Recommendation[]>();
  for (const film of loaded.model.recommend(user, depth * k, free)) {
    const decade = decadeOf(service.catalog.years[film.item]);
    if (!neglected.has(decade)) continue;
    const films = found.get(decade) ?? [];
    found.set(decade, films);
    films.push(film);
    if (films.length === k) return { id: 'from-the-decade', title: `New to you from the ${nameOf(decade)}`, films };
  }
  return undefined;
};

/** NaN where the year is not known. */
const decadeOf = (year: number | null): number => (year === null ? NaN : Math.floor(year / 10) * 10);

/** The 70s; the decades that could be of two centuries in full. */
const nameOf = (decade: number): string => (decade >= 1930 && decade <= 1990 ? `${decade % 100}s` : `${decade}s`);

function neglectedDecades({ service: { catalog, counts }, taste: { history } }: RowRequest): Set<number> {
  const shares = (items: Iterable<number>, ratings: (item: number) => number): Map<number, number> => {
    const byDecade = new Map<number, number>();
    let all = 0;
    for (const item of items) {
      const decade = decadeOf(catalog.years[item]);
      byDecade.set(decade, (byDecade.get(decade) ?? 0) + ratings(item));
      all += ratings(item);
    }
    return new Map([...byDecade].map(([decade, sum]) => [decade, sum / all]));
  };
  const own = shares(history.items, () => 1);
  const general = shares(catalog.titles.keys(), (item) => counts.ratings(item));
  return new Set(
    [...general].flatMap(([decade, share]) =>
      !Number.isNaN(decade) && (own.get(decade) ?? 0) < share ? [decade] : [],
    ),
  );
}
