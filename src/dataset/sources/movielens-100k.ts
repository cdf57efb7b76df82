import { readFileSync } from 'node:fs';
import { delimited } from '../parsing/delimited.ts';
import { id, integer, number, text, time } from '../parsing/field.ts';
import { tableOf } from '../parsing/table.ts';
import type { RawFiles } from './raw-files.ts';
import type { Source } from './source.ts';
import { quoted } from '../../artifacts/database.ts';

const label = 'MovieLens 100K';

/** The genres that the flags at the end of a line of u.item stand for, where there is no u.genre to say it. */
const usualGenres = (
  "unknown Action Adventure Animation Children's Comedy Crime Documentary Drama Fantasy " +
  'Film-Noir Horror Musical Mystery Romance Sci-Fi Thriller War Western'
).split(' ');

/** MovieLens 100K: `u.data` by tabs; `u.item` by bars, a film's genres as one flag each; `u.user`; `u.genre`. */
export const movielens100k: Source = {
  name: 'movielens-100k',
  summary: 'MovieLens 100K: u.data, u.item, u.user, u.genre',

  detect: (files) => files.startsLike('u.data', /^[^\t]+\t[^\t]+\t[\d.]+\t\d+$/),

  read(files) {
    const columns = [id('user'), id('movie'), number('rating'), time('timestamp')];
    const ratings = delimited(files.need('u.data', label), { delimiter: '\t', columns });
    const item = files.find('u.item');
    const user = files.find('u.user');
    return {
      scale: { min: 1, max: 5 },
      tables: {
        ratings: tableOf('ratings', ratings),
        ...(item && { movies: moviesOf(item, genresOf(files)) }),
        ...(user && {
          users: tableOf(
            'users',
            delimited(user, {
              delimiter: '|',
              western: true,
              columns: [id('user'), integer('age'), text('gender'), text('occupation'), text('zip')],
            }),
          ),
        }),
      },
    };
  },
};

function moviesOf(item: Parameters<typeof delimited>[0], genres: readonly string[]) {
  const flags = genres.map((_, at) => text(`flag${at}`));
  const before = [id('movie'), text('title'), text('released'), undefined, undefined];
  const input = delimited(item, { delimiter: '|', western: true, columns: [...before, ...flags] });
  const set = genres.map((genre, at) => `CASE WHEN flag${at} = '1' THEN ${quoted(genre)} END`);
  return tableOf('movies', input, {
    // "01-Jan-1995"
    year: `try_cast(right(released, 4) AS INTEGER)`,
    genres: `list_filter([${set.join(', ')}], lambda genre: genre IS NOT NULL)`,
  });
}

function genresOf(files: RawFiles): string[] {
  const file = files.find('u.genre');
  if (!file) return usualGenres;
  const lines = readFileSync(file.path, 'latin1').split(/\r?\n/).filter(Boolean);
  const genres = lines
    .map((line) => line.split('|'))
    .sort(([, a], [, b]) => Number(a) - Number(b))
    .map(([name]) => name);
  return genres.length > 0 ? genres : usualGenres;
}
