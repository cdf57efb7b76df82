import { openMongodb } from '../connections/mongodb.ts';
import { durablyOn } from '../connections/mongodb/durably-on.ts';
import { isDuplicate } from '../connections/mongodb/is-duplicate.ts';
import { openVersions } from '../connections/mongodb/versions.ts';
import { MovierecError } from '../errors.ts';
import type { Counts, Edition, PartName } from './edition.ts';
import { openTurns } from './mongodb/turns.ts';
import type { Batch, Sink, State } from './sink.ts';

/** The version of the layout below; one more with every change of it. */
const schemaVersion = 1;

/**
 * Versions in collections of MongoDB, or of what speaks its protocol. Each version has collections of its own, such as
 * `PREFIX17_lists` with one document a person, whose `_id` is the person's id: removing one takes no time. The document
 * of a data set in `PREFIXcurrent` says which are to be read.
 */
export async function openMongodbSink(address: string, prefix: string): Promise<Sink> {
  const mongodb = await openMongodb(address);
  const { client, database, shown, explain } = mongodb;
  const durably = await durablyOn(mongodb).catch(async (error: unknown) => {
    await client.close();
    throw explain(error);
  });
  const guard = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => Promise.reject(explain(error)));
  const schema = database.collection<{ _id: string; version: number }>(`${prefix}schema`);
  const current = database.collection<CurrentDocument>(`${prefix}current`);
  const versions = database.collection<VersionDocument>(`${prefix}versions`);
  const collectionOf = (version: number, part: PartName | 'films'): string => `${prefix}${version}_${part}`;
  /** What the server's clock is ahead. */
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const turns = openTurns({ database, name: `${prefix}turns`, durably }, now);
  /** Counts the numbers that versions were given: two data sets may begin one at once. */
  const numbers = openVersions({ database, name: `${prefix}numbers`, blank: {}, apply: (state) => state, durably });
  const newNumber = (): Promise<number> =>
    numbers.change('versions', ({ version }) => ({ change: {}, result: version + 1 }));

  return {
    shown,
    prepare: () =>
      guard(
        (async () => {
          const hello = (await database.command({ hello: 1 })) as { localTime?: Date };
          ahead = (hello.localTime?.getTime() ?? Date.now()) - Date.now();
          const found = await schema.findOne({ _id: 'schema' });
          if (found === null) {
            await schema.insertOne({ _id: 'schema', version: schemaVersion }).catch(ignoreExisting);
          } else if (found.version > schemaVersion) {
            throw newer(shown, prefix, found.version);
          }
        })(),
      ),

    hold: (dataset, holder, seconds) =>
      guard(
        (async () => {
          await current.insertOne({ _id: dataset, version: null, collections: {}, turn: 0 }).catch(ignoreExisting);
          const { number, ...hold } = await turns.begin(dataset, holder, seconds);
          // From here on nobody whose turn was before this one can switch.
          await current.updateOne({ _id: dataset, turn: { $lt: number } }, { $set: { turn: number } });
          return hold;
        })(),
      ),
    renew: (dataset, holder, seconds) => guard(turns.extend(dataset, holder, seconds)),
    release: (dataset, holder) => guard(turns.end(dataset, holder)),

    state: (dataset) =>
      guard(
        (async (): Promise<State> => {
          const found = await versions.find({ dataset }).toArray();
          return {
            current: (await current.findOne({ _id: dataset }))?.version ?? null,
            versions: found.map(({ _id, key, model, complete, published, counts }) => {
              return { number: _id, key, model, complete, published, counts };
            }),
          };
        })(),
      ),

    begin: ({ dataset, model, key, films }, beat) =>
      guard(
        (async () => {
          const version = await newNumber();
          const entry = { dataset, model, key, complete: false, published: null, counts: {} };
          await versions.insertOne({ _id: version, ...entry });
          const isKnown = films.some(({ title }) => title !== undefined);
          for (let from = 0; isKnown && from < films.length; from += filmsAtOnce) {
            await beat();
            const documents = films
              .slice(from, from + filmsAtOnce)
              .map(({ id, title = id, year = null, genres = [] }) => ({ _id: id, title, year, genres }));
            await database.collection<TextId>(collectionOf(version, 'films')).insertMany(documents, { ordered: false });
          }
          return version;
        })(),
      ),
    write: (version, edition, batch) =>
      guard(
        database
          .collection<TextId>(collectionOf(version, batch.part))
          .insertMany([...documentsOf(edition, batch)], { ordered: false })
          .then(() => undefined),
      ),
    finish: (version, counts) =>
      guard(versions.updateOne({ _id: version }, { $set: { complete: true, counts } }).then(() => undefined)),
    switchTo: (dataset, version, holder, published) =>
      guard(
        (async () => {
          const turn = await turns.numberOf(dataset, holder);
          const entry = await versions.findOne({ _id: version });
          if (turn === null || entry === null) return false;
          // Before, so that what is in force always has its time; for itself it changes nothing that is read.
          if (published !== undefined) await versions.updateOne({ _id: version }, { $set: { published } });
          const parts = [...partNames, 'films' as const].filter((part) => (entry.counts[part] ?? 0) > 0);
          const collections = Object.fromEntries(parts.map((part) => [part, collectionOf(version, part)]));
          const { matchedCount } = await current.updateOne(
            { _id: dataset, turn },
            { $set: { version, model: entry.model, collections } },
          );
          return matchedCount === 1;
        })(),
      ),
    remove: (version, beat) =>
      guard(
        (async () => {
          await versions.updateOne({ _id: version }, { $set: { complete: false } });
          for (const part of [...partNames, 'films'] as const) {
            await database.dropCollection(collectionOf(version, part)).catch(ignoreMissing);
            await beat();
          }
          await versions.deleteOne({ _id: version });
        })(),
      ),
    close: () => client.close(),
  };
}

const filmsAtOnce = 1000;
const partNames: readonly PartName[] = ['lists', 'similar', 'userFactors', 'filmFactors'];

interface TextId {
  _id: string;
  [field: string]: unknown;
}
interface VersionDocument {
  _id: number;
  dataset: string;
  model: string;
  key: string;
  complete: boolean;
  published: number | null;
  counts: Counts;
}
interface CurrentDocument {
  /** The data set. */
  _id: string;
  version: number | null;
  model?: string;
  /** The names of the collections to read, by what is in them. */
  collections: Readonly<Record<string, string>>;
  /** The number of the last turn in which it could be changed. */
  turn: number;
}

function* documentsOf({ people, films }: Edition, batch: Batch): Generator<TextId> {
  const idOf = (of: number): string =>
    batch.part === 'lists' || batch.part === 'userFactors' ? people[of] : films[of].id;
  if (batch.part === 'userFactors' || batch.part === 'filmFactors') {
    for (const { of, vector } of batch.rows) yield { _id: idOf(of), factors: Array.from(vector) };
    return;
  }
  for (const { of, items, scores, own = items.length, fallback } of batch.rows) {
    yield {
      _id: idOf(of),
      movies: Array.from(items, (item) => films[item].id),
      scores: Array.from(scores),
      ...(own < items.length && { own, fallback }),
    };
  }
}

const newer = (shown: string, prefix: string, found: number): MovierecError =>
  new MovierecError(
    'NEWER_SCHEMA',
    `${shown} has collections ${prefix}… of a later movierec (schema ${found}; this one writes ${schemaVersion}).`,
    'Update movierec, or publish beside them with --prefix.',
  );

function ignoreExisting(error: unknown): void {
  if (!isDuplicate(error)) throw error;
}
function ignoreMissing(error: { code?: number }): void {
  if (error.code !== 26) throw error;
}
