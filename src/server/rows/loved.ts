import { bestBy } from './best-by.ts';
import type { RowMaker } from './row.ts';

/** Ratings' worth of the general mean that every film starts from, so that a few high ratings do not make the best film. */
const damping = 25;

/** The highest mean as of now, damped. */
export const loved: RowMaker = (request) => {
  const { catalog, counts } = request.service;
  let [ratings, sum] = [0, 0];
  for (let item = 0; item < catalog.ids.size; item++) {
    ratings += counts.ratings(item);
    sum += counts.ratings(item) * (counts.mean(item) ?? 0);
  }
  const general = ratings > 0 ? sum / ratings : 0;
  const worth = (item: number): number => {
    const count = counts.ratings(item);
    return (count * (counts.mean(item) ?? 0) + damping * general) / (count + damping);
  };
  return { id: 'loved', title: 'Loved by people', films: bestBy(worth, request) };
};
