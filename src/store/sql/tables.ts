import type { Generated, Kysely } from 'kysely';
import type { EventKind } from '../store.ts';

/** The tables of a store that speaks SQL, as the migrations leave them. All but `failures` go with their person. */
export interface Tables {
  readonly people: PeopleTable;
  readonly sessions: { digest: string; person: string; since: number; expires: number };
  readonly failures: { key: string; count: number; at: number };
  readonly ratings: { person: string; film: string; rating: number; at: number };
  readonly watches: { person: string; film: string; at: number };
  readonly events: EventsTable;
  /** One row, where there may be several writers at once: whoever stores events holds it. See `addEvents`. */
  readonly event_order: { turn: number };
}

/** Name, folded name and password are null for guests. */
interface PeopleTable {
  person: string;
  since: number;
  /** As it was written. */
  name: string | null;
  /** As it is compared: see fold-name.ts. */
  folded: string | null;
  password: string | null;
}

interface EventsTable {
  number: Generated<number>;
  person: string;
  kind: EventKind;
  film: string;
  at: number;
  model: string | null;
  place: number | null;
}

/** What queries run on: a transaction, which whoever calls them begins and ends. */
export interface Sql {
  readonly database: Kysely<Tables>;
  /**
   * Whether what was read may be changed by others before the transaction ends, so that people have to be locked first.
   * SQLite has one writer at a time and knows no such locks.
   */
  readonly locks: boolean;
}
