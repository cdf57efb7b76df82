import type { Database } from '../../artifacts/database.ts';
import type { Layer } from '../chart.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** How unequally the ratings are shared out among films, and among the people who give them. */
export interface LorenzCurves {
  readonly word: 'ratings' | 'interactions';
  readonly films: LorenzCurve;
  readonly people: LorenzCurve;
}

export interface LorenzCurve {
  readonly count: number;
  /** Gini coefficient: 0 where all have as many ratings, near 1 where one has nearly all. */
  readonly gini: number;
  /** What the tenth with the most ratings (rounded up) has of all, from 0 to 1. */
  readonly topTenth: number;
  /** Which share of all ratings (y) those have together that have the fewest (x, their share), ascending from 0, 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Coefficients nearer to each other than this are as good as equal. */
const alike = 0.05;
const size = 380;
const looks = {
  films: { label: 'films', color: palette.blue },
  people: { label: 'people', color: palette.vermilion },
} as const;

export const lorenzCurve = defineEdaChart({
  name: 'lorenz-curve',
  summary: 'How unequally the ratings are shared out among films and among people.',
  section: 'films',
  needs: ['several films', 'several people'],
  async aggregate({ database, feedback }): Promise<LorenzCurves> {
    return {
      word: ratingWord(feedback),
      films: await curveOf(database, 'film_counts'),
      people: await curveOf(database, 'user_counts'),
    };
  },
  title({ films, people, word }) {
    if (films.count === 0) return `No ${word} to share out yet`;
    const [ofFilms, ofPeople] = [films, people].map(({ topTenth }) => percent(topTenth));
    const more = films.gini - people.gini;
    const found =
      Math.abs(more) < alike
        ? `The ${word} are spread about as unevenly over films as over people`
        : more > 0
          ? `The ${word} are spread more unevenly over films than over people`
          : `The ${word} are spread more unevenly over people than over films`;
    return `${found}: the top tenth of films has ${ofFilms}, the most active tenth of people ${ofPeople}`;
  },
  subtitle: ({ word }) =>
    `The nearer a curve is to the dashed line, the more equally the ${word} are shared out. ` +
    'Gini coefficient: 0 where all have as many, 1 where one has all.',
  description({ films, people, word }) {
    const kind = `Two Lorenz curves: which share of all ${word} those have who have the fewest`;
    if (films.count === 0) return `${kind}; there are none yet.`;
    const texts = Object.entries({ films, people }).map(
      ([name, { count, gini, topTenth, points }]) =>
        `${name} (${count.toLocaleString('en-US')}): Gini coefficient ${gini.toFixed(2)}, the half with the fewest has ` +
        `${percent(heightAt(points, 0.5))}, the tenth with the most ${percent(topTenth)}`,
    );
    return `${kind}, for films and for people, with the line of equality. ${texts.join('; ')}.`;
  },
  plot(curves) {
    if (curves.films.count === 0) return null;
    const axis = { type: 'quantitative' as const, scale: { domain: [0, 100] }, axis: { tickCount: 5 } };
    return {
      width: size,
      height: size,
      data: { values: [0, 100].map((x) => ({ x, y: x })) },
      encoding: {
        x: { field: 'x', title: 'Films or people, from the fewest to the most (%)', ...axis },
        y: { field: 'y', title: `Share of all ${curves.word} together (%)`, ...axis },
      },
      layer: [
        { mark: { type: 'line', strokeDash: [5, 4], color: palette.gray, strokeWidth: 1 } },
        ...layersOf('people', curves),
        ...layersOf('films', curves),
      ],
    };
  },
});

/** Points to draw: at every percent. */
async function curveOf(database: Database, table: 'film_counts' | 'user_counts'): Promise<LorenzCurve> {
  const ranked = `
    WITH ranked AS (
      SELECT row_number() OVER byRank AS rank, ratings, sum(ratings) OVER byRank AS together, count(*) OVER () AS count,
        sum(ratings) OVER () AS total
      FROM ${table} WINDOW byRank AS (ORDER BY ratings ROWS UNBOUNDED PRECEDING))`;
  const figures = await database.row<Omit<LorenzCurve, 'points'>>(`${ranked}
    SELECT any_value(count) AS count, sum((2 * rank - count - 1) * ratings / count / total) AS gini,
      sum(ratings) FILTER (rank > count - ceil(count / 10)) / any_value(total) AS topTenth
    FROM ranked`);
  const points = await database.rows<{ x: number; y: number }>(`${ranked}
    SELECT max(rank / count) AS x, max(together / total) AS y FROM ranked GROUP BY ceil(100 * rank / count) ORDER BY x`);
  return { ...figures, points: [{ x: 0, y: 0 }, ...points] };
}

function layersOf(name: keyof typeof looks, curves: LorenzCurves): Layer[] {
  const { points, gini, count } = curves[name];
  const { label, color } = looks[name];
  const values = points.map(({ x, y }) => ({ x: 100 * x, y: 100 * y, who: label }));
  const tooltip = [
    { field: 'who', title: 'Of all' },
    { field: 'x', type: 'quantitative' as const, title: 'those with the fewest (%)', format: '.1f' },
    { field: 'y', type: 'quantitative' as const, title: `have of all ${curves.word} (%)`, format: '.1f' },
  ];
  const text = `${count.toLocaleString('en-US')} ${label}: Gini ${gini.toFixed(2)}`;
  return [
    { data: { values }, mark: { type: 'line', color } },
    { data: { values }, mark: { type: 'point', filled: true, size: 60, opacity: 0, color }, encoding: { tooltip } },
    {
      data: { values: [{ text }] },
      mark: { type: 'text', align: 'left', dx: 12, color, fontWeight: 'bold', fontSize: 12 },
      encoding: { x: { value: 0 }, y: { value: name === 'films' ? 16 : 36 }, text: { field: 'text' } },
    },
  ];
}

/** Of the curve, by the straight line between the two points around x. */
function heightAt(points: LorenzCurve['points'], x: number): number {
  const at = Math.max(
    points.findIndex((point) => point.x >= x),
    1,
  );
  const [before, after] = [points[at - 1], points[at]];
  return before.y + ((after.y - before.y) * (x - before.x)) / (after.x - before.x);
}
