import { filmLikeness } from '../../dataset/film-likeness.ts';
import type { LiveCounts } from '../live/live-counts.ts';
import type { Taste } from '../live/tastes.ts';
import type { Service } from '../service.ts';
import { informativeFilms } from './informative-films.ts';

/** How many films there are to go through; a person who knows none of these is not helped by more. */
const most = 400;
const orders = new WeakMap<LiveCounts, readonly number[]>();

/** The next films to ask a person about: not those already shown, nor what they have rated or hidden. */
export function filmsToRate(
  { catalog, counts }: Pick<Service, 'catalog' | 'counts'>,
  { history, hidden }: Taste,
  shown: readonly string[],
  count: number,
): number[] {
  const order = orders.get(counts) ?? informativeFilms(counts, catalog.ids.size, most, filmLikeness(catalog));
  orders.set(counts, order);
  const known = new Set([...history.items, ...hidden, ...shown.map((film) => catalog.ids.indexOf(film))]);
  return order.filter((item) => !known.has(item)).slice(0, count);
}
