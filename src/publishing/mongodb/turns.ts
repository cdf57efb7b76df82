import type { Db } from 'mongodb';
import type { Durably } from '../../connections/mongodb/persist.ts';
import { openVersions } from '../../connections/mongodb/versions.ts';
import type { Hold } from '../sink.ts';

/** A time for which somebody has a data set: until it is given up, and then nobody has it, or runs out. */
interface Turn {
  /** One more than that of the turn before. */
  readonly number: number;
  readonly holder: string | null;
  /** In milliseconds of the server's clock. */
  readonly until: number;
}

/** Who has a data set, one after another. */
export interface Turns {
  /** Begins a turn unless one is on; says which one is on then. */
  begin(dataset: string, holder: string, seconds: number): Promise<Hold & Pick<Turn, 'number'>>;
  /** Makes one's own longer; false where another has begun since. */
  extend(dataset: string, holder: string, seconds: number): Promise<boolean>;
  end(dataset: string, holder: string): Promise<void>;
  /** The number of one's own; null where another has begun since. */
  numberOf(dataset: string, holder: string): Promise<number | null>;
}

export function openTurns(
  { database, name, durably }: { readonly database: Db; readonly name: string; readonly durably: Durably },
  now: () => number,
): Turns {
  const turns = openVersions<Turn, Partial<Turn>>({
    ...{ database, name, durably },
    blank: { number: 0, holder: null, until: 0 },
    apply: (turn, change) => ({ ...turn, ...change }),
  });
  const after = (seconds: number): number => now() + seconds * 1000;
  const changeOwn = (dataset: string, holder: string, change: () => Partial<Turn>): Promise<boolean> =>
    turns.change(dataset, (turn) => (turn.holder === holder ? { change: change(), result: true } : { result: false }));
  return {
    begin: (dataset, holder, seconds) =>
      turns.change(dataset, ({ number, holder: last, until }) => {
        if (last !== null && until >= now()) return { result: { number, holder: last, until } };
        const turn = { number: number + 1, holder, until: after(seconds) };
        return { change: turn, result: turn };
      }),
    extend: (dataset, holder, seconds) => changeOwn(dataset, holder, () => ({ until: after(seconds) })),
    async end(dataset, holder) {
      await changeOwn(dataset, holder, () => ({ holder: null, until: 0 }));
    },
    async numberOf(dataset, holder) {
      const turn = await turns.read(dataset);
      return turn.holder === holder ? turn.number : null;
    },
  };
}
