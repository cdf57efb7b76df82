import type { Collection, Db, ObjectId } from 'mongodb';
import type { Durably } from '../../connections/mongodb/persist.ts';
import { openVersions, type Versions } from '../../connections/mongodb/versions.ts';
import { openBatches, type Batches, type NumberedBatch } from './batches.ts';
import { changeFailures, noFailures, type FailuresChange, type FailuresState } from './failures.ts';
import { changePerson, nobody, type PersonChange, type PersonState } from './person.ts';

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
  readonly events: Batches;
  readonly durably: Durably;
}

export const openParts = (database: Db, durably: Durably): Parts => ({
  people: openVersions({ database, name: 'people', blank: nobody, apply: changePerson, durably }),
  failures: openVersions({ database, name: 'failures', blank: noFailures, apply: changeFailures, durably }),
  names: database.collection<NameDocument>('names'),
  sessions: database.collection<SessionDocument>('sessions'),
  events: openBatches(database.collection<NumberedBatch>('events'), durably),
  durably,
});
