import { MovierecError } from '../../src/errors.ts';
import type { FilmRating, NumberedEvent, Person, Session, Store, WatchedFilm } from '../../src/store/store.ts';

type Of<T> = T & { readonly person: string };
const same = (one: string, other: string): boolean =>
  one.toUpperCase() === other.toUpperCase() || one.toLowerCase() === other.toLowerCase();
const latestFirst = (a: { at: number }, b: { at: number }): number => b.at - a.at;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What a store must do, in lists that are looked through from end to end. One call after another, nothing is kept. */
export function plainStore(): Store {
  let people: (Person & { password: string })[] = [];
  let sessions: Session[] = [];
  let failures: { key: string; count: number; at: number }[] = [];
  let ratings: Of<FilmRating>[] = [];
  let watches: Of<WatchedFilm>[] = [];
  let events: NumberedEvent[] = [];
  let numbers = 0;

  const find = (id: string) => people.find(({ person }) => person === id);
  const require = (id: string): void => {
    if (!find(id)) throw new MovierecError('UNKNOWN_PERSON', id);
  };
  const namesake = (name: string) =>
    people.find((other) => other.name !== null && same(other.name.normalize('NFKC'), name.normalize('NFKC')));
  const remove = (gone: (person: string) => boolean): void => {
    people = people.filter(({ person }) => !gone(person));
    sessions = sessions.filter(({ person }) => !gone(person));
    ratings = ratings.filter(({ person }) => !gone(person));
    watches = watches.filter(({ person }) => !gone(person));
    events = events.filter(({ person }) => !gone(person));
  };

  return {
    check: async () => undefined,
    close: async () => undefined,
    addGuest: async (person, since) => {
      if (!find(person)) people.push({ person, name: null, since, password: '' });
    },
    addAccount: async ({ person, name, password }, at) => {
      const known = find(person);
      if (namesake(name) || (known && known.name !== null)) throw new MovierecError('NAME_TAKEN', name);
      people = people.filter((other) => other !== known);
      people.push({ person, name, password, since: known?.since ?? at });
    },
    findAccount: async (name) => {
      const found = namesake(name);
      return found && { person: found.person, name: found.name!, password: found.password };
    },
    findPerson: async (id) => {
      const found = find(id);
      return found && { person: found.person, name: found.name, since: found.since };
    },
    changePassword: async (id, password) => {
      if (typeof find(id)?.name !== 'string') throw new MovierecError('UNKNOWN_PERSON', id);
      people = people.map((one) => (one.person === id ? { ...one, password } : one));
    },
    mergeGuest: async (guest, into) => {
      if (guest === into || find(guest)?.name !== null || !find(into)) return;
      const has = (rows: readonly Of<{ film: string }>[], film: string): boolean =>
        rows.some((row) => row.person === into && row.film === film);
      const given = <T extends Of<{ film: string }>>(rows: readonly T[]): T[] =>
        rows.map((row) => (row.person === guest && !has(rows, row.film) ? { ...row, person: into } : row));
      ratings = given(ratings);
      watches = given(watches);
      events = events.map((event) => (event.person === guest ? { ...event, person: into } : event));
      remove((person) => person === guest);
    },
    removePerson: async (id) => remove((person) => person === id),
    removeGuests: async (idleSince) => {
      failures = failures.filter(({ at }) => at >= idleSince);
      const active = (person: string): boolean =>
        [...ratings, ...watches, ...events].some((row) => row.person === person && row.at >= idleSince);
      const gone = people.filter((one) => one.name === null && one.since < idleSince && !active(one.person));
      remove((person) => gone.some((one) => one.person === person));
      return gone.length;
    },
    addSession: async (session) => {
      require(session.person);
      sessions = sessions.filter(({ digest, expires }) => digest !== session.digest && expires > session.since);
      sessions.push(session);
    },
    findSession: async (digest, at) => sessions.find((one) => one.digest === digest && one.expires > at),
    renewSession: async (digest, expires) =>
      void (sessions = sessions.map((one) => (one.digest === digest ? { ...one, expires } : one))),
    removeSession: async (digest) => void (sessions = sessions.filter((one) => one.digest !== digest)),
    removeSessions: async (person, keep) =>
      void (sessions = sessions.filter((one) => one.person !== person || one.digest === keep)),
    addFailure: async (key, at, forget) => {
      const before = failures.find((one) => one.key === key);
      const count = before && before.at >= forget ? before.count + 1 : 1;
      failures = [...failures.filter((one) => one !== before), { key, count, at }];
      return count;
    },
    findFailures: async (key) => {
      const found = failures.find((one) => one.key === key);
      return found && { count: found.count, at: found.at };
    },
    clearFailures: async (key) => void (failures = failures.filter((one) => one.key !== key)),
    rate: async (person, rating) => {
      require(person);
      const before = ratings.find((one) => one.person === person && one.film === rating.film);
      ratings = [...ratings.filter((one) => one !== before), { person, ...rating }];
      return before?.rating;
    },
    unrate: async (person, film) => {
      const before = ratings.find((one) => one.person === person && one.film === film);
      ratings = ratings.filter((one) => one !== before);
      return before?.rating;
    },
    ratingsOf: async (id) =>
      ratings
        .filter(({ person }) => person === id)
        .map(({ film, rating, at }) => ({ film, rating, at }))
        .sort(latestFirst),
    watch: async (person, film, at) => {
      require(person);
      if (!watches.some((one) => one.person === person && one.film === film)) watches.push({ person, film, at });
    },
    unwatch: async (person, film) =>
      void (watches = watches.filter((one) => one.person !== person || one.film !== film)),
    watchListOf: async (id) =>
      watches
        .filter(({ person }) => person === id)
        .map(({ film, at }) => ({ film, at }))
        .sort(latestFirst),
    addEvents: async (person, more) => {
      require(person);
      events.push(...more.map((event) => ({ number: ++numbers, person, ...event })));
    },
    eventsOf: async (id, most, kinds) =>
      events
        .filter(({ person, kind }) => person === id && (!kinds || kinds.includes(kind)))
        .map(({ kind, film, at, model, place }) => ({ kind, film, at, model, place }))
        .reverse()
        .slice(0, most),
    ratingsAfter: async (after, most) => {
      if (after) throw new Error('pages have tests of their own');
      return ratings.slice(0, most);
    },
    eventsAfter: async (after, most) => events.filter(({ number }) => number > after).slice(0, most),
    engagement: async (since) => {
      const late = events.filter(({ at }) => at >= since);
      const keyOf = ({ at, kind, model }: NumberedEvent): string => JSON.stringify([day(at), kind, model]);
      const groups = [...new Set(late.map(keyOf))].map((key) => late.filter((event) => keyOf(event) === key));
      return groups.map((group) => ({
        day: day(group[0].at),
        kind: group[0].kind,
        model: group[0].model,
        events: group.length,
        people: new Set(group.map(({ person }) => person)).size,
      }));
    },
    count: async () => {
      const accounts = people.filter(({ name }) => name !== null).length;
      return { accounts, guests: people.length - accounts, ratings: ratings.length, events: events.length };
    },
  };
}
