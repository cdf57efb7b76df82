import type { Collection, Db, Document, Filter } from 'mongodb';
import { openMongodb } from '../../connections/mongodb.ts';
import { decoded } from '../../connections/require-address.ts';
import { withoutSecrets } from '../../connections/without-secrets.ts';
import { MovierecError } from '../../errors.ts';
import type { DatabaseKind, Description, OpenDatabase, Relation } from './database-kind.ts';
import { pathsOf, valueAt } from './document-paths.ts';
import { readMongodb } from './read-mongodb.ts';

/** MongoDB, and what speaks its protocol. A table is a collection; its columns are paths in its documents. */
export const mongodb: DatabaseKind = {
  name: 'mongodb',
  schemes: ['mongodb:', 'mongodb+srv:'],

  async open(address): Promise<OpenDatabase> {
    const [name, ...rest] = decoded(pathOf(address)).split('.');
    if (name === '' && hasHost(address)) throw await noDatabase(address);
    const { client, database, shown, explain } = await openMongodb(address);
    const table = rest.join('.');
    return {
      // The collection is said on its own: one address may stand for several.
      shown: shown.slice(0, shown.length - (table === '' ? 0 : table.length + 1)),
      name,
      ...(table !== '' && { table }),
      tables: () => tablesOf(database),
      describe: async (relation, key, columns) => {
        try {
          return await describe(database, relation, key, columns, shown);
        } catch (error) {
          throw explain(error);
        }
      },
      async *read(request) {
        try {
          yield* readMongodb(database.collection(request.relation.table!), await filterOf(request.relation), request);
        } catch (error) {
          throw explain(error);
        }
      },
      close: () => client.close(),
    };
  },
};

/** How many documents are looked at to find out what there is in a collection. */
const sample = 200;

async function describe(
  database: Db,
  relation: Relation,
  key: readonly string[] | undefined,
  named: readonly string[],
  shown: string,
): Promise<Description> {
  const { table } = relation;
  const there = await tablesOf(database);
  if (table === undefined || !there.includes(table)) {
    throw new MovierecError(
      'NO_SUCH_TABLE',
      table === undefined ? `${shown} names no collection.` : `there is no collection "${table}" in ${shown}.`,
      there.length > 0 ? `There are: ${there.join(', ')}` : 'The database has none.',
    );
  }
  if (key !== undefined && key.join() !== '_id') {
    throw new MovierecError('USAGE', 'collections are read in the order of _id.', 'Leave out --key.');
  }
  const collection = database.collection(table);
  const documents = await collection
    .find(await filterOf(relation))
    .limit(sample)
    .toArray();
  const rows = relation.query === undefined ? await countOf(collection) : 0;
  const columns = new Set(documents.flatMap(pathsOf));
  for (const path of named) if (!columns.has(path) && (await isAnywhere(collection, path))) columns.add(path);
  return { columns: [...columns], key: ['_id'], keyIsUnique: true, ...(rows > 0 && { rows }) };
}

/**
 * About how many documents there are, for progress. Statistics first, since FerretDB counts one by one, which takes half as
 * long as reading; views have none.
 */
async function countOf(collection: Collection): Promise<number> {
  try {
    const shards = await collection.aggregate<{ count: number }>([{ $collStats: { count: {} } }]).toArray();
    return shards.reduce((sum, { count }) => sum + count, 0);
  } catch {
    return collection.estimatedDocumentCount();
  }
}

/** Whether a path that the first documents lack is there in any. */
const isAnywhere = async (collection: Collection, path: string): Promise<boolean> => {
  const found = await collection.findOne({ [path]: { $exists: true } });
  return found !== null && valueAt(found, path.split('.')) !== undefined;
};

async function filterOf({ query }: Relation): Promise<Filter<Document>> {
  if (query === undefined) return {};
  const { BSON } = await import('mongodb');
  try {
    const filter: unknown = BSON.EJSON.parse(query, { relaxed: false });
    if (typeof filter === 'object' && filter !== null && !Array.isArray(filter)) return filter;
  } catch {
    // Said below.
  }
  throw new MovierecError(
    'USAGE',
    'the query is not a filter of MongoDB as JSON.',
    `Write --query '{"stars": {"$gte": 1}}', and which collection with --table.`,
  );
}

const tablesOf = async (database: Db): Promise<string[]> =>
  (await database.listCollections({}, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'))
    .sort();

const hasHost = (address: string): boolean => /^[^:]*:\/\/[^/]/.test(withoutSecrets(address));

/** URL takes no address of several hosts. */
const pathOf = (address: string): string =>
  withoutSecrets(address)
    .replace(/^[^:]*:\/\/[^/]*/, '')
    .replace(/^\//, '');

async function noDatabase(address: string): Promise<Error> {
  const shown = withoutSecrets(address);
  const { client } = await openMongodb(
    address.replace(/^([^:]*:\/\/[^/?]*(?:\/)?)/, (all) => `${all.replace(/\/$/, '')}/admin`),
  );
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    const own = databases.map(({ name }) => name).filter((name) => !['admin', 'config', 'local'].includes(name));
    const hint = own.length > 0 ? `There are: ${own.join(', ')}` : 'There is none that this user may see.';
    return new MovierecError('BAD_ADDRESS', `${shown} names no database.`, hint);
  } finally {
    await client.close();
  }
}
