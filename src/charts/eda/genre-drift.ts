import type { Panel } from '../chart.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { shownName } from '../shown-name.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { periodName, periodOf } from './grain.ts';
import { needs } from './needs.ts';

/** What is rated in which year, or month where there are not enough years. */
export interface GenreDrift {
  readonly grain: 'year' | 'month';
  /**
   * Days on which periods begin, ascending; without those that have too few ratings to say something, and
   * those at either end that the data cover less than half of.
   */
  readonly periods: readonly string[];
  /** The share of ratings in each period, by genre; a film of two genres counts half for each, so that they add up to 1. */
  readonly genres: readonly { readonly genre: string; readonly shares: readonly number[] }[];
}

/** A share of 20 % of so many is within 3.5 points. */
const fewestRatings = 500;
const fewestYears = 3;
const shown = 7;
const columns = 4;
/** A smaller change is none, in points. */
const leastChange = 0.5;

export const genreDrift = defineEdaChart({
  name: 'genre-drift',
  summary: 'Which genres are rated more, and which less, from year to year.',
  section: 'time',
  needs: ['genres', 'times', 'days'],
  async aggregate(survey): Promise<GenreDrift | LeftOut> {
    const { database } = survey;
    const sources = {
      year: `SELECT item, make_date(year, 1, 1) AS period, ratings FROM film_years`,
      month: `SELECT item, ${periodOf('month', 'time')} AS period, count(*) AS ratings FROM ratings WHERE time IS NOT NULL GROUP BY ALL`,
    };
    for (const grain of ['year', 'month'] as const) {
      const why = grain === 'month' && needs.rows(survey);
      if (why) return new LeftOut(why);
      const rows = await database.rows<{ start: string; genre: string; share: number }>(`
        WITH ends AS (SELECT min(first) AS first, max(last) AS last FROM user_counts),
        counted AS (
          SELECT period, genres, sum(ratings) AS ratings FROM (${sources[grain]}) JOIN films USING (item), ends
          WHERE len(genres) > 0 AND ${isMostlyKnown(grain)} GROUP BY period, genres
          QUALIFY sum(sum(ratings)) OVER (PARTITION BY period) >= ${fewestRatings}),
        spread AS (SELECT period, unnest(genres) AS genre, ratings / len(genres) AS weight FROM counted)
        SELECT period::VARCHAR AS start, genre, round(sum(weight) / sum(sum(weight)) OVER (PARTITION BY period), 6) AS share
        FROM spread GROUP BY period, genre ORDER BY period, genre`);
      const periods = [...new Set(rows.map(({ start }) => start))];
      if (periods.length < (grain === 'year' ? fewestYears : 2)) continue;
      const shares = new Map(rows.map(({ start, genre, share }) => [`${start} ${genre}`, share]));
      const genres = [...new Set(rows.map(({ genre }) => genre))].sort();
      return {
        grain,
        periods,
        genres: genres.map((genre) => ({
          genre,
          shares: periods.map((start) => shares.get(`${start} ${genre}`) ?? 0),
        })),
      };
    }
    return new LeftOut(`there are no two months with ${fewestRatings} ratings`);
  },
  title({ grain, periods, genres }) {
    if (periods.length === 0) return 'No ratings of known genres yet';
    if (periods.length === 1) return `All ratings of known genres are of ${periodName(grain, periods[0])}`;
    const sorted = [...genres].sort((a, b) => changeOf(b) - changeOf(a));
    const [up, down] = [sorted[0], sorted[sorted.length - 1]];
    const span = `From ${periodName(grain, periods[0])} to ${periodName(grain, periods[periods.length - 1])}`;
    const say = (genre: Genre, verb: string): string =>
      `${shownName(genre.genre, 40)} ${verb} by ${Math.abs(changeOf(genre)).toFixed(1)} points to ${percent(genre.shares[genre.shares.length - 1])}`;
    const parts = [
      changeOf(up) >= leastChange && say(up, 'rose'),
      changeOf(down) <= -leastChange && say(down, 'fell'),
    ].filter(Boolean);
    return parts.length === 0
      ? `${span} no genre’s share of ratings changed by more than half a point`
      : `${span} ${parts.join(' and ')} of all ratings`;
  },
  subtitle: ({ grain, periods }) =>
    periods.length === 0
      ? ''
      : `Share of all ratings in a ${grain} (UTC). A film of several genres counts for each in equal parts. Each scale begins at 0, but they differ.`,
  description({ grain, periods, genres }) {
    if (periods.length < 2)
      return `Small charts, one a genre: its share of the ratings over time; there ${periods.length === 0 ? 'are no ratings yet' : 'is only one period'}.`;
    const said = panelsOf(genres).map(
      (genre) =>
        `${shownName(genre.genre, 40)} ${percent(genre.shares[0])} to ${percent(genre.shares[periods.length - 1])}`,
    );
    return (
      `Small charts, one a genre: its share of the ratings of each of ${counted(periods.length, grain)}, from ` +
      `${periodName(grain, periods[0])} to ${periodName(grain, periods[periods.length - 1])}. In the first and the last: ${said.join(', ')}.`
    );
  },
  plot({ grain, periods, genres }) {
    if (periods.length === 0) return null;
    const panels = panelsOf(genres);
    const ends = [...new Set([periods[0], periods[periods.length - 1]])].map((start) => Date.parse(start));
    return {
      columns,
      spacing: { row: 20, column: 14 },
      concat: panels.map((genre): Panel => {
        const change = changeOf(genre);
        const isSteady = Math.abs(change) < leastChange || !genres.includes(genre);
        const color = isSteady ? palette.gray : change > 0 ? palette.blue : palette.vermilion;
        return {
          title: {
            text: shownName(genre.genre, 16),
            fontSize: 11.5,
            frame: 'group',
            offset: 4,
            subtitle: `${signed(change)} points`,
            subtitlePadding: 2,
            subtitleColor: color,
          },
          width: 100,
          height: 96,
          data: {
            values: periods.map((start, at) => ({
              start,
              period: periodName(grain, start),
              percent: 100 * genre.shares[at],
            })),
          },
          mark: { type: 'area', color, opacity: 0.35, line: { color }, point: { color, size: 18 } },
          encoding: {
            x: {
              field: 'start',
              type: 'temporal',
              title: `${grain === 'year' ? 'Year' : 'Month'} of rating`,
              scale: { type: 'utc' },
              axis: { grid: false, values: ends, format: grain === 'year' ? '%Y' : '%b %y' },
            },
            y: {
              field: 'percent',
              type: 'quantitative',
              title: 'Share (%)',
              axis: { tickCount: 4 },
              // Room for the points, so that all titles stand equally high.
              scale: { domain: [0, 112 * Math.max(...genre.shares) || 1], nice: false },
            },
            tooltip: [
              { field: 'period', title: grain === 'year' ? 'Year' : 'Month' },
              {
                field: 'percent',
                type: 'quantitative',
                title: `${shownName(genre.genre, 40)}: share of ratings (%)`,
                format: '.1f',
              },
            ],
          },
        };
      }),
    };
  },
});

/** In SQL: the data reach over at least half of the period; a last month of a single day says nothing of a trend. */
function isMostlyKnown(grain: GenreDrift['grain']): string {
  const [begins, ends] = ['epoch(period)', `epoch(period + INTERVAL 1 ${grain})`];
  return `2 * (least(${ends}, last) - greatest(${begins}, first)) >= ${ends} - ${begins}`;
}

type Genre = GenreDrift['genres'][number];

/** From the first period to the last, in points. */
const changeOf = ({ shares }: Genre): number => 100 * (shares[shares.length - 1] - shares[0]);

/** The genres that changed most, from the greatest rise to the greatest fall, and all others together. */
function panelsOf(genres: readonly Genre[]): Genre[] {
  const moving = [...genres].sort((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a)));
  const few = moving.length <= shown + 1 ? moving : moving.slice(0, shown);
  const others = moving.slice(few.length);
  const panels = [...few].sort((a, b) => changeOf(b) - changeOf(a));
  if (others.length === 0) return panels;
  const shares = others[0].shares.map((_, at) => others.reduce((sum, genre) => sum + genre.shares[at], 0));
  return [...panels, { genre: `${others.length} others`, shares }];
}

const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(1)}`;
