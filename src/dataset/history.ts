import type { Rows } from './rows.ts';

/** What one person has rated, ascending by item index: all that is needed to fold someone in. */
export interface History {
  readonly items: Int32Array;
  readonly ratings: Float32Array;
  /** When, in seconds since 1970, 0 for not known; absent where nothing is known of times. */
  readonly times?: Uint32Array;
  /** "As of" this time, in seconds since 1970, is what is wanted from a temporal model; absent means now. */
  readonly at?: number;
}

/** Someone of whom nothing is known. */
export const emptyHistory: History = { items: new Int32Array(), ratings: new Float32Array() };

/** Row `user` as a history: views, not copies. */
export function historyOf({ starts, indexes, values, times }: Rows, user: number): History {
  const [from, to] = [starts[user], starts[user + 1]];
  return {
    items: indexes.subarray(from, to),
    ratings: values.subarray(from, to),
    ...(times && { times: times.subarray(from, to) }),
  };
}
