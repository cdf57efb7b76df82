/** How large the parts are in which objects come and go, in bytes; what is smaller comes in one. */
export const partBytes = 8 * 2 ** 20;

/** How many requests are under way at once: one connection alone seldom fills a network. */
export const requestsAtOnce = 8;

/** A piece of a file: its number from 1, from which byte on, and up to which. */
export interface Part {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** The pieces of so many bytes: of `partBytes` each, larger ones where that were more than the 10,000 that may be. */
export function partsOf(bytes: number): Part[] {
  const size = Math.max(partBytes, Math.ceil(bytes / 10_000));
  return Array.from({ length: Math.ceil(bytes / size) }, (_, at) => ({
    number: at + 1,
    from: at * size,
    to: Math.min((at + 1) * size, bytes),
  }));
}
