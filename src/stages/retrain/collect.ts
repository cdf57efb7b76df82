import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import { runStage } from '../../artifacts/run-stage.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import { schema } from '../../dataset/schema.ts';
import type { EventKind, Store } from '../../store/store.ts';

/** What was read from the service's store. */
export interface Collected {
  readonly people: number;
  readonly ratings: number;
  readonly events: number;
}

/** Begins the names of people of the service: no data set has such by accident. */
export const servicePrefix = 'service:';

/** Where it stands. */
export const collectedFolder = (workspace: Workspace, dataset: string): string =>
  join(workspace.service(dataset), 'collected');

/** What came of its recommendations, as `movierec report` reads it. */
export const collectedEvents = (workspace: Workspace, dataset: string): string =>
  join(collectedFolder(workspace, dataset), 'events.parquet');

/** How many rows are asked of the store at a time. */
const page = 5000;

/** What the service calls an event, as data sets do; that a film may be shown again is nothing that they know. */
const eventNames: Readonly<Record<EventKind, string | undefined>> = {
  ...{ shown: 'shown', clicked: 'clicked', hidden: 'hidden', played: 'play' },
  unhidden: undefined,
};

/**
 * Reads all that people have rated and done, a page at a time, while the service goes on, and writes it to
 * data/service/<set>/collected/: `ratings.parquet` by person and film and `events.parquet` in the order in which they
 * came, with the columns that interim tables have. Who was deleted is not in it any more.
 * @throws BUSY, STORE_FAILED
 */
export function collect(workspace: Workspace, dataset: string, store: Store, context: Context): Promise<Collected> {
  return runStage(
    {
      workspace,
      stage: 'collect',
      dataset,
      folder: collectedFolder(workspace, dataset),
      options: {},
      inputs: [],
      force: true,
    },
    context,
    (temporary) =>
      Database.use(temporary, context, async (database): Promise<Collected> => {
        for (const table of ['ratings', 'events'] as const) {
          const columns = Object.entries(schema[table]).map(([name, type]) => `"${name}" ${type}`);
          await database.run(`CREATE TABLE ${table} (${columns.join(', ')})`);
        }
        let people = 0;
        let [ratings, last] = [0, ''];
        for await (const rows of ratingPages(store)) {
          for (const { person } of rows) {
            if (person !== last) people++;
            last = person;
          }
          ratings += rows.length;
          const given = rows.map(({ person, film, rating, at }) => [named(person), film, rating, inSeconds(at)]);
          await database.insert('ratings', given);
        }
        let events = 0;
        for await (const rows of eventPages(store)) {
          const known = rows.flatMap(({ person, film, kind, at }) => {
            const event = eventNames[kind];
            return event === undefined ? [] : [[named(person), film, event, null, inSeconds(at)]];
          });
          events += known.length;
          await database.insert('events', known);
        }
        for (const table of ['ratings', 'events']) {
          const path = join(temporary, `${table}.parquet`);
          await database.run(`COPY ${table} TO ${quoted(path)} (FORMAT parquet)`);
        }
        return { people, ratings, events };
      }),
  );
}

const named = (person: string): string => `${servicePrefix}${person}`;
const inSeconds = (at: number): number => Math.floor(at / 1000);

async function* ratingPages(store: Store): AsyncGenerator<Awaited<ReturnType<Store['ratingsAfter']>>> {
  let last: { person: string; film: string } | undefined;
  for (;;) {
    const rows = await store.ratingsAfter(last, page);
    if (rows.length === 0) return;
    yield rows;
    last = rows[rows.length - 1];
  }
}

async function* eventPages(store: Store): AsyncGenerator<Awaited<ReturnType<Store['eventsAfter']>>> {
  let last = 0;
  for (;;) {
    const rows = await store.eventsAfter(last, page);
    if (rows.length === 0) return;
    yield rows;
    last = rows[rows.length - 1].number;
  }
}
