import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import type { History } from './history.ts';
import { parseOwnTable, readOwnFile } from './own-table.ts';
import type { Feedback } from './ratings.ts';

const ratingNames = ['rating', 'stars', 'score'];

/**
 * Reads someone's own ratings: CSV with a header, a column of film ids or titles and one of ratings, such as Letterboxd
 * exports; a year tells films of one title apart. A film that is not in the data set is left out and logged; of two
 * ratings for a film the later stays. For a data set of strengths (`implicit`) a list of films will do: each counts 1.
 * @throws MISSING_FILE, EMPTY_FILE, BAD_COLUMNS, BAD_RATING, UNKNOWN_MOVIE when no film at all is known
 */
export async function readOwnRatings(
  path: string,
  catalog: Catalog,
  context: Context,
  feedback: Feedback = 'explicit',
): Promise<History> {
  const table = parseOwnTable(await readOwnFile(path), path);
  const rating = table.column(ratingNames);
  if (!table.hasFilms || (rating < 0 && feedback === 'explicit')) {
    throw new MovierecError(
      'BAD_COLUMNS',
      `${path} has the columns ${table.header.join(', ')}.`,
      'Give it a header with a column "movie" (id or title) and a column "rating", with a comma between.',
    );
  }
  const found = new Map<number, number>();
  const unknown: MovierecError[] = [];
  for (const row of table.rows) {
    const { record, info } = row;
    const text = rating < 0 ? '1' : (record[rating] ?? '');
    const value = text === '' ? NaN : Number(text);
    if (!Number.isFinite(value)) {
      throw new MovierecError(
        'BAD_RATING',
        `${path}, line ${info.lines}: "${text}" is no rating.`,
        'Mend it; a title that holds a comma stands in quotes.',
      );
    }
    try {
      found.set(table.film(row, catalog), value);
    } catch (error) {
      if (!(error instanceof MovierecError)) throw error;
      context.log(`${path}, line ${info.lines}, is left out: ${error.message} ${error.hint}`);
      unknown.push(error);
    }
  }
  if (found.size === 0) {
    throw unknown[0] ?? new MovierecError('EMPTY_FILE', `${path} holds no ratings.`, 'Give at least one film.');
  }
  return { items: Int32Array.from(found.keys()), ratings: Float32Array.from(found.values()) };
}
