import type { Database } from '../../artifacts/database.ts';
import { MovierecError } from '../../errors.ts';
import { headingsOf, type Heading } from './heading.ts';
import type { RawFiles } from './raw-files.ts';

/**
 * The headings of the files that could be a table, of which there must be one.
 * @throws NOT_A_DATASET
 */
export async function needHeadings(files: RawFiles, database: Database, signal: AbortSignal): Promise<Heading[]> {
  const headings = await headingsOf(files, database, signal);
  if (headings.length > 0) return headings;
  throw new MovierecError(
    'NOT_A_DATASET',
    `${files.all[0]?.name ?? 'this'} is not text in columns.`,
    'Give a CSV, TSV, JSON-lines or Parquet file.',
  );
}
