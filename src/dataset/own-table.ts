import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { MovierecError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import { parseTitle } from './cleaning/parse-title.ts';
import { findFilm } from './find-film.ts';

/** Names under which things may stand in the header, in small letters; of several columns for the film, the first. */
const titleNames = ['title', 'name'];
const filmNames = ['movieid', 'movie', 'filmid', 'film', 'itemid', 'item', ...titleNames];
const yearNames = ['year'];

/** A row of the file, and the number of its last line. */
export interface OwnRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** A table that someone made or exported themselves. */
export interface OwnTable {
  readonly header: readonly string[];
  readonly rows: readonly OwnRow[];
  /** The place of the first column that has one of these names, -1 if there is none. */
  column(names: readonly string[]): number;
  /** Whether there is a column for films. */
  readonly hasFilms: boolean;
  /**
   * The film that a row is about; a year beside it tells films of one title apart.
   * @throws UNKNOWN_MOVIE
   */
  film(row: OwnRow, catalog: Catalog): number;
}

/**
 * Reads CSV with a header, as spreadsheets and sites such as Letterboxd and IMDb export it: commas, semicolons or tabs.
 * @throws EMPTY_FILE, BAD_FILE
 */
export function parseOwnTable(text: string, path: string): OwnTable {
  const [{ record: header }, ...rows] = parseRows(text, path);
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const column = (names: readonly string[]): number => plain.indexOf(names.find((name) => plain.includes(name)) ?? '?');
  const [film, year] = [column(filmNames), column(yearNames)];
  return {
    header,
    rows,
    column,
    hasFilms: film >= 0,
    film({ record }, catalog) {
      const name = record[film] ?? '';
      const isId = !titleNames.includes(plain[film]) && catalog.ids.indexOf(name) >= 0;
      return findFilm(catalog, isId ? name : withYear(name, record[year] ?? ''));
    },
  };
}

/**
 * The text of a file that someone names.
 * @throws MISSING_FILE
 */
export async function readOwnFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new MovierecError('MISSING_FILE', `there is no file ${path}.`, 'Check the path.');
  }
}

/** A title with the year that stands beside it, unless it has one already. */
const withYear = (title: string, year: string): string =>
  /^\d{4}$/.test(year) && parseTitle(title).year === null ? `${title} (${year})` : title;

/** csv-parse quotes what it has read at the end of its messages, which may be anything. */
const oneLine = (message: string): string => message.split(/, value is|\n/)[0].replace(/\.$/, '');

function parseRows(text: string, path: string): OwnRow[] {
  // Spreadsheets write semicolons or tabs where the comma is the decimal sign, or for the clipboard.
  const [delimiter] = /[,;\t]/.exec(text) ?? [','];
  const options = { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
  let rows: OwnRow[];
  try {
    rows = parse(text, options) as unknown as OwnRow[];
  } catch (error) {
    throw new MovierecError(
      'BAD_FILE',
      `${path} is not CSV: ${oneLine((error as Error).message)}.`,
      'Mend the quotes.',
    );
  }
  if (rows.length === 0) throw new MovierecError('EMPTY_FILE', `${path} is empty.`, 'Give at least one film.');
  return rows;
}
