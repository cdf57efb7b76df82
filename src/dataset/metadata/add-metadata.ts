import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quoted, type Database } from '../../artifacts/database.ts';
import type { Desk } from '../parsing/write-table.ts';
import { schema, type TableName } from '../schema.ts';
import type { RawFiles } from '../sources/raw-files.ts';
import { joinFilms, type JoinCounts } from './join-films.ts';
import { metadataNames, type MetadataKind, type MetadataSource, type MetadataTable } from './metadata-source.ts';
import { makeWantedFilms } from './wanted-films.ts';

/** Metadata files that were found and whose layout is known. */
export interface OpenMetadata {
  readonly source: MetadataSource;
  readonly files: RawFiles;
}

/** How the films of a set were found in metadata. */
export interface MetadataJoin extends JoinCounts {
  readonly kind: MetadataKind;
  readonly layout: string;
}

/** Tables with several rows a film: which rows go together, and their order. Others have one row, whose values count alone. */
const groups: Readonly<Partial<Record<MetadataTable, { by: string; order: string }>>> = {
  people: { by: 'movie, role', order: 'role, position, name' },
  plots: { by: 'movie', order: 'plot' },
  keywords: { by: 'movie', order: 'keyword' },
};
const metadataTables = ['people', 'plots', 'keywords', 'votes', 'details'] as const satisfies readonly MetadataTable[];

/**
 * Joins metadata to the films of a set that was just converted to `folder`, and writes the tables anew. What the set
 * brings itself counts most, then the first source, and so on: for people by film and role, for plots and keywords by
 * film, for votes and details value by value. Returns the rows of the tables it wrote.
 */
export async function addMetadata(
  sources: readonly OpenMetadata[],
  tables: ReadonlySet<TableName>,
  idsOfImdb: boolean,
  desk: Desk,
): Promise<{ tables: Partial<Record<MetadataTable, number>>; joins: MetadataJoin[] }> {
  const { database, folder, context } = desk;
  await makeWantedFilms(database, folder, tables, idsOfImdb);
  const parts = new Map<MetadataTable, string[]>();
  for (const table of metadataTables) {
    if (tables.has(table)) parts.set(table, [`SELECT * FROM ${quoted(join(folder, `${table}.parquet`))}`]);
  }
  const joins: MetadataJoin[] = [];
  for (const [at, { source, files }] of sources.entries()) {
    const { kind, name: layout } = source;
    context.progress(at, sources.length, metadataNames[kind]);
    const reading = await source.read(files, desk);
    const counts = await joinFilms(database, reading.titles);
    joins.push({ kind, layout, ...counts });
    context.log(said(kind, counts));
    for (const [table, select] of Object.entries(await reading.tables()) as [MetadataTable, string][]) {
      const name = `known_${kind}_${table}`;
      await database.run(`CREATE TEMP TABLE ${name} AS ${select}`);
      parts.set(table, [...(parts.get(table) ?? []), `SELECT * FROM ${name}`]);
    }
  }
  context.progress(sources.length, sources.length, 'metadata');
  const written: Partial<Record<MetadataTable, number>> = {};
  for (const [table, selects] of parts) {
    const rows = await writeMerged(database, folder, table, selects);
    if (rows > 0) written[table] = rows;
  }
  return { tables: written, joins };
}

async function writeMerged(
  database: Database,
  folder: string,
  table: MetadataTable,
  selects: readonly string[],
): Promise<number> {
  const columns = Object.entries(schema[table]).map(([column, type]) => `"${column}"::${type} AS "${column}"`);
  const all = selects
    .map((select, rank) => `SELECT ${columns.join(', ')}, ${rank} AS rank FROM (${select})`)
    .join(' UNION ALL ');
  const values = Object.keys(schema[table]).filter((column) => column !== 'movie');
  const group = groups[table];
  const select = group
    ? `SELECT movie, ${values.join(', ')} FROM (${all}) QUALIFY rank = min(rank) OVER (PARTITION BY ${group.by})`
    : `SELECT movie, ${values.map((column) => `any_value(${column} ORDER BY rank) AS ${column}`).join(', ')}
       FROM (${all}) GROUP BY movie`;
  const path = join(folder, `${table}.parquet`);
  const order = ['try_cast(movie AS BIGINT) NULLS LAST', 'movie', ...(group ? [group.order] : [])].join(', ');
  const { Count: rows } = await database.row<{ Count: number }>(
    `COPY (SELECT * FROM (${select}) ORDER BY ${order}) TO ${quoted(`${path}.new`)} (FORMAT parquet)`,
  );
  if (rows === 0) await rm(`${path}.new`);
  else await rename(`${path}.new`, path);
  return rows;
}

function said(
  kind: MetadataKind,
  { films, byImdbId, byTmdbId, byTitle, notFound, matchRate, shared }: JoinCounts,
): string {
  const how = [
    [byImdbId, 'by IMDb id'],
    [byTmdbId, 'by TMDB id'],
    [byTitle, 'by title and year'],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, by]) => `${count} ${by}`);
  const found = how.length > 0 ? ` (${how.join(', ')})` : '';
  const twice =
    shared > 0 ? ` For ${shared} of them another of the set's films is the same there: both get what is known.` : '';
  return `${metadataNames[kind]} knows ${films - notFound} of ${films} films${found}, ${(100 * matchRate).toFixed(1)} %.${twice}`;
}
