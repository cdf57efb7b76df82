import { id, integer, number, text, time } from '../parsing/field.ts';
import { tableOf, type Table } from '../parsing/table.ts';
import { chooseColumns, hasUsual, usualColumns } from './choose-columns.ts';
import { headingsOf, type Heading } from './heading.ts';
import { needHeadings } from './need-headings.ts';
import type { Source } from './source.ts';

export const ratingFields = [id('user'), id('movie'), number('rating'), time('timestamp')];
export const movieFields = [id('movie'), id('title'), text('genres'), integer('year')];

/** Any table of ratings, and one of films where it lies beside: by usual column names, or by those that are given. */
export const table: Source = {
  name: 'table',
  summary: 'a CSV, TSV, JSON-lines or Parquet file with columns for user, movie and rating (--columns says which)',

  async detect(files) {
    if (files.all.some(({ name }) => /\.parquet$/i.test(name))) return true;
    return (await headingsOf(files)).some((heading) => hasUsual(heading, ratingFields));
  },

  async read(files, { columns }, database, { signal }) {
    const headings = await needHeadings(files, database, signal);
    const { heading, choices } = chooseColumns(headings, ratingFields, columns);
    const movies = moviesBeside(heading, headings);
    return { tables: { ratings: tableOf('ratings', heading.open(choices)), ...(movies && { movies }) } };
  },
};

/** The table of films in another file, where there is one. */
export const moviesBeside = (used: Heading, headings: readonly Heading[]): Table | undefined =>
  filmsOf(headings.filter((heading) => heading !== used));

/** The table of films in the first of these files that has the columns of one. */
export function filmsOf(headings: readonly Heading[]): Table | undefined {
  const films = headings.find((heading) => hasUsual(heading, movieFields));
  return films && tableOf('movies', films.open(usualColumns(films, movieFields)));
}
