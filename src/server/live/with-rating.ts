import type { History } from '../../dataset/history.ts';

/** A rating and when it was given, in milliseconds since 1970. */
interface Given {
  readonly rating: number;
  readonly at: number;
}

/** The history with a film's rating given or changed, or, for null, taken back. O(history); the old one stays as it is. */
export function withRating({ items, ratings, times }: History, item: number, given: Given | null): History {
  const before = items.findIndex((other) => other >= item);
  const place = before < 0 ? items.length : before;
  const after = items[place] === item ? place + 1 : place;
  const size = items.length - (after - place) + (given ? 1 : 0);
  const spliced = <T extends Int32Array | Float32Array | Uint32Array>(from: T, into: T, value: number): T => {
    into.set(from.subarray(0, place));
    if (given) into[place] = value;
    into.set(from.subarray(after), place + (given ? 1 : 0));
    return into;
  };
  return {
    items: spliced(items, new Int32Array(size), item),
    ratings: spliced(ratings, new Float32Array(size), given?.rating ?? 0),
    times: spliced(times ?? new Uint32Array(items.length), new Uint32Array(size), Math.floor((given?.at ?? 0) / 1000)),
  };
}
