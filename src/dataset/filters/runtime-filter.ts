import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { Catalog } from '../catalog.ts';
import type { Filter } from './film-filter.ts';
import { parseRange } from './parse-range.ts';
import { requireTable } from './require-table.ts';

/**
 * By how long a film is, in minutes; those of unknown length do not pass.
 * @throws USAGE for what is no length, MISSING_FEATURES where the data set knows none
 */
export async function runtimeFilter(
  folder: string,
  catalog: Catalog,
  runtime: string,
  context: Context,
): Promise<Filter> {
  const [from, to] = parseRange(runtime, { what: 'length', digits: /^\d{1,4}$/, example: '--runtime 90..120' });
  await requireTable(folder, 'details', 'how long its films are');
  return Database.use(folder, context, async (database) => {
    const rows = await database.rows<{ movie: string; runtime: number }>(
      `SELECT movie, runtime FROM read_parquet(${quoted(join(folder, 'details.parquet'))}) WHERE runtime IS NOT NULL`,
    );
    const items = new Set(
      rows.flatMap(({ movie, runtime: own }) => (own >= from && own <= to ? [catalog.ids.indexOf(movie)] : [])),
    );
    return (item) => items.has(item);
  });
}
