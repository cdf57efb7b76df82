import { MovierecError } from '../../errors.ts';
import { columnLacking } from './choose-columns.ts';
import { database } from './database.ts';
import { events } from './events.ts';
import { generated } from './generated.ts';
import { headingsOf } from './heading.ts';
import { movielens100k } from './movielens-100k.ts';
import { movielensCsv } from './movielens-csv.ts';
import { movielensDat } from './movielens-dat.ts';
import { movietweetings } from './movietweetings.ts';
import { ncf } from './ncf.ts';
import { netflixPrize } from './netflix-prize.ts';
import type { RawFiles } from './raw-files.ts';
import type { Source } from './source.ts';
import { ratingFields, table } from './table.ts';

/** Every format that `ingest` reads; of several that could be meant, the first. */
export const sources: readonly Source[] = [
  database,
  movielens100k,
  movietweetings,
  movielensDat,
  generated,
  movielensCsv,
  netflixPrize,
  ncf,
  events,
  table,
];

/**
 * The source of a name.
 * @throws UNKNOWN_FORMAT
 */
export function sourceOf(name: string): Source {
  const found = sources.find((source) => source.name === name);
  if (found) return found;
  const names = sources.map((source) => source.name).join(', ');
  throw new MovierecError('UNKNOWN_FORMAT', `there is no format "${name}".`, `Give one of: ${names}`);
}

/**
 * The source that files are of, from the files themselves.
 * @throws EMPTY_FILE, BAD_COLUMNS for a table that lacks one, NOT_A_DATASET
 */
export async function detectSource(files: RawFiles): Promise<Source> {
  for (const source of sources) if (await source.detect(files)) return source;
  const empty = files.all.find(({ bytes }) => bytes === 0);
  if (empty) throw new MovierecError('EMPTY_FILE', `${empty.name} is empty.`, 'Get it again, or give another file.');
  const lacking = columnLacking(await headingsOf(files), ratingFields);
  if (lacking) throw lacking;
  const names = files.all.slice(0, 5).map(({ name }) => name);
  const more = files.all.length > names.length ? ` and ${files.all.length - names.length} more` : '';
  throw new MovierecError(
    'NOT_A_DATASET',
    `no known data set in ${names.join(', ')}${more}.`,
    `Known are ${sources.map((source) => source.name).join(', ')}. ` +
      'For a table of your own, say which column is what: --columns user=…,movie=…,rating=…',
  );
}
