import type { Collection, Document, Filter } from 'mongodb';
import type { Batch, RowRequest } from './database-kind.ts';
import { valueAt } from './document-paths.ts';
import { textOf } from './document-text.ts';

/** How many documents come at a time. */
const size = 5_000;

/**
 * Reads documents in the order of _id, of each only what is wanted. A document that is there all the time comes exactly
 * once; whether one comes that is written meanwhile, nobody knows.
 */
export async function* readMongodb(
  collection: Collection,
  filter: Filter<Document>,
  { choices, after, signal }: RowRequest,
): AsyncGenerator<Batch> {
  const { BSON } = await import('mongodb');
  const [last] = after ?? [];
  const place = last === undefined ? undefined : (BSON.EJSON.parse(last, { relaxed: false }) as { id: unknown }).id;
  const rest = place === undefined ? filter : { $and: [filter, beyond(place)] };
  const cursor = collection.find(rest, {
    sort: { _id: 1 },
    batchSize: size,
    projection: projectionOf(choices.map(({ column }) => column)),
    // Exact beyond 2^53.
    useBigInt64: true,
    signal,
  });
  const paths = choices.map(({ field, column }) => ({ field, path: column.split('.') }));
  let kind = place === undefined ? undefined : kindOf(place);
  try {
    while (await cursor.hasNext()) {
      const documents = cursor.readBufferedDocuments();
      const rows = documents.map((document) => [
        textOf(document['_id']),
        ...paths.map(({ field, path }) =>
          textOf(path.length === 1 ? document[path[0]] : valueAt(document, path), field),
        ),
      ]);
      for (const { _id: id } of documents) {
        kind ??= kindOf(id);
        if (kind !== kindOf(id)) kind = 'several';
      }
      const { _id: id } = documents.at(-1)!;
      const isPlace = kind !== undefined && Object.hasOwn(aliases, kind);
      yield { rows, ...(isPlace && { after: [BSON.EJSON.stringify({ id }, { relaxed: false })] }) };
    }
  } finally {
    await cursor.close();
  }
}

/** All ids after one: the greater ones of its kind, and all of other kinds, since those before it have not come. */
function beyond(id: unknown): Filter<Document> {
  const others = { $not: { $type: aliases[kindOf(id)] } };
  return { $or: [{ _id: { $gt: id } }, { _id: others }] } as Filter<Document>;
}

/** The kinds of ids that can be gone on from, and what MongoDB calls them. */
const aliases: Readonly<Record<string, string>> = {
  number: 'number',
  string: 'string',
  ObjectId: 'objectId',
  Binary: 'binData',
  Date: 'date',
};

/** Ids of one kind can be compared with each other. */
function kindOf(id: unknown): string {
  if (typeof id === 'bigint') return 'number';
  if (typeof id !== 'object' || id === null) return typeof id;
  const type = (id as { _bsontype?: string })._bsontype ?? (id instanceof Date ? 'Date' : 'object');
  return ['Decimal128', 'Double', 'Int32', 'Long'].includes(type) ? 'number' : type;
}

/** Only what is wanted; a path within another is a part of what that one gives. */
function projectionOf(paths: readonly string[]): Record<string, 1> {
  const outer = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`)));
  return Object.fromEntries(['_id', ...outer].map((path) => [path, 1 as const]));
}
