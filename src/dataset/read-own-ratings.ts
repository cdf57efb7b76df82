import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import { findFilm } from './find-film.ts';
import type { History } from './history.ts';

/** Names under which the film and the rating may stand in the header, in lower case. */
const filmNames = ['movieid', 'movie_id', 'movie', 'title', 'film', 'item', 'itemid', 'item_id'];
const ratingNames = ['rating', 'stars', 'score'];

/**
 * Reads someone's own ratings: CSV with a header, a column of film ids or titles and one of ratings. A film that is not
 * in the data set is left out and logged; of two ratings for a film the later stays.
 * @throws MISSING_FILE, EMPTY_FILE, BAD_COLUMNS, BAD_RATING, UNKNOWN_MOVIE when no film at all is known
 */
export async function readOwnRatings(path: string, catalog: Catalog, context: Context): Promise<History> {
  const rows = parseRows(await read(path), path);
  const [header] = rows;
  const column = (names: readonly string[]): number =>
    header.findIndex((name) => names.includes(name.trim().toLowerCase()));
  const [film, rating] = [column(filmNames), column(ratingNames)];
  if (film < 0 || rating < 0) {
    throw new MovierecError(
      'BAD_COLUMNS',
      `${path} has the columns ${header.join(', ')}.`,
      'Give it a header with a column "movie" (id or title) and a column "rating".',
    );
  }
  const found = new Map<number, number>();
  const unknown: MovierecError[] = [];
  for (const [at, row] of rows.slice(1).entries()) {
    const value = (row[rating] ?? '').trim() === '' ? NaN : Number(row[rating]);
    if (!Number.isFinite(value)) {
      throw new MovierecError(
        'BAD_RATING',
        `${path}, line ${at + 2}: "${row[rating] ?? ''}" is no rating.`,
        'Mend it.',
      );
    }
    try {
      found.set(findFilm(catalog, row[film] ?? ''), value);
    } catch (error) {
      if (!(error instanceof MovierecError)) throw error;
      context.log(`${path}, line ${at + 2}, is left out: ${error.message} ${error.hint}`);
      unknown.push(error);
    }
  }
  if (found.size === 0) {
    throw unknown[0] ?? new MovierecError('EMPTY_FILE', `${path} holds no ratings.`, 'Give at least one film.');
  }
  return { items: Int32Array.from(found.keys()), ratings: Float32Array.from(found.values()) };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new MovierecError('MISSING_FILE', `there is no file ${path}.`, 'Check the path.');
  }
}

function parseRows(text: string, path: string): string[][] {
  const options = { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true };
  let rows: string[][];
  try {
    rows = parse(text, options) as unknown as string[][];
  } catch (error) {
    throw new MovierecError('BAD_FILE', `${path} is not CSV: ${(error as Error).message}.`, 'Mend the quotes.');
  }
  if (rows.length === 0) throw new MovierecError('EMPTY_FILE', `${path} is empty.`, 'Give at least one rating.');
  return rows;
}
