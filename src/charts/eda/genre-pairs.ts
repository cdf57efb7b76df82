import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { shownName } from '../shown-name.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { orderByLikeness } from './order-by-likeness.ts';

/** How many films each two genres have in common. */
export interface GenrePairs {
  /** Films of which any genre is known. */
  readonly films: number;
  /** The most frequent first. */
  readonly genres: readonly { readonly genre: string; readonly films: number }[];
  /** How many genres there are, shown or not. */
  readonly known: number;
  /** Two places in `genres`, the first one lower, and the films that are of both; not there where none is. */
  readonly pairs: readonly { readonly one: number; readonly other: number; readonly films: number }[];
}

const most = 25;
/** Powers of two that the colors reach to: eight times as often as by chance, or an eighth. */
const reach = 3;

export const genrePairs = defineEdaChart({
  name: 'genre-pairs',
  summary: 'Which genres stand together on films more often than by chance.',
  section: 'films',
  needs: ['genres', 'several films'],
  async aggregate({ database }): Promise<GenrePairs | LeftOut> {
    const of = '(SELECT item, unnest(genres) AS genre FROM films)';
    const genres = await database.rows<{ genre: string; films: number }>(`
      SELECT genre, count(*) AS films FROM ${of} GROUP BY genre ORDER BY films DESC, genre`);
    const { films } = await database.row<{ films: number }>(
      'SELECT count(*) AS films FROM films WHERE len(genres) > 0',
    );
    const pairs = await database.rows<GenrePairs['pairs'][number]>(`
      WITH ranked AS (SELECT genre, row_number() OVER (ORDER BY count(*) DESC, genre) - 1 AS place
        FROM ${of} GROUP BY genre QUALIFY place < ${most}),
      placed AS (SELECT item, place FROM ${of} JOIN ranked USING (genre))
      SELECT a.place AS one, b.place AS other, count(*) AS films
      FROM placed a JOIN placed b ON a.item = b.item AND a.place < b.place GROUP BY ALL ORDER BY ALL`);
    if (genres.length < 2) return new LeftOut('there is only one genre');
    if (pairs.length === 0) return new LeftOut('no film is of two genres');
    const shown = genres.slice(0, most).map((row) => ({ ...row, genre: shownName(row.genre) }));
    return { films, genres: shown, known: genres.length, pairs };
  },
  title(data) {
    const [first] = strongest(data);
    if (data.genres.length < 2) return 'No two genres to compare yet';
    if (!first || first.atLeast <= 1) return 'No two genres stand together clearly more often than by chance';
    const { one, other, lift, films } = first;
    return `${one} and ${other} stand together ${times(lift)} as often as by chance, on ${counted(films, 'film')}`;
  },
  subtitle({ genres, known }) {
    if (genres.length < 2) return '';
    const which = known > genres.length ? ` The ${genres.length} most frequent of ${known} genres.` : '';
    return `Blue: on more films together than by chance; red: on fewer. Related genres stand side by side; pairs of rare ones are drawn paler, since little is known of them.${which}`;
  },
  description(data) {
    const list = strongest(data)
      .filter(({ atLeast }) => atLeast > 1)
      .slice(0, 5)
      .map(({ one, other, lift, films }) => `${one} and ${other} ${times(lift)} (${counted(films, 'film')})`);
    return (
      `A heat map of ${data.genres.length} by ${data.genres.length} genres: how many times as often as by chance two ` +
      `are given to the same film. Clearly more often: ${list.join('; ') || 'none'}.`
    );
  },
  plot(data) {
    if (data.genres.length < 2) return null;
    const cells = cellsOf(data);
    const order = orderByLikeness(cells.map((row) => row.map(({ drawn }) => drawn)));
    const names = order.map((place) => data.genres[place].genre);
    const axis = { ticks: false, domain: false, labelLimit: 150 };
    return {
      width: { step: 24 },
      height: { step: 24 },
      data: {
        values: order.flatMap((row) =>
          order
            .filter((column) => column !== row)
            .map((column) => {
              const { films, expected, lift, drawn } = cells[row][column];
              const [one, other] = [data.genres[row].genre, data.genres[column].genre];
              return { one, other, films, expected: round(expected, 1), lift: round(lift, 2), drawn: round(drawn, 2) };
            }),
        ),
      },
      mark: { type: 'rect' },
      encoding: {
        x: {
          field: 'other',
          type: 'nominal',
          scale: { domain: names },
          title: 'Genre',
          axis: { ...axis, labelAngle: -45 },
        },
        y: { field: 'one', type: 'nominal', scale: { domain: names }, title: 'Genre', axis },
        color: {
          field: 'drawn',
          type: 'quantitative',
          scale: { domain: [-reach, 0, reach], range: [palette.vermilion, 'white', palette.blue], clamp: true },
          legend: {
            title: 'Times as often as by chance',
            titleFontWeight: 'normal',
            titleLimit: 300,
            gradientLength: 260,
            values: [-3, -2, -1, 0, 1, 2, 3],
            labelExpr: "datum.value < 0 ? '1/' + pow(2, -datum.value) : '' + pow(2, datum.value)",
          },
        },
        tooltip: [
          { field: 'one', title: 'Genre' },
          { field: 'other', title: 'and' },
          { field: 'films', type: 'quantitative', title: 'Films of both', format: ',' },
          { field: 'expected', type: 'quantitative', title: 'Films by chance', format: ',.1f' },
          { field: 'lift', type: 'quantitative', title: 'Times as often as by chance', format: '.2f' },
        ],
      },
    };
  },
});

interface Cell {
  readonly films: number;
  /** Films of both if the genres had nothing to do with each other. */
  readonly expected: number;
  /** films / expected */
  readonly lift: number;
  /** log₂ of the lift, each of the two counts damped by one film; within reach. */
  readonly drawn: number;
}

/** For each two genres, in both orders; a genre with itself is not looked at. */
function cellsOf({ genres, films: all, pairs }: GenrePairs): Cell[][] {
  const together = genres.map(() => genres.map(() => 0));
  for (const { one, other, films } of pairs) together[one][other] = together[other][one] = films;
  return genres.map(({ films: own }, row) =>
    genres.map(({ films: theirs }, column) => {
      const films = together[row][column];
      const expected = (own * theirs) / all;
      const drawn = Math.min(Math.max(Math.log2((films + 1) / (expected + 1)), -reach), reach);
      return { films, expected, lift: films / expected, drawn };
    }),
  );
}

/** All pairs, the one first that is surely together more often: by the lower end of a 95 % interval (Poisson). */
function strongest(data: GenrePairs) {
  const cells = cellsOf(data);
  return data.pairs
    .map(({ one, other }) => {
      const { films, expected, lift } = cells[one][other];
      const names = [one, other].map((place) => shownName(data.genres[place].genre, 40));
      return { one: names[0], other: names[1], films, lift, atLeast: (films - 1.96 * Math.sqrt(films)) / expected };
    })
    .sort((a, b) => b.atLeast - a.atLeast);
}

const times = (lift: number): string => `${lift < 10 ? round(lift, 1) : Math.round(lift)} times`;

const round = (figure: number, digits: number): number => Number(figure.toFixed(digits));
