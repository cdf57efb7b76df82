import { foldName } from '../../dataset/fold-name.ts';
import type { filmQuery } from '../contract.ts';
import { filterFor } from '../live/filter-for.ts';
import type { Service } from '../service.ts';
import { highest } from './highest.ts';
import { searchFilms, type Found } from './film-search.ts';
import { titleIndex, type TitleIndex } from './title-index.ts';
import type { z } from 'zod';

type FilmWish = z.output<typeof filmQuery>;

/** Looks for films: a page of those that are wished for, by their place in the catalog, and how many there are. */
export type FilmSearch = (wish: FilmWish) => Promise<{ readonly items: readonly number[]; readonly total: number }>;

/** Ratings' worth of the general mean that each film starts from, so that few high ratings do not make it the best. */
const damping = 10;

/** The index of titles is made where someone looks for words first; a filter alone does without. */
export function openFilmSearch({
  catalog,
  counts,
  context,
}: Pick<Service, 'catalog' | 'counts' | 'context'>): FilmSearch {
  const all = [...catalog.titles.keys()];
  let index: Promise<TitleIndex> | undefined;
  let ranks: Float64Array | undefined;

  /** What is the same for all films of a query and what a film has of its own: the higher the earlier. */
  const keyBy = (order: FilmWish['order'], found: Found | undefined): ((item: number) => number) => {
    const yearOf = (item: number, unknown: number): number => catalog.years[item] ?? unknown;
    switch (order) {
      case 'mean':
        return dampedMean(all, counts);
      case 'newest':
        return (item) => yearOf(item, -1e4) * 2 ** 30 + counts.ratings(item);
      case 'oldest':
        return (item) => -yearOf(item, 1e4) * 2 ** 30 + counts.ratings(item);
      case 'title':
        ranks ??= ranksOf(catalog.titles);
        return (item) => -ranks![item];
      case 'popularity':
        return counts.ratings;
      case 'relevance':
      case undefined:
        return found ? (item) => counts.ratings(item) - found.fit(item) * 2 ** 30 : counts.ratings;
    }
  };
  return async ({ query = '', genre, year, order, page, size }) => {
    const passes = filterFor(catalog, { genre, year }, new Set());
    const found =
      query.trim() === '' ? undefined : searchFilms(await (index ??= titleIndex(catalog, context)), query, passes);
    const items = found?.items ?? (passes ? all.filter(passes) : all);
    const keys = Float64Array.from(items, keyBy(order, found));
    const places = highest(keys, (page - 1) * size, page * size);
    return { items: places.map((place) => items[place]), total: items.length };
  };
}

function dampedMean(all: readonly number[], counts: Service['counts']): (item: number) => number {
  const sumOf = (item: number): number => (counts.mean(item) ?? 0) * counts.ratings(item);
  let [sum, ratings] = [0, 0];
  for (const item of all) {
    sum += sumOf(item);
    ratings += counts.ratings(item);
  }
  const general = sum / Math.max(1, ratings);
  return (item) => (sumOf(item) + damping * general) / (counts.ratings(item) + damping);
}

/** Each title's place in the alphabet: without case, accents and articles. */
function ranksOf(titles: readonly string[]): Float64Array {
  const names = titles.map((title) => foldName(title.replace(/^(the|an?) /i, '')));
  const order = [...names.keys()].sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b));
  const ranks = new Float64Array(titles.length);
  for (const [rank, item] of order.entries()) ranks[item] = rank;
  return ranks;
}
