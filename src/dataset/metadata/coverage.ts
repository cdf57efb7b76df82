import { join } from 'node:path';
import { quoted, type Database } from '../../artifacts/database.ts';
import type { TableName } from '../schema.ts';

/** What may be known of a film: the table that it stands in, and which of its rows say something. */
const kinds = {
  people: { table: 'people', where: 'true' },
  plots: { table: 'plots', where: 'true' },
  keywords: { table: 'keywords', where: 'true' },
  runtime: { table: 'details', where: 'runtime IS NOT NULL' },
  votes: { table: 'votes', where: 'true' },
  tags: { table: 'tags', where: 'true' },
  genome: { table: 'genome', where: 'true' },
} as const satisfies Record<string, { table: TableName; where: string }>;

/** Of how many films something is known. */
export interface Coverage {
  readonly kind: keyof typeof kinds;
  readonly films: number;
  /** The part of the catalog's films, from 0 to 1. */
  readonly ofFilms: number;
  /** The part of the ratings (or events) that are of such films. */
  readonly ofRatings: number;
}

/**
 * Makes table `catalog` of a set that was just converted: every film that is listed or rated, and how often it was rated.
 */
export async function makeCatalog(database: Database, folder: string, tables: ReadonlySet<TableName>): Promise<void> {
  const moviesOf = (table: TableName): string => `SELECT movie FROM ${quoted(join(folder, `${table}.parquet`))}`;
  const rated = (['ratings', 'events'] as const).filter((table) => tables.has(table)).map(moviesOf);
  const listed = tables.has('movies') ? moviesOf('movies') : 'SELECT NULL::VARCHAR AS movie WHERE false';
  await database.run(`CREATE TEMP TABLE catalog AS SELECT movie, coalesce(ratings, 0) AS ratings
    FROM (SELECT DISTINCT movie FROM (${listed}))
    FULL JOIN (SELECT movie, count(*) AS ratings FROM (${rated.join(' UNION ALL ')}) GROUP BY movie) USING (movie)`);
}

/** Of how many films of table `catalog` a set's tables know what; of what has no table nothing is said. */
export async function coverageOf(
  database: Database,
  folder: string,
  tables: ReadonlySet<TableName>,
): Promise<Coverage[]> {
  const found: Coverage[] = [];
  for (const [kind, { table, where }] of Object.entries(kinds)) {
    if (!tables.has(table)) continue;
    const known = `SELECT movie FROM ${quoted(join(folder, `${table}.parquet`))} WHERE ${where}`;
    const counts = await database.row<Omit<Coverage, 'kind'>>(`SELECT count(*) FILTER (is_known) AS films,
        coalesce(films / nullif(count(*), 0), 0) AS ofFilms,
        coalesce(sum(ratings) FILTER (is_known) / nullif(sum(ratings), 0), 0)::DOUBLE AS ofRatings
      FROM (SELECT ratings, movie IN (${known}) AS is_known FROM catalog)`);
    found.push({ kind: kind as Coverage['kind'], ...counts });
  }
  return found;
}
