import type { Recommendation } from '../../models/contract/model.ts';
import { top } from '../../models/contract/top.ts';
import type { RowRequest } from './row.ts';

/** The k films of the highest worth, which is their score; the same for all people, but for what they have rated. */
export function bestBy(worth: (item: number) => number, { service, k, free }: RowRequest): Recommendation[] {
  const all = Float32Array.from({ length: service.catalog.ids.size }, (_, item) => worth(item));
  const out = all.map((_, item) => Number(!free(item) || service.counts.ratings(item) === 0));
  return top(all, k, Uint8Array.from(out)).map((item) => ({ item, score: all[item] }));
}
