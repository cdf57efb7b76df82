import { capitalized } from '../capitalized.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { shownName } from '../shown-name.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** How many films are of each genre, and how many ratings they get. */
export interface GenrePopularity {
  readonly word: 'ratings' | 'interactions';
  /** Films of which any genre is known, and their ratings. */
  readonly films: number;
  readonly ratings: number;
  /** The most rated genre first. */
  readonly genres: readonly Genre[];
  /** How many genres there are, shown or not. */
  readonly known: number;
}
interface Genre {
  readonly genre: string;
  readonly films: number;
  readonly ratings: number;
  /** Of the ratings; null where there are none. */
  readonly mean: number | null;
}

const most = 25;

export const genrePopularity = defineEdaChart({
  name: 'genre-popularity',
  summary: 'The share of the films and of the ratings that each genre has.',
  section: 'films',
  needs: ['genres', 'several films'],
  async aggregate({ database, feedback }): Promise<GenrePopularity | LeftOut> {
    const mean = feedback === 'implicit' ? 'NULL' : 'round(sum(c.ratings * c.mean) / sum(c.ratings), 4)';
    const genres = await database.rows<Genre>(`
      SELECT genre, count(*) AS films, coalesce(sum(c.ratings), 0)::BIGINT AS ratings, ${mean} AS mean
      FROM (SELECT item, unnest(genres) AS genre FROM films) LEFT JOIN film_counts c USING (item)
      GROUP BY genre ORDER BY ratings DESC, films DESC, genre`);
    if (genres.length < 2) return new LeftOut('there is only one genre');
    const all = await database.row<{ films: number; ratings: number }>(`
      SELECT count(*) AS films, coalesce(sum(c.ratings), 0)::BIGINT AS ratings
      FROM films LEFT JOIN film_counts c USING (item) WHERE len(genres) > 0`);
    const shown = genres.slice(0, most).map((row) => ({ ...row, genre: shownName(row.genre) }));
    return { word: ratingWord(feedback), ...all, genres: shown, known: genres.length };
  },
  title(data) {
    if (data.genres.length === 0) return 'No genres known yet';
    const rows = sharesOf(data);
    const [more, less] = [
      rows.reduce((a, b) => (gap(b) > gap(a) ? b : a)),
      rows.reduce((a, b) => (gap(b) < gap(a) ? b : a)),
    ];
    const says = ({ genre, ofFilms, ofRatings }: Shares, which: string): string =>
      `${shownName(genre, 40)} has ${percent(ofFilms)} of the films and ${which}${percent(ofRatings)} of the ${data.word}`;
    if (gap(more) < 0.005 && gap(less) > -0.005)
      return `Each genre gets about the share of the ${data.word} that it has of the films`;
    if (gap(more) < 0.005) return says(less, 'only ');
    return gap(less) > -0.005
      ? says(more, '')
      : `${says(more, '')}; ${says(less, 'only ').replace(` of the ${data.word}`, '')}`;
  },
  subtitle({ genres, known, word }) {
    if (genres.length === 0) return '';
    const which = known > genres.length ? ` The ${genres.length} genres with the most ${word}, of ${known}.` : '';
    return `Where the diamond is to the right of the circle, a genre has more of the ${word} than of the films. A film counts in each of its genres.${which}`;
  },
  description(data) {
    const rows = sharesOf(data).map(
      ({ genre, ofFilms, ofRatings }) => `${shownName(genre, 60)} ${percent(ofFilms)} and ${percent(ofRatings)}`,
    );
    return `Two points for each genre: its share of the films and its share of the ${data.word}: ${rows.join('; ') || 'there are none yet'}.`;
  },
  plot(data) {
    if (data.genres.length === 0) return null;
    const [films, ratings] = ['Share of the films', `Share of the ${data.word}`];
    return {
      height: { step: 20 },
      data: {
        values: sharesOf(data).map(({ ofFilms, ofRatings, mean, ...row }) => ({
          ...row,
          ...(mean !== null && { mean }),
          [films]: 100 * ofFilms,
          [ratings]: 100 * ofRatings,
        })),
      },
      encoding: {
        x: { type: 'quantitative', title: 'Share of the whole (%)', scale: { zero: true } },
        y: {
          field: 'genre',
          type: 'nominal',
          sort: null,
          title: 'Genre',
          axis: { ticks: false, domain: false, grid: true, offset: 8, labelLimit: 180 },
        },
        tooltip: [
          { field: 'genre', title: 'Genre' },
          { field: 'films', type: 'quantitative', title: 'Films', format: ',' },
          { field: films, type: 'quantitative', title: `${films} (%)`, format: '.1f' },
          { field: 'ratings', type: 'quantitative', title: capitalized(data.word), format: ',' },
          { field: ratings, type: 'quantitative', title: `${ratings} (%)`, format: '.1f' },
          ...(data.word === 'ratings'
            ? [{ field: 'mean', type: 'quantitative' as const, title: 'Mean rating', format: '.2f' }]
            : []),
        ],
      },
      layer: [
        {
          mark: { type: 'rule', color: palette.gray, strokeWidth: 2 },
          encoding: { x: { field: films }, x2: { field: ratings } },
        },
        {
          transform: [{ fold: [films, ratings], as: ['what', 'percent'] }],
          mark: { type: 'point', filled: true, size: 80, opacity: 1 },
          encoding: {
            x: { field: 'percent' },
            color: { field: 'what', scale: { domain: [films, ratings], range: [palette.orange, palette.blue] } },
            shape: { field: 'what', scale: { domain: [films, ratings], range: ['circle', 'diamond'] } },
          },
        },
      ],
    };
  },
});

type Shares = Genre & { readonly ofFilms: number; readonly ofRatings: number };

const sharesOf = ({ genres, films, ratings }: GenrePopularity): Shares[] =>
  genres.map((row) => ({ ...row, ofFilms: row.films / films, ofRatings: row.ratings / (ratings || 1) }));

/** How much more of the ratings than of the films. */
const gap = ({ ofFilms, ofRatings }: Shares): number => ofRatings - ofFilms;
