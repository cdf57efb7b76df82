import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import { parseTitle } from './cleaning/parse-title.ts';
import { findFilm } from './find-film.ts';
import type { History } from './history.ts';
import type { Feedback } from './ratings.ts';

/** Names under which things may stand in the header, in small letters; of several columns for the film, the first. */
const titleNames = ['title', 'name'];
const filmNames = ['movieid', 'movie', 'filmid', 'film', 'itemid', 'item', ...titleNames];
const ratingNames = ['rating', 'stars', 'score'];
const yearNames = ['year'];

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
  const [{ record: header }, ...rows] = parseRows(await read(path), path);
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const column = (names: readonly string[]): number => plain.indexOf(names.find((name) => plain.includes(name)) ?? '?');
  const [film, year, rating] = [column(filmNames), column(yearNames), column(ratingNames)];
  if (film < 0 || (rating < 0 && feedback === 'explicit')) {
    throw new MovierecError(
      'BAD_COLUMNS',
      `${path} has the columns ${header.join(', ')}.`,
      'Give it a header with a column "movie" (id or title) and a column "rating", with a comma between.',
    );
  }
  const found = new Map<number, number>();
  const unknown: MovierecError[] = [];
  for (const { record, info } of rows) {
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
      const name = record[film] ?? '';
      const isId = !titleNames.includes(plain[film]) && catalog.ids.indexOf(name) >= 0;
      found.set(findFilm(catalog, isId ? name : withYear(name, record[year] ?? '')), value);
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

/** A title with the year that stands beside it, unless it has one already. */
const withYear = (title: string, year: string): string =>
  /^\d{4}$/.test(year) && parseTitle(title).year === null ? `${title} (${year})` : title;

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new MovierecError('MISSING_FILE', `there is no file ${path}.`, 'Check the path.');
  }
}

/** A row of the file, and the number of its last line. */
interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** csv-parse quotes what it has read at the end of its messages, which may be anything. */
const oneLine = (message: string): string => message.split(/, value is|\n/)[0].replace(/\.$/, '');

function parseRows(text: string, path: string): Row[] {
  // Spreadsheets write semicolons or tabs where the comma is the decimal sign, or for the clipboard.
  const [delimiter] = /[,;\t]/.exec(text) ?? [','];
  const options = { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
  let rows: Row[];
  try {
    rows = parse(text, options) as unknown as Row[];
  } catch (error) {
    throw new MovierecError(
      'BAD_FILE',
      `${path} is not CSV: ${oneLine((error as Error).message)}.`,
      'Mend the quotes.',
    );
  }
  if (rows.length === 0) throw new MovierecError('EMPTY_FILE', `${path} is empty.`, 'Give at least one rating.');
  return rows;
}
