import type { Catalog } from '../../dataset/catalog.ts';
import type { PersonRating, RatingKey, Store } from '../../store/store.ts';

/** A rating that is another than before; undefined for none. */
export interface Changed {
  readonly person: string;
  readonly item: number;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** What people have rated here, in memory: some 60 bytes a rating. */
export interface OwnRatings {
  /** Reads all that the store has, page by page; to be called first. */
  load(): Promise<void>;
  /** By place in the catalog; empty for someone who has rated nothing. */
  of(person: string): ReadonlyMap<number, number>;
  /** Those who have rated a film. */
  whoRated(item: number): ReadonlySet<string>;
  /** To be called after the store has taken it; undefined for one taken back. */
  rated(person: string, item: number, rating: number | undefined): void;
  /** Takes over what the store has of a person: after a merge, or where the person is gone. */
  reread(person: string): Promise<void>;
}

/** How many ratings are read at once. */
const pageSize = 10_000;
const none: ReadonlyMap<number, number> = new Map();
const nobody: ReadonlySet<string> = new Set();

/** Starts without any, and calls back for each rating that is read and for each that changes later. */
export function openOwnRatings(
  store: Pick<Store, 'ratingsAfter' | 'ratingsOf'>,
  { ids }: Catalog,
  changed: (change: Changed) => void,
): OwnRatings {
  const people = new Map<string, Map<number, number>>();
  const raters = new Map<number, Set<string>>();
  /** How many changes each of those had who are being read again. */
  const reading = new Map<string, number>();

  function set(person: string, item: number, given: number | undefined): void {
    const after = given === undefined ? undefined : Math.fround(given);
    const own = people.get(person) ?? new Map<number, number>();
    const before = own.get(item);
    if (before === after) return;
    const those = raters.get(item) ?? new Set();
    if (after === undefined) {
      own.delete(item);
      those.delete(person);
    } else {
      own.set(item, after);
      those.add(person);
    }
    if (own.size > 0) people.set(person, own);
    else people.delete(person);
    if (those.size > 0) raters.set(item, those);
    else raters.delete(item);
    changed({ person, item, before, after });
  }

  async function reread(person: string): Promise<void> {
    for (;;) {
      const changes = reading.get(person) ?? 0;
      reading.set(person, changes);
      const stored = await store.ratingsOf(person);
      // What changed meanwhile may not be in what was read.
      if (reading.get(person) !== changes) continue;
      reading.delete(person);
      const now = new Map(stored.map(({ film, rating }) => [ids.indexOf(film), rating]));
      for (const item of [...(people.get(person) ?? none).keys()]) if (!now.has(item)) set(person, item, undefined);
      for (const [item, rating] of now) if (item >= 0) set(person, item, rating);
      return;
    }
  }

  return {
    async load() {
      for await (const { person, film, rating } of allRatings(store)) {
        const item = ids.indexOf(film);
        if (item >= 0) set(person, item, rating);
      }
    },
    of: (person) => people.get(person) ?? none,
    whoRated: (item) => raters.get(item) ?? nobody,
    rated(person, item, rating) {
      const changes = reading.get(person);
      if (changes !== undefined) reading.set(person, changes + 1);
      set(person, item, rating);
    },
    reread,
  };
}

async function* allRatings(store: Pick<Store, 'ratingsAfter'>): AsyncGenerator<PersonRating> {
  for (let after: RatingKey | undefined; ;) {
    const page = await store.ratingsAfter(after, pageSize);
    yield* page;
    if (page.length < pageSize) return;
    after = page[page.length - 1];
  }
}
