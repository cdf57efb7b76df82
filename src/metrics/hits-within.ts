import type { JudgedList } from './metric.ts';

/** How many of the first k films are relevant. */
export function hitsWithin({ hits }: JudgedList, k: number): number {
  let count = 0;
  for (let place = 0; place < Math.min(k, hits.length); place++) count += hits[place];
  return count;
}
