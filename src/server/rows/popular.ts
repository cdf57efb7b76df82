import { bestBy } from './best-by.ts';
import type { RowMaker } from './row.ts';

/** Whoever has rated so many films is better served by rows of their own. */
const newcomer = 5;

/** What most people have rated as of now, for those of whom little is known. */
export const popular: RowMaker = (request) => {
  const { service, taste } = request;
  if (taste.history.items.length >= newcomer) return undefined;
  return { id: 'popular', title: 'Popular now', films: bestBy((item) => service.counts.ratings(item), request) };
};
