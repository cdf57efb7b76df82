import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import { findFilm } from './find-film.ts';
import { parseOwnTable, readOwnFile } from './own-table.ts';

/** How many of the films that are not known the log names. */
const named = 3;

/**
 * The films that someone has seen, rated or not: an id or a title a line, or CSV with a column of them in the header, such
 * as Letterboxd's `watched.csv`. What is not in the data set is left out, for it cannot be recommended anyway; the log says
 * how many.
 * @throws MISSING_FILE, EMPTY_FILE
 */
export async function readSeenFilms(path: string, catalog: Catalog, { log }: Context): Promise<number[]> {
  const text = await readOwnFile(path);
  const films = new Set<number>();
  const unknown: string[] = [];
  for (const { name, find } of entries(text, path, catalog)) {
    try {
      films.add(find());
    } catch (error) {
      if (!(error instanceof MovierecError)) throw error;
      unknown.push(name);
    }
  }
  if (unknown.length > 0) {
    const some = unknown.slice(0, named).join(', ') + (unknown.length > named ? ' …' : '');
    log(`${path}: ${unknown.length} of ${films.size + unknown.length} films are not in this data set: ${some}`);
  }
  return [...films];
}

interface Entry {
  readonly name: string;
  find(): number;
}

function entries(text: string, path: string, catalog: Catalog): Entry[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0) throw new MovierecError('EMPTY_FILE', `${path} is empty.`, 'Give at least one film.');
  // Titles hold commas and quotes, so that a file is a table only where its first line is the header of one.
  if (!parseOwnTable(lines[0].replaceAll('"', ''), path).hasFilms) {
    return lines.map((name) => ({ name, find: () => findFilm(catalog, name) }));
  }
  const table = parseOwnTable(text, path);
  return table.rows.map((row) => ({ name: row.record.join(', '), find: () => table.film(row, catalog) }));
}
