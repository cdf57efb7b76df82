import { ObjectId, type Collection, type Db } from 'mongodb';
import { isDuplicate } from './is-duplicate.ts';
import { inLine } from './in-line.ts';
import { persist, type Durably } from './persist.ts';

/** What a key stands for at some version; version 0 is that of a key nobody has written yet. */
export type Kept<State> = State & { readonly _id: string; readonly version: number };

/** One change, as the document that took its version. Emptied ones change nothing any more. */
interface Taken<Change> {
  readonly _id: string;
  readonly token: ObjectId;
  readonly change?: Change;
}

/** What is to become of a state: nothing, or a change; and what is answered. */
export interface Decision<Change, Result> {
  readonly change?: Change;
  readonly result: Result;
}

/**
 * States that change one version after another, each change as a whole, whoever else changes the same one.
 *
 * Any server can do one thing that nobody comes between: store a document whose id nobody has. So a change is a document
 * with the id `VERSION:KEY`: whoever stores it first has that version, all others look at the new state and try the next.
 * From then on the change has happened. The state as a whole is written after it, to be found by its key alone; where
 * that was not done any more, whoever comes next does it. The last changes are kept, so that nobody takes a version
 * again who comes late. An insertion whose answer was lost is done again: by its token one knows one's own.
 */
export interface Versions<State, Change> {
  readonly states: Collection<Kept<State>>;
  read(key: string): Promise<Kept<State>>;
  change<Result>(key: string, decide: (state: Kept<State>) => Decision<Change, Result>): Promise<Result>;
  /** Takes what was changed out of all but the last of the kept changes. */
  forgetChanges(key: string): Promise<void>;
  /** Removes a key with all its versions; only where nobody is changing it. */
  remove(key: string): Promise<void>;
}

/** How many changes are kept: others would have to make as many while one waits for the answer to one's own. */
const keptChanges = 64;

export interface VersionsOptions<State, Change> {
  readonly database: Db;
  readonly name: string;
  /** The state of a new key. */
  readonly blank: State;
  readonly apply: (state: State, change: Change) => State;
  readonly durably: Durably;
}

export function openVersions<State extends object, Change>({
  database,
  name,
  blank,
  apply,
  durably,
}: VersionsOptions<State, Change>): Versions<State, Change> {
  const states = database.collection<Kept<State>>(name) as unknown as Collection<Kept<object>>;
  const changes = database.collection<Taken<Change>>(`${name}_changes`);
  const line = inLine();
  const idOf = (key: string, version: number): string => `${version}:${key}`;
  const kept = ({ _id, version }: Kept<State>): readonly string[] =>
    Array.from({ length: Math.min(keptChanges, version) }, (_, back) => idOf(_id, version - back));

  const stateOf = async (key: string): Promise<Kept<State>> =>
    ((await persist(() => states.findOne({ _id: key }))) as Kept<State> | null) ?? { ...blank, _id: key, version: 0 };

  const next = (state: Kept<State>, change: Change | undefined): Kept<State> => ({
    ...(change === undefined ? state : apply(state, change)),
    _id: state._id,
    version: state.version + 1,
  });

  /** A state with all changes that were made since, which it is written with. */
  const newest = async (from: Kept<State>): Promise<Kept<State>> => {
    let state = from;
    for (;;) {
      const { _id, version } = state;
      const taken = await persist(() => changes.findOne({ _id: idOf(_id, version + 1) }));
      if (taken) state = next(state, taken.change);
      else if (state === from) return state;
      else return newest(await write(state));
    }
  };

  const write = async (state: Kept<State>): Promise<Kept<State>> => {
    const { _id, version } = state;
    const filter = durably.conditions ? { _id, version: { $lt: version } } : { _id };
    try {
      await persist(() => states.replaceOne(filter, state, { upsert: true }));
    } catch (error) {
      // Someone has written this version or a later one.
      if (!isDuplicate(error)) throw error;
    }
    return state;
  };

  /** Whether the version was free. */
  const take = async (state: Kept<State>, change: Change, token: ObjectId): Promise<boolean> => {
    const _id = idOf(state._id, state.version + 1);
    try {
      await persist(() => changes.insertOne({ _id, token, change }, durably.options));
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const taken = await persist(() => changes.findOne({ _id }));
      return taken?.token.equals(token) ?? false;
    }
  };

  const read = async (key: string): Promise<Kept<State>> => {
    const state = await stateOf(key);
    // Where later states cannot be overwritten by earlier ones, whatever was answered is in the state.
    return durably.conditions ? state : newest(state);
  };

  return {
    states: states as unknown as Collection<Kept<State>>,
    read,
    change: (key, decide) =>
      line(key, async () => {
        const token = new ObjectId();
        for (let state = await read(key); ; state = await newest(await stateOf(key))) {
          const { change, result } = decide(state);
          if (change === undefined) return result;
          if (!(await take(state, change, token))) continue;
          const written = await write(next(state, change));
          const late = written.version - keptChanges;
          await Promise.all([
            late > 0 && persist(() => changes.deleteOne({ _id: idOf(key, late) })),
            !durably.conditions && newest(written),
          ]);
          return result;
        }
      }),
    async forgetChanges(key) {
      const [, ...earlier] = kept(await read(key));
      await persist(() => changes.updateMany({ _id: { $in: earlier } }, { $unset: { change: '' } } as never));
    },
    async remove(key) {
      const ids = kept(await stateOf(key));
      await persist(() => changes.deleteMany({ _id: { $in: ids } }));
      await persist(() => states.deleteOne({ _id: key }));
    },
  };
}
