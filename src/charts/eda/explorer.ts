import { showTitle } from '../../dataset/cleaning/parse-title.ts';
import { counted } from '../counted.ts';
import { percent } from '../percent.ts';
import { shownName } from '../shown-name.ts';
import { defineEdaChart } from './define-eda-chart.ts';
import { explorerPlot, mostFilms } from './explorer-plot.ts';
import { ratingBins } from './rating-bins.ts';
import { ratingWord } from './rating-word.ts';

/** The ratings by genre and decade of release, and of each such cell what is to be seen when it is selected. */
export interface Explorer {
  readonly word: 'ratings' | 'interactions';
  /** Of films of which genre and year are known. */
  readonly ratings: number;
  /** The most rated first; rows below name them by their places here. */
  readonly genres: readonly string[];
  /** How many genres there are, shown or not. */
  readonly known: number;
  /** In ascending order; the most rated ones, if there are very many. */
  readonly decades: readonly number[];
  /** A film with several genres counts in the cells of each. */
  readonly cells: readonly (Cell & { readonly films: number; readonly ratings: number })[];
  /** By rating, or by the lower end of bins of some width; none where there are only interactions. */
  readonly values: readonly (Cell & { readonly rating: number; readonly ratings: number })[];
  readonly width: number | null;
  /** By year of the rating; none where times are not known. */
  readonly years: readonly (Cell & { readonly year: number; readonly ratings: number })[];
  /** The most rated films of each cell; by places in `films`. */
  readonly top: readonly (Cell & { readonly film: number })[];
  /** The most rated first. */
  readonly films: readonly { readonly title: string; readonly ratings: number; readonly mean: number | null }[];
}
type Cell = { readonly genre: number; readonly decade: number };

const [mostGenres, mostDecades] = [20, 15];

export const explorer = defineEdaChart({
  name: 'explorer',
  summary: 'The ratings by genre and decade, to select from: their values, their years, the most rated films.',
  section: 'films',
  needs: ['genres', 'years', 'several films'],
  async aggregate(survey): Promise<Explorer> {
    const { database, feedback, counts } = survey;
    const rows = <T extends object>(sql: string): Promise<T[]> => database.rows<T>(`WITH ${parts} ${sql}`);
    const genres = await rows<{ genre: string }>('SELECT genre FROM genres ORDER BY place');
    const decades = await rows<{ decade: number }>('SELECT decade FROM decades ORDER BY decade');
    const { ratings } = await database.row<{ ratings: number }>(`SELECT coalesce(sum(ratings), 0)::BIGINT AS ratings
      FROM film_counts JOIN films USING (item) WHERE len(genres) > 0 AND year IS NOT NULL`);
    const cells = await rows<Explorer['cells'][number]>(`
      SELECT genre, decade, count(*) AS films, sum(ratings)::BIGINT AS ratings
      FROM placed JOIN film_counts USING (item) GROUP BY ALL ORDER BY ALL`);

    const { sql, width } = ratingBins(survey);
    const bins = `SELECT genre, decade, ${sql} AS rating, sum(ratings)::BIGINT AS ratings
      FROM placed JOIN film_values USING (item) GROUP BY ALL ORDER BY ALL`;
    const years = `SELECT genre, decade, y.year, sum(ratings)::BIGINT AS ratings
      FROM placed JOIN film_years y USING (item) GROUP BY ALL ORDER BY ALL`;

    const listed = await rows<Cell & { item: number }>(`
      SELECT genre, decade, item FROM placed JOIN film_counts USING (item)
      QUALIFY row_number() OVER (PARTITION BY genre, decade ORDER BY ratings DESC, item) <= ${mostFilms}
      ORDER BY ratings DESC, item, genre`);
    const places = new Map([...new Set(listed.map(({ item }) => item))].map((item, place) => [item, place]));
    const films = await database.rows<{ title: string; year: number; ratings: number; mean: number }>(`
      SELECT title, year, ratings, round(mean, 4) AS mean FROM films JOIN film_counts USING (item)
      WHERE item IN (${[...places.keys(), -1].join(', ')}) ORDER BY ratings DESC, item`);

    return {
      ...{ word: ratingWord(feedback), ratings, width, cells, known: genres.length },
      genres: genres.slice(0, mostGenres).map(({ genre }) => shownName(genre)),
      decades: decades.map(({ decade }) => decade),
      values: feedback === 'explicit' && counts.values > 1 ? await rows(bins) : [],
      years: counts.timed > 0 ? await rows(years) : [],
      top: listed.map(({ genre, decade, item }) => ({ genre, decade, film: places.get(item)! })),
      films: films.map(({ title, year, ratings, mean }) => ({
        title: shownName(showTitle({ title, year }), 120),
        ratings,
        mean: feedback === 'explicit' ? mean : null,
      })),
    };
  },
  title(data) {
    if (data.cells.length === 0) return 'No genres and years known yet';
    const { genre, decade, ratings } = most(data.cells);
    const name = shownName(data.genres[genre], 40);
    return `${name} of the ${decade}s gets more ${data.word} than any other genre and decade: ${percent(ratings / data.ratings)} of all`;
  },
  subtitle({ cells, genres, known, word }) {
    if (cells.length === 0) return '';
    const which = known > genres.length ? ` The ${genres.length} genres with the most ${word}, of ${known}.` : '';
    return `The darker a cell, the more ${word}. Drag over the cells to see what you select in the other pictures; drag the selection to move it; double-click to see all again. A film counts in each of its genres.${which}`;
  },
  description({ cells, genres, decades, word, ratings, films }) {
    const first = cells
      .toSorted((a, b) => b.ratings - a.ratings)
      .slice(0, 5)
      .map((cell) => `${shownName(genres[cell.genre], 60)} of the ${cell.decade}s ${percent(cell.ratings / ratings)}`);
    const list = films
      .slice(0, 3)
      .map((film) => `${shownName(film.title, 60)} (${film.ratings.toLocaleString('en-US')})`);
    return (
      `A heat map of ${counted(genres.length, 'genre')} by ${counted(decades.length, 'decade')} of release, the darker the more ` +
      `${word}; with bars of the ${word} and of the most rated films of what is selected in it. ` +
      `The most ${word}: ${first.join(', ') || 'none yet'}. Most rated films: ${list.join(', ') || 'none yet'}.`
    );
  },
  plot: (data) => (data.cells.length === 0 ? null : explorerPlot(data)),
});

/** Films by genre and decade, each genre by its place and without those that are not shown. */
const parts = `
  known AS (SELECT item, unnest(genres) AS genre, year // 10 * 10 AS decade FROM films WHERE year IS NOT NULL),
  genres AS (SELECT genre, row_number() OVER (ORDER BY sum(ratings) DESC, genre) - 1 AS place
    FROM known JOIN film_counts USING (item) GROUP BY genre),
  decades AS (SELECT decade FROM (SELECT DISTINCT item, decade FROM known) JOIN film_counts USING (item)
    GROUP BY decade ORDER BY sum(ratings) DESC, decade LIMIT ${mostDecades}),
  placed AS (SELECT item, place AS genre, decade
    FROM known JOIN genres USING (genre) JOIN decades USING (decade) WHERE place < ${mostGenres})`;

const most = (cells: Explorer['cells']): Explorer['cells'][number] =>
  cells.reduce((most, cell) => (cell.ratings > most.ratings ? cell : most));
