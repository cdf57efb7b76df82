import { delimited, type Layout } from '../parsing/delimited.ts';
import { id, number, text, time } from '../parsing/field.ts';
import type { Input } from '../parsing/input.ts';
import { tableOf } from '../parsing/table.ts';
import type { RawFile, RawFiles } from './raw-files.ts';
import { headingsOf } from './heading.ts';
import type { Reading, Source } from './source.ts';
import { filmsOf } from './table.ts';

const label = 'MovieLens 20M and later';

/** A CSV file with a header, in which values can be quoted. */
export const csv = (file: RawFile, ...columns: Layout['columns']): Input =>
  delimited(file, { delimiter: ',', quotes: true, header: true, columns });

/** MovieLens 20M, 25M, 32M and latest: CSV files with headers. */
export const movielensCsv: Source = {
  name: 'movielens-csv',
  summary: 'MovieLens 20M, 25M, 32M and latest: ratings.csv, movies.csv, tags.csv, links.csv, genome-scores.csv',
  detect: async (files) =>
    files.find('movies.csv') !== undefined &&
    (await files.startsLike('ratings.csv', /^(\xef\xbb\xbf)?userId,movieId,rating,timestamp$/)),
  /** Other films than MovieLens' own may come with ratings like these, without genres or with years: names tell. */
  async read(files) {
    const { tables } = readMovielensCsv(files);
    const films = (await headingsOf(files)).filter(({ file }) => file === files.find('movies.csv'));
    const movies = filmsOf(films);
    return { tables: { ...tables, ...(movies && { movies }) } };
  },
};

/** The tables of a folder of MovieLens' CSV files; also what `movierec generate` writes. */
export function readMovielensCsv(files: RawFiles): Reading {
  const movies = files.find('movies.csv');
  const tags = files.find('tags.csv');
  const links = files.find('links.csv');
  const scores = files.find('genome-scores.csv');
  const names = files.find('genome-tags.csv');
  const ratings = csv(files.need('ratings.csv', label), id('user'), id('movie'), number('rating'), time('timestamp'));
  return {
    tables: {
      ratings: tableOf('ratings', ratings),
      ...(movies && { movies: tableOf('movies', csv(movies, id('movie'), text('title'), text('genres'))) }),
      ...(tags && { tags: tableOf('tags', csv(tags, id('user'), id('movie'), id('tag'), time('timestamp'))) }),
      ...(links && { links: tableOf('links', csv(links, id('movie'), text('imdb'), text('tmdb'))) }),
      ...(scores && names && { genome: genomeOf(scores, names) }),
    },
  };
}

/** A score whose tag has no name keeps the tag's number. */
const genomeOf = (scores: RawFile, names: RawFile) => ({
  inputs: {
    scores: csv(scores, id('movie'), id('number'), number('relevance')),
    names: csv(names, id('number'), id('tag')),
  },
  select: `SELECT movie, coalesce(tag, scores.number) AS tag, relevance
    FROM scores LEFT JOIN names ON names.number = scores.number`,
});
