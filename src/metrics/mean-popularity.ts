import type { Background } from './metric.ts';

/** The mean share of people who rated each of the first `length` items in training; NaN for no items. */
export function meanPopularity(items: ArrayLike<number>, length: number, { counts, people }: Background): number {
  let ratings = 0;
  for (let place = 0; place < length; place++) ratings += counts[items[place]];
  return ratings / people / length;
}
