import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import { manifestName, readManifest, type ManifestFile } from '../../artifacts/manifest.ts';
import type { Context } from '../../context.ts';
import { cleanFilms, keepFilms } from '../../dataset/cleaning/clean-films.ts';
import { noneLeft, numberPeople, stepsOf, type CleaningStep } from '../../dataset/cleaning/clean-ratings.ts';
import { detectScale, type RatingCount } from '../../dataset/cleaning/detect-scale.ts';
import { latestTime } from '../../dataset/cleaning/known-time.ts';
import { faultsSql, latestFirst, soundSql, type Faults } from '../../dataset/cleaning/ratings-sql.ts';
import { relevantFrom, type Scale } from '../../dataset/ratings.ts';
import { schema, tableNames } from '../../dataset/schema.ts';
import { byUser } from '../../dataset/splits/by-user.ts';
import { byUserSql } from '../../dataset/splits/by-user-sql.ts';
import { splitOf } from '../../dataset/splits/registry.ts';
import { roleNames, type RoleName } from '../../dataset/splits/role.ts';
import { splitRatings } from '../../dataset/splits/split-ratings.ts';
import { MovierecError } from '../../errors.ts';
import { withExchange } from '../../spark/exchange.ts';
import { placeElsewhere } from '../../spark/place-elsewhere.ts';
import { refuse, type Lack } from '../../spark/query.ts';
import { submit } from '../../spark/submit.ts';
import type { Cluster } from '../../spark/submitters/submitter.ts';
import type { CleanResult, Counts } from '../clean.ts';
import type { CleanJob } from '../engines/engine.ts';
import { asked } from './asked.ts';
import { manifestOf } from './manifest-of.ts';
import { requireFree } from './require-free.ts';
import { exampleUser, writeTables } from './write-tables.ts';

/** What has a row for each film, person or value of a rating, and comes here. */
const counts = {
  movie_counts: 'SELECT r.movie, count(*) AS ratings FROM raw r GROUP BY r.movie',
  rating_counts: 'SELECT r.rating, count(*) AS count FROM raw r GROUP BY r.rating',
  people: 'SELECT DISTINCT r.user FROM raw r',
};

/** What Spark says of the ratings that it has cleaned. */
interface Cleaned {
  readonly faults: Faults;
  readonly twins: number;
  readonly sparse: number;
  readonly ratings: number;
  readonly parts: Readonly<Partial<Record<RoleName, number>>>;
  readonly file: Omit<ManifestFile, 'path'>;
}

/**
 * Cleans an ingested data set that lies at an address. Spark does what is done to every rating, by the SQL of this
 * machine where both take it; films, and the names of people, come here and are cleaned as ever. Three jobs: to count,
 * to clean, and to lay down the rest.
 * @throws MISSING_FILE, BAD_COLUMNS, NOT_A_DATASET, UNSUPPORTED, NO_RATINGS, NOT_WRITABLE
 */
export function cleanBySpark(
  { from: source, out: target, dataset, options }: Omit<CleanJob, 'log'>,
  engine: Readonly<Record<string, string>>,
  cluster: Cluster,
  context: Context,
): Promise<CleanResult> {
  const started = context.now();
  const [from, out] = [source, target].map(placeElsewhere);
  requireByUser(options.split, options.test);
  return withExchange(cluster, async (exchange) => {
    const { local: folder } = exchange;
    const ask = <T extends object>(task: string, request: object): Promise<T> =>
      submit<T>(cluster, { task, exchange, out, ...request }, context);

    const needs = 'ratings.parquet';
    const small = tableNames.filter((table) => table !== 'ratings' && table !== 'events');
    const { there, found, ...lacking } = await ask<{ there: string[]; found: string[]; lack?: Lack }>(
      'look_before_cleaning',
      {
        from,
        needs,
        tables: { raw: { path: `${from}/${needs}`, columns: Object.keys(schema.ratings) } },
        files: {
          ...Object.fromEntries(
            [manifestName, ...small.map((table) => `${table}.parquet`)].map((file) => [
              file,
              { path: `${from}/${file}`, needed: file === manifestName },
            ]),
          ),
          [`earlier/${manifestName}`]: { path: `${out}/${manifestName}`, needed: false },
        },
        queries: counts,
      },
    );
    if (there.includes('events.parquet')) throw madeOfEvents(source);
    if (!there.includes(needs)) refuse({ lack: { path: `${from}/${needs}` } });
    refuse(lacking);
    const ingested = await readManifest(folder);
    if (ingested?.stage !== 'ingest') {
      const hint = 'Give the folder that movierec ingest wrote: data/interim/SET of a workspace.';
      throw new MovierecError('NOT_A_DATASET', `what is at ${source} is no ingested data set.`, hint);
    }
    await requireFree(found, join(folder, 'earlier'), target);

    const tables = new Set(small.filter((table) => there.includes(`${table}.parquet`)));
    const { cleaning, format, split, mergeFilms, options: resolved } = asked(options, ingested);
    return Database.use(folder, context, async (database) => {
      const of = (result: string): string => `read_parquet(${quoted(join(folder, result, '*.parquet'))})`;
      context.log(`Cleaning "${dataset}"`);
      const before = await database.row<Counts>(`SELECT sum(ratings)::BIGINT AS ratings,
        (SELECT count(user) FROM ${of('people')}) AS users, count(movie) AS movies FROM ${of('movie_counts')}`);
      await cleanFilms(database, folder, tables, mergeFilms, of('movie_counts'));
      await numberPeople(database, of('people'));
      const given = cleaning.scale ?? format.scale ?? undefined;
      const scale: Scale =
        given ?? detectScale(await database.rows<RatingCount>(`FROM ${of('rating_counts')} ORDER BY rating`));
      for (const table of ['user_ids', 'film_ids']) {
        await database.run(`COPY ${table} TO ${quoted(join(folder, `${table}.parquet`))} (FORMAT parquet)`);
      }
      const latest = latestTime(context);
      const dropsFilms = cleaning.minMovieRatings > 1;
      const cleaned = await ask<Cleaned>('clean_ratings', {
        ratings: `${from}/${needs}`,
        faults: faultsSql(scale, latest),
        sound: soundSql(scale, cleaning.rescale, latest),
        latestFirst,
        least: { user: cleaning.minUserRatings, item: cleaning.minMovieRatings },
        dropsFilms,
        split: byUserSql('numbered', { share: split.share, seed: context.seed }),
      });
      const { faults, twins, sparse, ratings } = cleaned;
      const steps: CleaningStep[] = stepsOf({ ...faults, twins, sparse }, scale, cleaning);
      if (ratings === 0) throw noneLeft(steps);

      await database.run(`CREATE TEMP TABLE users AS SELECT u.user, k.index FROM user_ids u JOIN ${of('kept_users')} k
        ON u.index = k.old ORDER BY k.index`);
      if (dropsFilms) await keepFilms(database, `(SELECT old AS item FROM ${of('kept_items')})`);
      const written = join(folder, 'processed');
      await mkdir(written);
      await writeTables(database, folder, written, tables);
      const after = await database.row<Omit<CleanResult['after'], 'density'>>(`SELECT ${ratings} AS ratings,
        (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM ${of('kept_items')}) AS movies,
        (SELECT count(*) FROM films) AS catalog`);
      const ownScale = cleaning.rescale ?? scale;
      const result: CleanResult = {
        dataset,
        feedback: 'explicit',
        simulated: format.simulated,
        scale: ownScale,
        relevant: relevantFrom(ownScale, 'explicit'),
        hasTimes: faults.timed > 0,
        before,
        after: { ...after, density: after.ratings / (after.users * after.movies) },
        steps,
        split: {
          ...split,
          seed: context.seed,
          ...Object.fromEntries(roleNames.map((name) => [name, cleaned.parts[name] ?? 0])),
        },
        exampleUser: await exampleUser(database),
        path: target,
        engine,
        seconds: (context.now() - started) / 1000,
      };
      const made = { result, options: resolved, ingested, folder: written, started };
      const manifest = await manifestOf({ ...made, ratings: { path: needs, ...cleaned.file } }, context);
      await writeFile(join(written, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
      await ask('finish_cleaning', {
        files: manifest.outputs.map(({ path }) => path).filter((path) => path !== needs),
      });
      return result;
    });
  });
}

/**
 * The other splits need all ratings in one order, and so one machine.
 * @throws UNSUPPORTED; OPTION_RANGE for a share
 */
function requireByUser(name = byUser.name, share?: number): void {
  splitOf(name);
  if (name !== byUser.name) {
    throw new MovierecError(
      'UNSUPPORTED',
      `Spark does not hold ratings out by the split ${name}.`,
      `Use --split ${byUser.name}, or clean in a workspace.`,
    );
  }
  const none = new Int32Array();
  splitRatings(name, { user: none, item: none, users: 0, items: 0 }, share === undefined ? {} : { share });
}

const madeOfEvents = (address: string): MovierecError =>
  new MovierecError(
    'UNSUPPORTED',
    `the data set at ${address} has events, and of these Spark makes no strengths.`,
    'Bring it into a workspace, and run movierec clean there.',
  );
