import { counted } from '../counted.ts';
import { logTicks } from '../log-ticks.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** Which share of the ratings the most rated films have together. */
export interface LongTail {
  readonly word: 'ratings' | 'interactions';
  /** Films with a rating, and films of the catalog that have none. */
  readonly films: number;
  readonly unrated: number;
  /** The fewest films that have half of the ratings. */
  readonly half: number;
  /** What the less rated half of the films (rounded down) has of all ratings, from 0 to 1. */
  readonly tail: number;
  /** The share, from 0 to 1, of the `rank` most rated films together, and the ratings of the last of them; ascending. */
  readonly points: readonly { readonly rank: number; readonly share: number; readonly ratings: number }[];
}

/** Of the line, for every factor of ten in rank: a curve to the eye. */
const pointsPerDecade = 40;
const width = 560;

export const longTail = defineEdaChart({
  name: 'long-tail',
  summary: 'Which share of the ratings the most rated films have together.',
  section: 'films',
  needs: ['several films'],
  async aggregate({ database, counts: { films, catalog }, feedback }): Promise<LongTail> {
    const ranked = `
      WITH ranked AS (
        SELECT row_number() OVER byRank AS rank, ratings, sum(ratings) OVER byRank / sum(ratings) OVER () AS share
        FROM film_counts WINDOW byRank AS (ORDER BY ratings DESC, item ROWS UNBOUNDED PRECEDING))`;
    const { half, tail } = await database.row<Pick<LongTail, 'half' | 'tail'>>(`${ranked}
      SELECT min(rank) FILTER (share >= 0.5) AS half, 1 - min(share) FILTER (rank >= ${films / 2}) AS tail FROM ranked`);
    const points = await database.rows<LongTail['points'][number]>(`${ranked}
      SELECT max(rank) AS rank, max(share) AS share, min(ratings) AS ratings
      FROM ranked GROUP BY ceil(${pointsPerDecade} * log10(rank)), rank <= ${half} ORDER BY rank`);
    return { word: ratingWord(feedback), films, unrated: catalog - films, half, tail, points };
  },
  title({ films, half, points, word }) {
    if (films === 0) return `No ${word} to share out yet`;
    if (films === 1) return `All ${word} go to the only film`;
    const [first, last] = [points[0], points.at(-1)!];
    if (first.ratings === last.ratings)
      return `All ${whole(films)} films have ${counted(first.ratings, word.slice(0, -1))} each`;
    if (half === 1) return `One film of ${whole(films)} has ${percent(first.share)} of all ${word}`;
    return `Half of all ${word} go to ${percent(half / films)} of the films, the ${whole(half)} most rated`;
  },
  subtitle({ films, unrated, tail, word }) {
    if (films < 2) return '';
    const none = unrated > 0 ? ` Not counted: ${whole(unrated)} of the catalog that nobody rated.` : '';
    return `The less rated half of the films has ${percent(tail)} of the ${word} together.${none}`;
  },
  description({ films, half, tail, points, word }) {
    const kind = `A line: the share of all ${word} that the most rated films have together, by how many films (log scale)`;
    if (films === 0) return `${kind}; there are none yet.`;
    const shares = [1, 10, 100, 1000, 10_000].flatMap((rank) => {
      const point = points.find((one) => one.rank === rank);
      return point && rank < films ? [`the first ${whole(rank)} have ${percent(point.share)}`] : [];
    });
    return (
      `${kind}. Of ${whole(films)} films, ${[...shares, `the first ${whole(half)} have half`].join(', ')}; ` +
      `the less rated half of the films has ${percent(tail)}.`
    );
  },
  plot({ films, half, points, word }) {
    if (films === 0) return null;
    const values = points.map((point) => ({ ...point, percent: 100 * point.share, part: (100 * point.rank) / films }));
    const highest = Math.max(films, 2);
    const middle = values.find(({ rank }) => rank === half)!;
    const isLate = half ** 2 > films;
    return {
      width,
      data: { values },
      encoding: {
        x: {
          field: 'rank',
          type: 'quantitative',
          title: 'Films, from the most to the least rated (number, log scale)',
          axis: { grid: false, values: logTicks(1, highest, width), format: ',', labelOverlap: false },
          scale: { type: 'log', domain: [1, highest], nice: false },
        },
        y: {
          field: 'percent',
          type: 'quantitative',
          title: `Share of all ${word} together (%)`,
          scale: { domain: [0, 100] },
        },
        tooltip: [
          { field: 'rank', type: 'quantitative', title: 'The most rated films', format: ',' },
          { field: 'part', type: 'quantitative', title: 'Share of all films (%)', format: '.2~f' },
          { field: 'percent', type: 'quantitative', title: `Share of all ${word} (%)`, format: '.1f' },
          { field: 'ratings', type: 'quantitative', title: `The last of them: ${word}`, format: ',' },
        ],
      },
      layer: [
        { mark: { type: 'area', color: palette.sky } },
        { transform: [{ filter: `datum.rank <= ${half}` }], mark: { type: 'area', color: palette.blue } },
        { mark: { type: 'point', filled: true, size: 90, opacity: 0 } },
        {
          data: { values: [middle] },
          mark: { type: 'point', filled: true, size: 70, opacity: 1, color: palette.vermilion },
        },
        {
          data: {
            values: [{ ...middle, label: `${percent(middle.share)}: ${counted(half, 'film')}` }],
          },
          mark: {
            type: 'text',
            color: palette.black,
            baseline: 'middle',
            ...(isLate ? ({ align: 'right', dx: -9, dy: -4 } as const) : ({ align: 'left', dx: 9, dy: 4 } as const)),
          },
          encoding: { text: { field: 'label' } },
        },
      ],
    };
  },
});

const whole = (count: number): string => count.toLocaleString('en-US');
