import { genreNames } from '../dataset/cleaning/genre-names.ts';
import { compress } from '../dataset/rows.ts';
import type { FeatureMaker } from './feature-set.ts';
import type { FilmTables } from './film-tables.ts';
import { inverseFrequency, weigh } from './weigh.ts';

export const genres: FeatureMaker = {
  name: 'genres',
  summary: 'The genres of a film; rare ones say more than frequent ones.',
  weight: 1,
  tables: ['movies', 'details'],
  async make(films) {
    const own = await genresOf(films);
    const names = [...new Set(own.flatMap((found) => [...found]))].sort();
    const places = new Map(names.map((name, place) => [name, place]));
    const entries = own.flatMap((found, film) => Array.from(found, (name) => ({ film, place: places.get(name)! })));
    const triplets = {
      row: Int32Array.from(entries, ({ film }) => film),
      column: Int32Array.from(entries, ({ place }) => place),
      value: new Float32Array(entries.length).fill(1),
    };
    const phrases = names.map((name) => `of the genre ${name}`);
    return weigh(phrases, compress(triplets, films.size, names.length), inverseFrequency);
  },
};

/** Those of the catalog and those that others give the film, in one spelling. */
async function genresOf({ size, database, tables, of }: FilmTables): Promise<Set<string>[]> {
  const own = Array.from({ length: size }, () => new Set<string>());
  for (const table of ['movies', 'details'] as const) {
    if (!tables.has(table)) continue;
    const rows = await database.rows<{ film: number; genres: string[] }>(
      `SELECT film, genres FROM ${of(table)} WHERE genres IS NOT NULL`,
    );
    for (const { film, genres: found } of rows) for (const name of genreNames(found)) own[film].add(name);
  }
  return own;
}
