import type { FilmDetails, Site } from '../../server/contract.ts';

/** One of several bars side by side. */
export interface Bar {
  readonly label: string;
  readonly amount: number;
  /** Marked, and how that is said: "your rating". */
  readonly mark?: string | undefined;
}

/** More values than this on a scale are drawn as ten ranges of it. */
const mostBars = 21;

/**
 * How many gave each rating, along the whole scale, so that what nobody gave has a place too. The person's own rating is
 * marked.
 */
export function ratingBars(
  { min, max, step }: Site['scale'],
  distribution: Readonly<FilmDetails['distribution']>,
  mine?: number,
): Bar[] {
  const steps = Math.round((max - min) / step);
  const each = steps < mostBars;
  const width = each ? step : (max - min) / 10;
  const last = each ? steps : 9;
  // A rating that is not on a step counts to the nearest; of ten ranges, the last has both its ends.
  const placeOf = (rating: number): number => {
    const place = (rating - min) / width;
    return Math.min(Math.max(each ? Math.round(place) : Math.floor(place), 0), last);
  };
  const amounts = new Array<number>(last + 1).fill(0);
  for (const { rating, people } of distribution) amounts[placeOf(rating)] += people;
  const own = mine === undefined ? undefined : placeOf(mine);
  return amounts.map((amount, place) => ({
    label: String(Number((min + place * width).toFixed(2))),
    amount,
    mark: place === own ? 'your rating' : undefined,
  }));
}
