import { id } from '../parsing/field.ts';
import { tableOf } from '../parsing/table.ts';
import { colonMovies, colonRatings, colons } from './movielens-dat.ts';
import type { Source } from './source.ts';

/** MovieTweetings: as MovieLens 1M, but ratings from 0 to 10 and IMDb's ids, seven digits and more. */
export const movietweetings: Source = {
  name: 'movietweetings',
  summary: 'MovieTweetings: ratings.dat from 0 to 10, movies.dat with IMDb ids, users.dat',

  detect: (files) => files.startsLike('ratings.dat', /^[^:]+::\d{7,}::[\d.]+::\d+$/),

  read(files) {
    const movies = files.find('movies.dat');
    const users = files.find('users.dat');
    return {
      // So few give 0 that it would look like a mistake.
      scale: { min: 0, max: 10 },
      distinctFilms: true,
      idsOfImdb: true,
      tables: {
        ratings: colonRatings(files.need('ratings.dat', 'MovieTweetings')),
        ...(movies && { movies: colonMovies(movies) }),
        // The other column is the account on Twitter, which nobody needs.
        ...(users && { users: tableOf('users', colons(users, id('user'), undefined)) }),
      },
    };
  },
};
