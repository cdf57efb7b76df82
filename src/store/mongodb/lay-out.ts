import type { Collection, Db } from 'mongodb';
import { isDuplicate } from '../../connections/mongodb/is-duplicate.ts';
import { persist } from '../../connections/mongodb/persist.ts';
import { MovierecError } from '../../errors.ts';
import type { Parts } from './parts.ts';

/** What a database is laid out for, in a document of its own. */
interface Layout {
  readonly _id: 'movierec';
  readonly version: number;
}

/** Raised with every change that earlier versions of movierec cannot work with. */
const version = 1;

/**
 * Makes a database ready, or sees that it is: its collections make themselves, their indexes are made here. Several may
 * do so at once.
 * @throws NEWER_STORE where it is of a later version; STORE_FAILED where it holds something else
 */
export async function layOut(database: Db, parts: Parts, shown: string): Promise<void> {
  const layouts: Collection<Layout> = database.collection('layout');
  const found = await persist(() => layouts.findOne({ _id: 'movierec' }));
  if (!found) {
    await refuseForeign(database, shown);
    try {
      await persist(() => layouts.insertOne({ _id: 'movierec', version }, parts.durably.options));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  } else if (found.version > version) {
    throw new MovierecError(
      'NEWER_STORE',
      `${shown} was written by a later version of movierec: it is of version ${found.version}, this one knows ${version}.`,
      'Use that version or a later one; nothing was changed.',
    );
  }
  await parts.names.createIndex({ folded: 1 }, { unique: true });
  await parts.people.states.createIndex({ busy: 1 });
  await parts.sessions.createIndex({ person: 1 });
  await parts.sessions.createIndex({ expires: 1 });
  await parts.events.stored.createIndex({ person: 1, _id: -1 });
}

async function refuseForeign(database: Db, shown: string): Promise<void> {
  const names = (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  // Others may be making it ready at this moment.
  const [foreign] = names.filter((name) => !own.has(name) && !name.startsWith('system.'));
  if (foreign === undefined) return;
  throw new MovierecError(
    'STORE_FAILED',
    `${shown} is a database of something else: it has the collection "${foreign}".`,
    'Give the store a database of its own.',
  );
}

const own: ReadonlySet<string> = new Set([
  ...['layout', 'people', 'people_changes', 'failures', 'failures_changes', 'names', 'sessions', 'events'],
]);
