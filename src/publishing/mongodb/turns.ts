import type { Collection } from 'mongodb';
import type { Hold } from '../sink.ts';
import { openSeries, type Numbered } from './series.ts';

/** A time for which somebody has a data set: until it is given up, and then nobody has it, or runs out. */
interface Turn {
  readonly holder: string | null;
  /** In milliseconds of the server's clock. */
  readonly until: number;
}
export type TurnDocument = Numbered<Turn>;

/** Who has a data set, one after another. */
export interface Turns {
  /** Begins a turn unless one is on; says which one is on then. */
  begin(dataset: string, holder: string, seconds: number): Promise<Hold & { readonly number: number }>;
  /** Makes one's own longer; false where another has begun since. */
  extend(dataset: string, holder: string, seconds: number): Promise<boolean>;
  end(dataset: string, holder: string): Promise<void>;
  /** The number of one's own; null where another has begun since. */
  numberOf(dataset: string, holder: string): Promise<number | null>;
}

export function openTurns(collection: Collection<TurnDocument>, now: () => number): Turns {
  const series = openSeries<Turn>(collection);
  // Only its holder changes a turn, so that it does not matter in how many steps a server does it.
  const change = (dataset: string, holder: string, turn: Turn): Promise<unknown> =>
    collection.updateOne({ series: dataset, holder }, { $set: turn });
  const numberOf: Turns['numberOf'] = async (dataset, holder) => {
    const last = await series.last(dataset);
    return last?.holder === holder ? last.number : null;
  };
  return {
    async begin(dataset, holder, seconds) {
      for (;;) {
        const last = await series.last(dataset);
        if (last && last.holder !== null && last.until >= now()) {
          return { number: last.number, holder: last.holder, until: last.until };
        }
        await series.follow(dataset, last, { holder, until: now() + seconds * 1000 });
      }
    },
    async extend(dataset, holder, seconds) {
      await change(dataset, holder, { holder, until: now() + seconds * 1000 });
      return (await numberOf(dataset, holder)) !== null;
    },
    async end(dataset, holder) {
      await change(dataset, holder, { holder: null, until: 0 });
    },
    numberOf,
  };
}
