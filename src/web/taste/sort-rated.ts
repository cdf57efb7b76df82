import type { RatedFilm } from '../../server/contract.ts';

/** What each order of rated films is called. */
export const ratedOrders = {
  time: 'Latest first',
  rating: 'Best first',
  worst: 'Worst first',
  title: 'Title',
} as const;
export type RatedOrder = keyof typeof ratedOrders;

/** Rated films in an order; those alike in it by time, the latest first. */
export const sortRated = (rated: readonly RatedFilm[], order: RatedOrder): RatedFilm[] =>
  rated.toSorted((a, b) => compare[order](a, b) || b.at - a.at);

const compare: Readonly<Record<RatedOrder, (a: RatedFilm, b: RatedFilm) => number>> = {
  time: () => 0,
  rating: (a, b) => b.rating - a.rating,
  worst: (a, b) => a.rating - b.rating,
  title: (a, b) => a.title.localeCompare(b.title),
};
