/**
 * What the live service remembers: people, their sessions, ratings, watch-lists and what they did with recommendations.
 *
 * Every method is atomic by itself: it happens as a whole or not at all, and what it has answered to stays, whatever
 * happens to the process. None needs a transaction with another, so that any database can be one. All may be called at
 * once; one that is called after another has answered sees what that did. Times are milliseconds since 1970, films are known by their raw ids, people by random ones.
 */
export interface Store {
  /** Whether it answers. @throws STORE_FAILED */
  check(): Promise<void>;
  close(): Promise<void>;

  // People

  /** A guest: someone without a name, whose taste is kept until `removeGuests`. Nothing happens where the id is known. */
  addGuest(person: string, at: number): Promise<void>;
  /**
   * An account. Of a guest of that id it keeps all that is stored; otherwise the person is new. Names are compared
   * without case.
   * @throws NAME_TAKEN; also where the person already has an account
   */
  addAccount(account: Account, at: number): Promise<void>;
  findAccount(name: string): Promise<Account | undefined>;
  findPerson(person: string): Promise<Person | undefined>;
  /** @throws UNKNOWN_PERSON where that is no account */
  changePassword(person: string, password: string): Promise<void>;
  /**
   * Gives all that a guest has stored to someone else, who keeps their own where both have rated or noted a film, and
   * removes the guest and their sessions. Nothing happens where `guest` is not a guest, is `into`, or either is unknown.
   */
  mergeGuest(guest: string, into: string): Promise<void>;
  /** Everything stored about them, sessions and events too. */
  removePerson(person: string): Promise<void>;
  /**
   * Removes the guests who since then neither came nor rated nor noted anything nor had an event; how many. Forgets
   * failed attempts before then too.
   */
  removeGuests(idleSince: number): Promise<number>;

  // Sessions, by a digest of their secret; and failed attempts to sign in

  /** Forgets all that had expired when it began, and whatever had its digest. @throws UNKNOWN_PERSON */
  addSession(session: Session): Promise<void>;
  /** Nobody's where it has expired by `at`. */
  findSession(digest: string, at: number): Promise<Session | undefined>;
  /** Lets it end later; one that has ended is not brought back. */
  renewSession(digest: string, expires: number): Promise<void>;
  removeSession(digest: string): Promise<void>;
  /** All of a person's, but the one to keep. */
  removeSessions(person: string, keep?: string): Promise<void>;
  /**
   * One more failed attempt; how many there were in a row, this one included. Where the last was before `forget`, the
   * count begins anew.
   */
  addFailure(key: string, at: number, forget: number): Promise<number>;
  findFailures(key: string): Promise<Failures | undefined>;
  clearFailures(key: string): Promise<void>;

  // Ratings and watch-list: one a film. For someone unknown: UNKNOWN_PERSON

  /** Gives or changes a rating; what it was before. @throws UNKNOWN_PERSON */
  rate(person: string, rating: FilmRating): Promise<number | undefined>;
  /** Takes a rating back; what it was. */
  unrate(person: string, film: string): Promise<number | undefined>;
  /** By time, the latest first. */
  ratingsOf(person: string): Promise<readonly FilmRating[]>;
  /** Notes a film, keeping the time of the first note. @throws UNKNOWN_PERSON */
  watch(person: string, film: string, at: number): Promise<void>;
  unwatch(person: string, film: string): Promise<void>;
  /** By time, the latest first. */
  watchListOf(person: string): Promise<readonly WatchedFilm[]>;

  // What came of recommendations

  /** All of them or none. @throws UNKNOWN_PERSON */
  addEvents(person: string, events: readonly FilmEvent[]): Promise<void>;
  /** The last to come first, at most so many, of the given kinds or of all. */
  eventsOf(person: string, most: number, kinds?: readonly EventKind[]): Promise<readonly FilmEvent[]>;

  // For all people

  /** All ratings, by person and film, a page at a time: those after the given one. */
  ratingsAfter(after: RatingKey | undefined, most: number): Promise<readonly PersonRating[]>;
  /** All events in the order in which they came, a page at a time: those after the given number. */
  eventsAfter(after: number, most: number): Promise<readonly NumberedEvent[]>;
  /** How many events of each kind each model's lists had on each day (UTC) since then. */
  engagement(since: number): Promise<readonly Engagement[]>;
  count(): Promise<StoreCounts>;
}

export interface Person {
  readonly person: string;
  /** null for a guest. */
  readonly name: string | null;
  readonly since: number;
}
export interface Account {
  readonly person: string;
  /** As it was written. */
  readonly name: string;
  /** What is kept of the password: see server/accounts. */
  readonly password: string;
}
export interface Session {
  readonly digest: string;
  readonly person: string;
  readonly since: number;
  readonly expires: number;
}
export interface Failures {
  readonly count: number;
  /** The last one. */
  readonly at: number;
}

export interface FilmRating {
  readonly film: string;
  readonly rating: number;
  readonly at: number;
}
export interface WatchedFilm {
  readonly film: string;
  readonly at: number;
}
export interface RatingKey {
  readonly person: string;
  readonly film: string;
}
export interface PersonRating extends FilmRating {
  readonly person: string;
}

/**
 * What can become of a film in a list: it was seen there, looked at, not wanted, or watched; and that it was not wanted
 * may be taken back.
 */
export const eventKinds = ['shown', 'clicked', 'hidden', 'unhidden', 'played'] as const;
export type EventKind = (typeof eventKinds)[number];

export interface FilmEvent {
  readonly kind: EventKind;
  readonly film: string;
  readonly at: number;
  /** The model whose list it was in, and its place there from 1; null where it was in none. */
  readonly model: string | null;
  readonly place: number | null;
}
export interface NumberedEvent extends FilmEvent {
  readonly person: string;
  /** Ascending, never used twice. */
  readonly number: number;
}
export interface Engagement {
  /** 2026-11-29 */
  readonly day: string;
  readonly kind: EventKind;
  readonly model: string | null;
  readonly events: number;
  readonly people: number;
}
export interface StoreCounts {
  readonly accounts: number;
  readonly guests: number;
  readonly ratings: number;
  readonly events: number;
}
