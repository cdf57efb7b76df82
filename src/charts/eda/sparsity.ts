import { counted } from '../counted.ts';
import { logTicks } from '../log-ticks.ts';
import { percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** How many of all pairs of a person and a film are rated, and where these are. */
export interface Sparsity {
  readonly word: 'ratings' | 'interactions';
  readonly ratings: number;
  readonly people: number;
  readonly films: number;
  /** How many there are in each group of people, and of films: as many as can be; the most active, most rated ones first. */
  readonly personGroups: readonly number[];
  readonly filmGroups: readonly number[];
  /** How many ratings people of one group gave films of the other, by their places; cells without any are missing. */
  readonly cells: readonly { readonly person: number; readonly film: number; readonly ratings: number }[];
}

/** Along either side. */
const most = 40;
const size = 400;
const legendLength = 180;

export const sparsity = defineEdaChart({
  name: 'sparsity',
  summary: 'How many of all pairs of a person and a film are rated, and where these are.',
  section: 'ratings',
  needs: ['rows', 'several people', 'several films'],
  async aggregate({ database, feedback, counts: { ratings, people, films } }): Promise<Sparsity> {
    const cut = (table: string, id: string, count: number): string =>
      `SELECT ${id}, (ntile(${Math.min(most, count)}) OVER (ORDER BY ratings DESC, ${id}) - 1)::INTEGER AS part FROM ${table}`;
    const [byPerson, byFilm] = [cut('user_counts', '"user"', people), cut('film_counts', 'item', films)];
    const sizes = async (cutting: string): Promise<number[]> => {
      const groups = await database.rows<{ size: number }>(
        `SELECT count(*) AS size FROM (${cutting}) GROUP BY part ORDER BY part`,
      );
      return groups.map(({ size }) => size);
    };
    const cells = await database.rows<Sparsity['cells'][number]>(`
      SELECT person.part AS person, film.part AS film, count(*) AS ratings
      FROM ratings JOIN (${byPerson}) AS person USING ("user") JOIN (${byFilm}) AS film USING (item)
      GROUP BY ALL ORDER BY ALL`);
    const word = ratingWord(feedback);
    return {
      word,
      ratings,
      people,
      films,
      personGroups: await sizes(byPerson),
      filmGroups: await sizes(byFilm),
      cells,
    };
  },
  title(data) {
    const { word, ratings, people, films } = data;
    if (ratings === 0) return 'No pair of a person and a film is rated yet';
    const all = `${finePercent(ratings / people / films)} of all pairs of a person and a film are ${word === 'ratings' ? 'rated' : 'known'}`;
    const fifth = ofFifths(data);
    if (fifth === undefined) return all;
    return `${all}; the most active fifth of people gave the most rated fifth of films ${percent(fifth)} of all ${word}`;
  },
  subtitle({ ratings, people, films, personGroups, filmGroups }) {
    if (ratings === 0) return '';
    return (
      `${counted(people, 'person', 'people')} in ${counted(personGroups.length, 'column')}, ${counted(films, 'film')} in ` +
      `${counted(filmGroups.length, 'row')}, of equal numbers. The darker, the more of a cell’s pairs are rated; white: none.`
    );
  },
  description(data) {
    const { ratings, people, films, personGroups, filmGroups, cells } = data;
    const kind =
      'A heat map: the share of the pairs of a person and a film that are rated, by how active the people are and how often ' +
      'the films are rated';
    if (ratings === 0) return `${kind}; there are none yet.`;
    const corner = shareOf(data, { person: 0, film: 0 });
    const last = { person: personGroups.length - 1, film: filmGroups.length - 1 };
    const empty = 1 - cells.length / personGroups.length / filmGroups.length;
    const fifth = ofFifths(data);
    return (
      `${kind}. ${whole(ratings)} of ${whole(people * films)} pairs are rated, ${finePercent(ratings / people / films)}; ` +
      `among the most active people and the most rated films ${finePercent(corner)}, among the least active and the least ` +
      `rated ${finePercent(shareOf(data, last))}. ${percent(empty)} of the cells have no rating at all.` +
      (fifth === undefined
        ? ''
        : ` The most active fifth of people gave the most rated fifth of films ${percent(fifth)} of all.`)
    );
  },
  plot(data) {
    const { ratings, personGroups, filmGroups, cells } = data;
    if (ratings === 0) return null;
    const values = cells.map((cell) => {
      const [left, right] = endsOf(cell.person, personGroups);
      const [top, bottom] = endsOf(cell.film, filmGroups);
      const [who, what] = [`${left} to ${right}`, `${top} to ${bottom}`];
      return {
        left,
        right,
        top,
        bottom,
        who,
        what,
        ratings: cell.ratings,
        percent: Number((100 * shareOf(data, cell)).toPrecision(4)),
      };
    });
    const shares = values.map(({ percent: share }) => share);
    const [low, high] = [Math.min(...shares), Math.max(...shares)];
    const domain = low < high ? [low, high] : [high / 10, high];
    const axis = { type: 'quantitative' as const, axis: { grid: false, tickCount: 5 } };
    return {
      width: size,
      height: size,
      data: { values },
      mark: { type: 'rect' },
      encoding: {
        x: {
          field: 'left',
          title: 'People, from the most to the least active (%)',
          scale: { domain: [0, 100], nice: false },
          ...axis,
        },
        x2: { field: 'right' },
        y: {
          field: 'top',
          title: 'Films, from the most to the least rated (%)',
          scale: { domain: [0, 100], nice: false, reverse: true },
          ...axis,
        },
        y2: { field: 'bottom' },
        color: {
          field: 'percent',
          type: 'quantitative',
          // White is for cells without a rating, so that the palest color is none.
          scale: { type: 'log', domain, scheme: { name: 'blues', extent: [0.15, 1] } },
          legend: {
            title: 'Rated pairs (%, log scale)',
            titleOrient: 'left',
            values: logTicks(domain[0], domain[1], legendLength),
            format: '~r',
            gradientLength: legendLength,
          },
        },
        tooltip: [
          { field: 'who', title: 'People (%, most active first)' },
          { field: 'what', title: 'Films (%, most rated first)' },
          { field: 'ratings', type: 'quantitative', title: 'Ratings', format: ',' },
          { field: 'percent', type: 'quantitative', title: 'Rated pairs (%)', format: '.2~r' },
        ],
      },
    };
  },
});

type Place = Pick<Sparsity['cells'][number], 'person' | 'film'>;

/** Of the pairs of a cell. */
function shareOf({ personGroups, filmGroups, cells }: Sparsity, { person, film }: Place): number {
  const ratings = cells.find((cell) => cell.person === person && cell.film === film)?.ratings ?? 0;
  return ratings / personGroups[person] / filmGroups[film];
}

/** What the most active fifth of the people gave the most rated fifth of the films; undefined where no group ends there. */
function ofFifths({ ratings, personGroups, filmGroups, cells }: Sparsity): number | undefined {
  if (personGroups.length < most || filmGroups.length < most) return undefined;
  const inCorner = cells.filter(({ person, film }) => person < most / 5 && film < most / 5);
  return inCorner.reduce((sum, cell) => sum + cell.ratings, 0) / ratings;
}

/** Where one of several groups of equal size begins and ends, in percent of all. */
const endsOf = (place: number, groups: readonly number[]): number[] =>
  [place, place + 1].map((end) => Number(((100 * end) / groups.length).toFixed(2)));

const whole = (count: number): string => count.toLocaleString('en-US');

/** Small shares to two digits: "0.057 %". */
const finePercent = (share: number): string =>
  share >= 0.1 || share === 0 ? percent(share) : `${Number((100 * share).toPrecision(2))} %`;
