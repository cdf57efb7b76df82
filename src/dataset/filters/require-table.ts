import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { MovierecError } from '../../errors.ts';
import type { TableName } from '../schema.ts';

/**
 * Makes sure that a cleaned data set has a table that only metadata bring.
 * @throws MISSING_FEATURES with how to get it
 */
export async function requireTable(folder: string, table: TableName, what: string): Promise<void> {
  try {
    await access(join(folder, `${table}.parquet`));
  } catch {
    throw unsaid(what);
  }
}

/** The data set does not say what someone asks for. */
export const unsaid = (what: string): MovierecError =>
  new MovierecError(
    'MISSING_FEATURES',
    `this data set does not say ${what}.`,
    'Bring in what others know of its films: movierec ingest with --imdb DIR or --tmdb DIR',
  );
