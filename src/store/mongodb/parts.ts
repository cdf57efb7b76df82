import type { Collection, Db, ObjectId } from 'mongodb';
import { changePerson, nobody, type PersonChange, type PersonState } from './person.ts';
import type { Durably } from './persist.ts';
import { changeFailures, noFailures, type FailuresChange, type FailuresState } from './failures.ts';
import { openVersions, type Versions } from './versions.ts';

/** A name that someone has or is about to have: what they give for it is there until they have it. */
export interface NameDocument {
  readonly _id: ObjectId;
  readonly folded: string;
  readonly person: string;
  readonly life: number;
  readonly wish?: { readonly name: string; readonly password: string; readonly at: number };
}

export interface SessionDocument {
  readonly _id: string;
  readonly person: string;
  readonly life: number;
  readonly since: number;
  readonly expires: number;
}

/** The collections of a store. */
export interface Parts {
  readonly people: Versions<PersonState, PersonChange>;
  readonly failures: Versions<FailuresState, FailuresChange>;
  readonly names: Collection<NameDocument>;
  readonly sessions: Collection<SessionDocument>;
  readonly events: Collection<BatchDocument>;
  readonly durably: Durably;
}

/** Events that came together, numbered by their batch; emptied where whoever did them is gone. */
export interface BatchDocument {
  /** The number of the batch, of sixteen digits. */
  readonly _id: string;
  readonly token: ObjectId;
  readonly person: string | null;
  readonly life: number;
  readonly count: number;
  /** The time of the latest. */
  readonly last: number;
  readonly events: readonly StoredEvent[];
}

export interface StoredEvent {
  readonly kind: string;
  readonly film: string;
  readonly at: number;
  readonly model: string | null;
  readonly place: number | null;
}

export const openParts = (database: Db, durably: Durably): Parts => ({
  people: openVersions({ database, name: 'people', blank: nobody, apply: changePerson, durably }),
  failures: openVersions({ database, name: 'failures', blank: noFailures, apply: changeFailures, durably }),
  names: database.collection<NameDocument>('names'),
  sessions: database.collection<SessionDocument>('sessions'),
  events: database.collection<BatchDocument>('events'),
  durably,
});
