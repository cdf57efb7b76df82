import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { TableName } from '../../dataset/schema.ts';
import type { FilmDetails } from '../contract.ts';

/** What the tables of a data set say of a film, and ratings do not. */
export type FilmFacts = Pick<
  FilmDetails,
  'directors' | 'actors' | 'keywords' | 'plot' | 'runtime' | 'language' | 'imdb' | 'tmdb'
>;

export interface FilmFactsReader {
  of(film: string): Promise<FilmFacts>;
  close(): Promise<void>;
}

/** Films whose facts are kept; a few kilobytes each. */
const keptAtMost = 2000;

/**
 * Reads what a cleaned data set says of films, one by one as they are asked for: a few milliseconds by the database's own
 * thread, then from memory. Tables that are not there say nothing.
 */
export function openFilmFacts(folder: string, context: Context): FilmFactsReader {
  /** Those asked for last come last. */
  const known = new Map<string, Promise<FilmFacts>>();
  let opened: Promise<Tables> | undefined;
  return {
    of(film) {
      const facts = known.get(film) ?? (opened ??= openTables(folder, context)).then((tables) => read(tables, film));
      known.delete(film);
      known.set(film, facts);
      facts.catch(() => known.delete(film));
      if (known.size > keptAtMost) known.delete(known.keys().next().value!);
      return facts;
    },
    async close() {
      await (await opened)?.database.close();
    },
  };
}

interface Tables {
  readonly database: Database;
  /** A table's file as a FROM clause; without rows where there is no such table. */
  readonly from: (table: TableName) => string;
}

const empty = {
  people: `(SELECT '' AS movie, '' AS name, '' AS role, 0 AS position WHERE false)`,
  keywords: `(SELECT '' AS movie, '' AS keyword WHERE false)`,
  plots: `(SELECT '' AS movie, '' AS plot WHERE false)`,
  details: `(SELECT '' AS movie, 0 AS runtime, '' AS language WHERE false)`,
  links: `(SELECT '' AS movie, '' AS imdb, '' AS tmdb WHERE false)`,
};

async function openTables(folder: string, context: Context): Promise<Tables> {
  const found = new Map<string, string>();
  for (const [table, nothing] of Object.entries(empty)) {
    const path = join(folder, `${table}.parquet`);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    found.set(table, isThere ? `read_parquet(${quoted(path)})` : nothing);
  }
  return { database: await Database.open(folder, { ...context, threads: 1 }), from: (table) => found.get(table)! };
}

async function read({ database, from }: Tables, film: string): Promise<FilmFacts> {
  const of = (table: TableName): string => `FROM ${from(table)} WHERE movie = ${quoted(film)}`;
  const names = (role: string): string =>
    `(SELECT list(name ORDER BY position) ${of('people')} AND role = ${quoted(role)})`;
  const facts = await database.row<Record<keyof FilmFacts, unknown>>(`SELECT
    ${names('director')} AS directors,
    ${names('cast')} AS actors,
    (SELECT list(DISTINCT keyword ORDER BY keyword) ${of('keywords')}) AS keywords,
    (SELECT any_value(plot) ${of('plots')}) AS plot,
    (SELECT any_value(runtime) ${of('details')}) AS runtime,
    (SELECT any_value(language) ${of('details')}) AS language,
    (SELECT any_value(imdb) ${of('links')}) AS imdb,
    (SELECT any_value(tmdb) ${of('links')}) AS tmdb`);
  const { directors, actors, keywords, imdb, ...rest } = facts as unknown as FilmFacts;
  return {
    ...rest,
    directors: directors ?? [],
    actors: actors ?? [],
    keywords: keywords ?? [],
    imdb: imdb === null ? null : `tt${imdb.replace(/^tt/, '').padStart(7, '0')}`,
  };
}
