import type { Catalog } from '../../dataset/catalog.ts';
import type { History } from '../../dataset/history.ts';
import type { Scale } from '../../dataset/ratings.ts';
import type { User } from '../../models/contract/define-model.ts';
import type { FilmEvent, FilmRating, Store } from '../../store/store.ts';
import type { LoadedModel } from './model-shelf.ts';
import { withRating } from './with-rating.ts';

/** What a person has said of films, by their place in the catalog. It never changes: after a rating there is another one. */
export interface Taste {
  readonly history: History;
  /** Films that they do not want to see in lists. */
  readonly hidden: ReadonlySet<number>;
}

/** People as models see them: read from the store once, kept up to date with every rating, forgotten when long unused. */
export interface Tastes {
  of(person: string | undefined): Promise<Taste>;
  /** The person folded in, once for each version of a model. */
  user(person: string | undefined, loaded: LoadedModel): Promise<User>;
  /** The same for a taste at hand. */
  folded(taste: Taste, loaded: LoadedModel): User;
  /** To be called after the store has taken it, in the order in which it did; null for a rating taken back. */
  rated(person: string, film: string, rating: FilmRating | null): void;
  /** A film is not to be in lists, or may be again; to be called after the store has taken it. */
  hid(person: string, film: string, hidden: boolean): void;
  /** After a merge, or where the person is gone. */
  forget(person: string): void;
}

export interface TastesOptions {
  readonly store: Pick<Store, 'ratingsOf' | 'eventsOf'>;
  readonly catalog: Catalog;
  /** Ratings beside it are left out: the data set has been cleaned otherwise since they were given. */
  readonly scale: Scale;
  readonly now: () => number;
  /** How many bytes the people in memory may take. */
  readonly most?: number;
}

/** A person in memory. */
interface Remembered {
  taste: Promise<Taste>;
  /** The same where it has been read; what changes until then is applied after that. */
  known: Taste | undefined;
  /** Names of the models that the person was folded into: each holds a score for every film. */
  models: Set<string>;
  bytes: number;
}
type Change = (taste: Taste) => Taste;

/** What models derive from a taste, with the time up to which it holds. */
interface Folded {
  readonly user: User;
  readonly until: number;
}

const nobody: Taste = {
  history: { items: new Int32Array(), ratings: new Float32Array(), times: new Uint32Array() },
  hidden: new Set(),
};
/** Events of a person that are looked through for hidden films. */
const hiddenAtMost = 10_000;
/** What a person takes beside arrays: objects, promises, places in maps. */
const overhead = 2000;
/** For how long "now" is the same to a model whose scores depend on it, in milliseconds. */
const moment = 3_600_000;

/**
 * Tastes of people, those asked for last in at most `most` bytes (256 MB): a model keeps a row of scores for whoever it has
 * made a list for, 4 bytes a film, which is nearly all of it. A rating costs O(history), with no reading. What is called
 * while a person is being read is applied to what was read, so a list asked for after `rated` always knows of the rating:
 * doing so twice does no harm, since the last word on a film counts.
 */
export function openTastes({ store, catalog, scale, now, most = 256 * 2 ** 20 }: TastesOptions): Tastes {
  /** Those used last come last. */
  const people = new Map<string, Remembered>();
  /** Weak by version: who has replaced a model frees what was folded into it. */
  const folds = new WeakMap<Taste, WeakMap<LoadedModel, Folded>>();
  const remembered = new WeakMap<Taste, Remembered>();
  let bytes = 0;

  async function read(person: string): Promise<Taste> {
    const [ratings, events] = await Promise.all([
      store.ratingsOf(person),
      store.eventsOf(person, hiddenAtMost, ['hidden', 'unhidden']),
    ]);
    const known = ratings
      .map(({ film, rating, at }) => ({ item: catalog.ids.indexOf(film), rating: Math.fround(rating), at }))
      .filter(({ item, rating }) => item >= 0 && isOn(scale, rating))
      .sort((a, b) => a.item - b.item);
    return {
      history: {
        items: Int32Array.from(known, ({ item }) => item),
        ratings: Float32Array.from(known, ({ rating }) => rating),
        times: Uint32Array.from(known, ({ at }) => Math.floor(at / 1000)),
      },
      hidden: stillHidden(events, catalog),
    };
  }

  /** Finds someone in memory, who is then the one used last. */
  function recall(person: string): Remembered | undefined {
    const found = people.get(person);
    if (!found) return undefined;
    people.delete(person);
    people.set(person, found);
    return found;
  }

  function find(person: string): Remembered {
    const found = recall(person);
    if (found) return found;
    const fresh: Remembered = { taste: read(person), known: undefined, models: new Set(), bytes: 0 };
    people.set(person, fresh);
    settle(person, fresh);
    return fresh;
  }

  /** Has the taste at hand once the last change that is waited for is in it. */
  function settle(person: string, one: Remembered): void {
    const { taste } = one;
    taste.then(
      (known) => {
        if (one.taste === taste) keep(person, one, known);
      },
      () => {
        if (people.get(person) === one) forget(person);
      },
    );
  }

  function keep(person: string, one: Remembered, taste: Taste): void {
    one.known = taste;
    one.models = new Set();
    remembered.set(taste, one);
    if (people.get(person) === one) weigh(one);
  }

  /** Counts what a person takes, and forgets those unused for longest where all take too much. */
  function weigh(one: Remembered): void {
    const { history, hidden } = one.known!;
    const weight =
      overhead +
      24 * history.items.length * (1 + one.models.size) +
      50 * hidden.size +
      4 * catalog.ids.size * one.models.size;
    bytes += weight - one.bytes;
    one.bytes = weight;
    for (const [person, oldest] of people) {
      if (bytes <= most || oldest === one) break;
      forget(person);
    }
  }

  function forget(person: string): void {
    const one = people.get(person);
    if (!one) return;
    people.delete(person);
    bytes -= one.bytes;
    one.bytes = 0;
  }

  function change(person: string, apply: Change): void {
    const one = recall(person);
    if (!one) return; // It will be read with the change in it.
    if (one.known) {
      const changed = apply(one.known);
      one.taste = Promise.resolve(changed);
      keep(person, one, changed);
      return;
    }
    one.taste = one.taste.then(apply);
    settle(person, one);
  }

  const of = (person: string | undefined): Promise<Taste> =>
    person === undefined ? Promise.resolve(nobody) : find(person).taste;

  function folded(taste: Taste, loaded: LoadedModel): User {
    const own = folds.get(taste) ?? new WeakMap<LoadedModel, Folded>();
    folds.set(taste, own);
    const found = own.get(loaded);
    if (found && found.until > now()) return found.user;
    const { model, name } = loaded;
    const at = model.temporal ? { at: Math.floor(now() / 1000) } : {};
    const user = model.foldIn({ ...taste.history, ...at });
    own.set(loaded, { user, until: model.temporal ? now() + moment : Infinity });
    const one = remembered.get(taste);
    if (one?.known === taste && one.bytes > 0) {
      one.models.add(name);
      weigh(one);
    }
    return user;
  }

  return {
    of,
    user: async (person, loaded) => folded(await of(person), loaded),
    folded,
    rated(person, film, rating) {
      const item = catalog.ids.indexOf(film);
      if (item >= 0) change(person, (taste) => ({ ...taste, history: withRating(taste.history, item, rating) }));
    },
    hid(person, film, hidden) {
      const item = catalog.ids.indexOf(film);
      if (item < 0) return;
      const others = (taste: Taste): number[] => [...taste.hidden].filter((other) => other !== item);
      change(person, (taste) => ({ ...taste, hidden: new Set([...others(taste), ...(hidden ? [item] : [])]) }));
    },
    forget,
  };
}

const isOn = ({ min, max }: Scale, rating: number): boolean => rating >= Math.fround(min) && rating <= Math.fround(max);

/** Of each film the last word counts: events come with the latest first. */
function stillHidden(events: readonly FilmEvent[], { ids }: Catalog): Set<number> {
  const last = new Map([...events].reverse().map(({ film, kind }) => [ids.indexOf(film), kind]));
  return new Set([...last].filter(([item, kind]) => item >= 0 && kind === 'hidden').map(([item]) => item));
}
