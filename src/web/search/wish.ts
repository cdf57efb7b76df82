import type { FilmQuery } from '../../server/contract.ts';

/** What is looked for; it stands in the page's address and nowhere else. */
export interface Wish {
  readonly query: string;
  readonly genres: readonly string[];
  /** A range: 1990..1999; empty for all. */
  readonly year: string;
  /** Empty for the usual one. */
  readonly order: Order | '';
}
export type Order = NonNullable<FilmQuery['order']>;

/** What each order is called. */
export const orders: Readonly<Record<Order, string>> = {
  relevance: 'Best match',
  popularity: 'Most rated',
  mean: 'Best rated',
  newest: 'Newest',
  oldest: 'Oldest',
  title: 'Title',
};

/** Reads an address; what it says wrongly counts as not said. */
export function wishOf(address: URLSearchParams): Wish {
  const [year, order] = [address.get('year') ?? '', address.get('order') ?? ''];
  return {
    query: (address.get('q') ?? '').slice(0, 200),
    genres: address.getAll('genre').slice(0, 20),
    year: /^(\d{4}|\d{4}\.\.(\d{4})?|\.\.\d{4})$/.test(year) ? year : '',
    order: Object.hasOwn(orders, order) ? (order as Order) : '',
  };
}

/** The address that says it; nothing for what is as usual. */
export function addressOf({ query, genres, year, order }: Wish): URLSearchParams {
  const address = new URLSearchParams();
  if (query.trim()) address.set('q', query.trim());
  for (const genre of genres) address.append('genre', genre);
  if (year) address.set('year', year);
  if (order) address.set('order', order);
  return address;
}

/** The same as a question to the server. */
export const questionOf = ({ query, genres, year, order }: Wish): FilmQuery => ({
  ...(query.trim() && { query: query.trim() }),
  ...(genres.length > 0 && { genre: [...genres] }),
  ...(year && { year }),
  // Without words all films are as relevant.
  ...(order && (order !== 'relevance' || query.trim()) && { order }),
});

export const isEmpty = ({ query, genres, year }: Wish): boolean => !query.trim() && genres.length === 0 && !year;
