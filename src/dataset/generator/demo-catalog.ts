import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Film } from './film.ts';

const film = z.object({
  id: z.coerce.number().int().positive(),
  title: z.string().min(1),
  year: z.coerce.number().int(),
  genres: z.string().transform((names) => names.split('|')),
  director: z.string(),
  imdbRating: z.coerce.number().min(1).max(10),
  imdbVotes: z.coerce.number().int().positive(),
});

/** The built-in catalog: real films, with what the package's data/demo/README.md says of them. */
export async function demoCatalog(): Promise<Film[]> {
  const text = await readFile(new URL('../../../data/demo/films.csv', import.meta.url));
  return z.array(film).parse(parse(text, { columns: true }));
}
