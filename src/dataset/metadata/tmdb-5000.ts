import type { MetadataSource } from './metadata-source.ts';
import { readTmdb } from './tmdb-tables.ts';

const [movies, credits] = ['tmdb_5000_movies.csv', 'tmdb_5000_credits.csv'];

/** Kaggle's TMDB 5000 Movie Dataset: two CSV files with JSON in their values. */
export const tmdb5000: MetadataSource = {
  name: 'tmdb-5000',
  kind: 'tmdb',
  summary: `the TMDB 5000 Movie Dataset: ${movies}, ${credits}`,
  files: [movies, credits],
  telling: 2,

  read: (files, desk) =>
    readTmdb(
      {
        films: { file: files.find(movies), id: 'id' },
        credits: { file: files.find(credits), id: 'movie_id' },
        parse: parseJson,
      },
      desk,
    ),
};

/** The engine's own sentence differs from version to version. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('it is no JSON');
  }
}
