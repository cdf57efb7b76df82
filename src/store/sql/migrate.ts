import type { Kysely } from 'kysely';
import { MovierecError } from '../../errors.ts';
import type { Step, Words } from './migrations/step.ts';

/** Does some work as a whole or not at all, while nobody else writes. */
export type Atomically = <T>(work: () => Promise<T>) => Promise<T>;

interface Migrated {
  readonly movierec_migrations: { version: number };
}

/**
 * Brings a store's tables up to date: the steps that it has not gone through yet, each with its number as one change,
 * so that a process which is killed in between leaves a store of some version. Several may do so at once.
 * @throws NEWER_STORE where it has gone through more steps than there are; STORE_FAILED where it holds other tables
 */
export async function migrate(
  plain: Kysely<unknown>,
  steps: readonly Step[],
  words: Words,
  where: string,
  atomically: Atomically,
): Promise<void> {
  const database = plain as Kysely<Migrated>;
  // Nothing is made where all is there: whoever runs the service need not be allowed to.
  if (!(await refuseForeign(plain, where))) await atomically(() => begin(database));
  for (let done = -1; done < steps.length;) {
    done = await atomically(async () => {
      const version = await versionOf(database);
      if (version > steps.length) throw newer(where, version, steps.length);
      if (version === steps.length) return version;
      await steps[version](plain, words);
      await database
        .insertInto('movierec_migrations')
        .values({ version: version + 1 })
        .execute();
      return version + 1;
    });
  }
}

/** Whether our tables were begun. @throws STORE_FAILED where there are tables, and none of ours */
export async function refuseForeign(database: Kysely<unknown>, where: string): Promise<boolean> {
  const tables = await database.introspection.getTables();
  if (tables.some(({ name }) => name === 'movierec_migrations')) return true;
  if (tables.length === 0) return false;
  throw new MovierecError(
    'STORE_FAILED',
    `${where} is a database of something else: it has the table "${tables[0].name}".`,
    'Give the store an address of its own.',
  );
}

const begin = (database: Kysely<Migrated>): Promise<void> =>
  database.schema
    .createTable('movierec_migrations')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey().notNull())
    .execute();

async function versionOf(database: Kysely<Migrated>): Promise<number> {
  const newest = await database
    .selectFrom('movierec_migrations')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst();
  return newest?.version ?? 0;
}

const newer = (where: string, version: number, known: number): MovierecError =>
  new MovierecError(
    'NEWER_STORE',
    `${where} was written by a later version of movierec: it is of version ${version}, this one knows ${known}.`,
    'Use that version or a later one; nothing was changed.',
  );
