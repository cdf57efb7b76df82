import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Database, quoted } from '../artifacts/database.ts';
import { requireManifest, runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { cleanEvents } from '../dataset/cleaning/clean-events.ts';
import { cleanFilms, dropUnratedFilms, parquet } from '../dataset/cleaning/clean-films.ts';
import { cleanRatings, type CleaningStep } from '../dataset/cleaning/clean-ratings.ts';
import { relevantFrom, type Feedback, type Scale } from '../dataset/ratings.ts';
import { tableNames } from '../dataset/schema.ts';
import { roleNames } from '../dataset/splits/role.ts';
import { splitRatings } from '../dataset/splits/split-ratings.ts';
import { asked } from './clean/asked.ts';
import { exampleUser, writeTables } from './clean/write-tables.ts';

export interface CleanOptions {
  readonly workspace: Workspace;
  readonly dataset?: string | undefined;
  /** What to do about the ratings, see CleaningOptions. */
  readonly scale?: Scale | undefined;
  readonly rescale?: Scale | undefined;
  readonly minUserRatings?: number | undefined;
  readonly minMovieRatings?: number | undefined;
  /** Make films that stand in the list twice one; true unless the format has ids that tell films apart. */
  readonly mergeFilms?: boolean | undefined;
  /** How the test ratings are chosen, and which share of the ratings (or people) they are. */
  readonly split?: string | undefined;
  readonly test?: number | undefined;
  readonly force?: boolean | undefined;
}

export interface Counts {
  readonly ratings: number;
  readonly users: number;
  readonly movies: number;
}

export interface CleanResult {
  readonly dataset: string;
  readonly feedback: Feedback;
  readonly simulated: boolean;
  readonly scale: Scale;
  /** A rating from here on is a good one. */
  readonly relevant: number;
  readonly hasTimes: boolean;
  readonly before: Counts;
  /** `movies` are those with a rating; the catalog has `catalog` films. */
  readonly after: Counts & { readonly catalog: number; readonly density: number };
  readonly steps: readonly CleaningStep[];
  readonly split: { readonly name: string; readonly seed: number; readonly share: number } & Record<string, unknown>;
  /** The id of a person to try things with: 42, if there is one. */
  readonly exampleUser: string;
  /** Relative to the workspace, or the address. */
  readonly path: string;
  /** What did the work, where that was not this process. */
  readonly engine?: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/**
 * Cleans an ingested data set: duplicates, ranges, times, titles, genres, and holds out the test ratings. Writes
 * `ratings.parquet` (user and item as indexes into users.parquet and movies.parquet, rating, time, part),
 * `users.parquet`, `movies.parquet` and the other tables under clean ids.
 * @throws MISSING_ARTIFACT, NO_RATINGS, NOTHING_TO_TEST, USAGE
 */
export async function clean(options: CleanOptions, context: Context): Promise<Fresh<CleanResult>> {
  const { workspace } = options;
  const dataset = await workspace.dataset(options.dataset);
  const interim = workspace.interim(dataset);
  const ingested = await requireManifest(
    interim,
    `"${dataset}" is not ingested`,
    `movierec ingest --dataset ${dataset}`,
  );
  const files = (await readdir(interim)).filter((name) => name.endsWith('.parquet'));
  const tables = new Set(tableNames.filter((table) => files.includes(`${table}.parquet`)));
  const { cleaning, format, split, mergeFilms, options: resolved } = asked(options, ingested);

  return runStage(
    {
      workspace,
      stage: 'clean',
      dataset,
      folder: workspace.processed(dataset),
      options: resolved,
      inputs: files.sort().map((name) => join(interim, name)),
      force: options.force ?? false,
    },
    context,
    (folder) =>
      Database.use(folder, context, async (database): Promise<CleanResult> => {
        const started = context.now();
        const feedback: Feedback = tables.has('ratings') ? 'explicit' : 'implicit';
        context.log(`Cleaning "${dataset}"`);
        // Ratings are read from the file as often as they are needed: as a table of strings they would not fit.
        const earlier = feedback === 'implicit' ? await cleanEvents(database, parquet(interim, 'events')) : [];
        if (feedback === 'explicit') {
          await database.run(`CREATE TEMP VIEW raw AS SELECT user, movie, rating, timestamp, file_row_number AS position
            FROM ${parquet(interim, 'ratings')}`);
        }
        const before = await database.row<Counts>(`SELECT count(*) AS ratings, count(DISTINCT user) AS users,
          count(DISTINCT movie) AS movies FROM raw`);
        await cleanFilms(database, interim, tables, mergeFilms);
        const { steps, scale, hasTimes } = await cleanRatings(
          database,
          feedback,
          { ...cleaning, scale: cleaning.scale ?? format.scale ?? undefined },
          context,
          earlier,
        );
        if (cleaning.minMovieRatings > 1) await dropUnratedFilms(database);
        const parts = await writeRatings(database, folder, { split, hasTimes }, context);
        await writeTables(database, interim, folder, tables);
        const after = await database.row<Counts & { catalog: number }>(`SELECT count(*) AS ratings,
          count(DISTINCT user) AS users, count(DISTINCT item) AS movies,
          (SELECT count(*) FROM films) AS catalog FROM ratings`);
        return {
          dataset,
          feedback,
          simulated: format.simulated,
          scale,
          relevant: relevantFrom(scale, feedback),
          hasTimes,
          before,
          after: { ...after, density: after.ratings / (after.users * after.movies) },
          steps,
          split: { ...split, seed: context.seed, ...parts },
          exampleUser: await exampleUser(database),
          path: relative(workspace.root, workspace.processed(dataset)),
          seconds: (context.now() - started) / 1000,
        };
      }),
  );
}

/** Writes the ratings and returns how many went to each part. */
async function writeRatings(
  database: Database,
  folder: string,
  { split, hasTimes }: { split: { name: string; share: number }; hasTimes: boolean },
  context: Context,
): Promise<Record<string, number>> {
  const counts = await database.row<{ rows: number; users: number; items: number }>(`SELECT
    (SELECT count(*) FROM ratings) AS rows, (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM films) AS items`);
  const [user, item, time] = await database.columns('SELECT user, item, time FROM ratings', counts.rows, [
    Int32Array,
    Int32Array,
    Uint32Array,
  ]);
  const [roles] = splitRatings(
    split.name,
    { user, item, users: counts.users, items: counts.items, time: hasTimes ? time : undefined },
    { share: split.share, folds: Math.min(100, Math.max(2, Math.round(1 / split.share))), seed: context.seed },
  );
  await database.run('CREATE TEMP TABLE roles (role UTINYINT)');
  await database.insertColumn('roles', roles);
  const part = `[${roleNames.map(quoted).join(', ')}][role + 1]`;
  await database.run(`COPY (SELECT user, item, rating, ${hasTimes ? 'nullif(time, 0)' : 'NULL'}::UINTEGER AS time,
    ${part} AS part FROM ratings POSITIONAL JOIN roles) TO ${quoted(join(folder, 'ratings.parquet'))} (FORMAT parquet)`);
  const parts = Object.fromEntries(roleNames.map((name) => [name, 0]));
  for (const role of roles) parts[roleNames[role]]++;
  return parts;
}
