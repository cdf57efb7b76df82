import type { Catalog } from '../../dataset/catalog.ts';
import type { History } from '../../dataset/history.ts';
import type { User } from '../../models/contract/define-model.ts';
import type { FilmRating, Store } from '../../store/store.ts';
import type { LoadedModel } from './model-shelf.ts';

/** What a person has said of films, by their place in the catalog. */
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
  /** To be called after the store has taken it; null for a rating taken back. */
  rated(person: string, film: string, rating: FilmRating | null): void;
  /** A film is not to be in lists, or may be again; to be called after the store has taken it. */
  hid(person: string, film: string, hidden: boolean): void;
  /** After a merge, or where the person is gone. */
  forget(person: string): void;
}

const nobody: Taste = {
  history: { items: new Int32Array(), ratings: new Float32Array(), times: new Uint32Array() },
  hidden: new Set(),
};
/** Events of a person that are looked through for hidden films. */
const hiddenAtMost = 10_000;

export function openTastes(store: Store, catalog: Catalog): Tastes {
  const tastes = new Map<string, Promise<Taste>>();
  const users = new WeakMap<Taste, Map<LoadedModel, User>>();

  async function read(person: string): Promise<Taste> {
    const [ratings, events] = await Promise.all([
      store.ratingsOf(person),
      store.eventsOf(person, hiddenAtMost, ['hidden']),
    ]);
    const known = ratings
      .map(({ film, rating, at }) => ({ item: catalog.ids.indexOf(film), rating, at }))
      .filter(({ item }) => item >= 0)
      .sort((a, b) => a.item - b.item);
    return {
      history: {
        items: Int32Array.from(known, ({ item }) => item),
        ratings: Float32Array.from(known, ({ rating }) => rating),
        times: Uint32Array.from(known, ({ at }) => Math.floor(at / 1000)),
      },
      hidden: new Set(events.map(({ film }) => catalog.ids.indexOf(film))),
    };
  }
  const of = (person: string | undefined): Promise<Taste> => {
    if (person === undefined) return Promise.resolve(nobody);
    const known = tastes.get(person);
    if (known) return known;
    const fresh = read(person);
    tastes.set(person, fresh);
    fresh.catch(() => tastes.delete(person));
    return fresh;
  };
  return {
    of,
    async user(person, loaded) {
      const taste = await of(person);
      const folded = users.get(taste) ?? new Map<LoadedModel, User>();
      users.set(taste, folded);
      const user = folded.get(loaded) ?? loaded.model.foldIn(taste.history);
      folded.set(loaded, user);
      return user;
    },
    rated: (person) => tastes.delete(person),
    hid: (person) => tastes.delete(person),
    forget: (person) => tastes.delete(person),
  };
}
