import { capitalized } from '../capitalized.ts';
import type { Panel } from '../chart.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** How many films of the catalog are of each year of release, and how many ratings they get. */
export interface FilmsByYear {
  readonly word: 'ratings' | 'interactions';
  /** In ascending order; only years with films. */
  readonly years: readonly { readonly year: number; readonly films: number; readonly ratings: number }[];
  /** Films of which the year is not known. */
  readonly unknown: number;
}

const width = 560;

export const filmsByYear = defineEdaChart({
  name: 'films-by-year',
  summary: 'The films by their year of release, and the ratings that they get.',
  section: 'films',
  needs: ['years'],
  async aggregate({ database, feedback, counts }): Promise<FilmsByYear | LeftOut> {
    const years = await database.rows<FilmsByYear['years'][number]>(`
      SELECT year, count(*) AS films, coalesce(sum(c.ratings), 0)::BIGINT AS ratings
      FROM films LEFT JOIN film_counts c USING (item) WHERE year IS NOT NULL GROUP BY year ORDER BY year`);
    if (years.length < 2) return new LeftOut('all films with a year are of the same one');
    return { word: ratingWord(feedback), years, unknown: counts.catalog - counts.withYear };
  },
  title({ years, word }) {
    if (years.length === 0) return 'No years of release known yet';
    const all = sum(years);
    const best = decadesOf(years).reduce((most, decade) => (decade.ratings > most.ratings ? decade : most));
    const [films, ratings] = [best.films / all.films, best.ratings / (all.ratings || 1)];
    if (films === 1) return `All films are of the ${best.decade}s`;
    return `Films of the ${best.decade}s get ${percent(ratings)} of the ${word} and are ${percent(films)} of the films`;
  },
  subtitle({ years, word, unknown }) {
    if (years.length === 0) return '';
    const half = halfFrom(years);
    const without = unknown > 0 ? ` Left out: ${counted(unknown, 'film')} without a year.` : '';
    return `Above: films of the catalog; below: the ${word} they get. Half of the films are of ${half} or later.${without}`;
  },
  description({ years, word }) {
    const all = sum(years);
    const decades = decadesOf(years).map(
      ({ decade, films, ratings }) =>
        `${decade}s ${percent(films / all.films)} and ${percent(ratings / (all.ratings || 1))}`,
    );
    return `Two rows of bars by year of release: films and ${word}. By decade, the share of the films and of the ${word}: ${decades.join('; ') || 'there are none yet'}.`;
  },
  plot({ years, word }) {
    if (years.length === 0) return null;
    const [from, to] = [years[0].year - 0.5, years[years.length - 1].year + 0.5];
    const bar = Math.max(1, Math.min(40, Math.floor((0.85 * width) / (to - from))));
    const panel = (field: 'films' | 'ratings', title: string, color: string, isLast: boolean): Panel => ({
      width,
      height: 150,
      mark: { type: 'bar', width: bar, color },
      encoding: {
        x: {
          field: 'year',
          type: 'quantitative',
          scale: { domain: [from, to], nice: false },
          title: isLast ? 'Year of release' : null,
          axis: { format: 'd', tickMinStep: 1, grid: false, labels: isLast },
        },
        y: { field, type: 'quantitative', title, axis: { tickCount: 4, tickMinStep: 1, format: '~s' } },
        tooltip: [
          { field: 'year', type: 'quantitative', title: 'Year of release', format: 'd' },
          { field: 'films', type: 'quantitative', title: 'Films', format: ',' },
          { field: 'ratings', type: 'quantitative', title: capitalized(word), format: ',' },
          { field: 'perFilm', type: 'quantitative', title: `${capitalized(word)} per film`, format: ',.1f' },
        ],
      },
    });
    return {
      data: { values: years.map((row) => ({ ...row, perFilm: Number((row.ratings / row.films).toFixed(2)) })) },
      spacing: 14,
      vconcat: [panel('films', 'Films', palette.sky, false), panel('ratings', capitalized(word), palette.blue, true)],
    };
  },
});

type Year = FilmsByYear['years'][number];

function decadesOf(years: readonly Year[]) {
  const decades = [...new Set(years.map(({ year }) => decadeOf(year)))];
  return decades.map((decade) => ({ decade, ...sum(years.filter(({ year }) => decadeOf(year) === decade)) }));
}

const decadeOf = (year: number): number => 10 * Math.floor(year / 10);

/** The latest year from which on there are at least half of the films. */
function halfFrom(years: readonly Year[]): number {
  const half = sum(years).films / 2;
  let films = 0;
  for (const { year, films: own } of years.toReversed()) {
    films += own;
    if (films >= half) return year;
  }
  return years[0].year;
}

const sum = (years: readonly Year[]) => ({
  films: years.reduce((sum, { films }) => sum + films, 0),
  ratings: years.reduce((sum, { ratings }) => sum + ratings, 0),
});
