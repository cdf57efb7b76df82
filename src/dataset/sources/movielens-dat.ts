import { delimited, type Layout } from '../parsing/delimited.ts';
import { id, integer, number, text, time } from '../parsing/field.ts';
import { tableOf } from '../parsing/table.ts';
import type { RawFile } from './raw-files.ts';
import type { Source } from './source.ts';

const label = 'MovieLens 1M and 10M';

/** What the numbers in users.dat stand for (README of MovieLens 1M). */
const occupations = [
  'other',
  'academic/educator',
  'artist',
  'clerical/admin',
  'college/grad student',
  'customer service',
  'doctor/health care',
  'executive/managerial',
  'farmer',
  'homemaker',
  'K-12 student',
  'lawyer',
  'programmer',
  'retired',
  'sales/marketing',
  'scientist',
  'self-employed',
  'technician/engineer',
  'tradesman/craftsman',
  'unemployed',
  'writer',
];

/** Files of values between double colons, without a header. */
export const colons = (file: RawFile, ...columns: Layout['columns']) =>
  delimited(file, { delimiter: '::', western: true, columns });

/** A rating between double colons: user, film, rating, time. */
export const colonRatings = (file: RawFile) =>
  tableOf('ratings', colons(file, id('user'), id('movie'), number('rating'), time('timestamp')));

/** A film between double colons: id, title with year, genres between bars. */
export const colonMovies = (file: RawFile) =>
  tableOf('movies', colons(file, id('movie'), text('title'), text('genres')));

/** MovieLens 1M (users.dat) and 10M (half stars, tags.dat): values between double colons. */
export const movielensDat: Source = {
  name: 'movielens-dat',
  summary: 'MovieLens 1M and 10M: ratings.dat, movies.dat, users.dat, tags.dat, with "::" between values',

  detect: (files) => files.startsLike('ratings.dat', /^[^:]+::[^:]+::[\d.]+::\d+$/),

  read(files) {
    const movies = files.find('movies.dat');
    const users = files.find('users.dat');
    const tags = files.find('tags.dat');
    return {
      tables: {
        ratings: colonRatings(files.need('ratings.dat', label)),
        ...(movies && { movies: colonMovies(movies) }),
        ...(users && {
          users: tableOf(
            'users',
            colons(users, id('user'), text('gender'), integer('age'), integer('occupation'), text('zip')),
            { occupation: `list_extract([${occupations.map((name) => `'${name}'`).join(', ')}], occupation + 1)` },
          ),
        }),
        ...(tags && { tags: tableOf('tags', colons(tags, id('user'), id('movie'), id('tag'), time('timestamp'))) }),
      },
    };
  },
};
