import { logTicks } from '../log-ticks.ts';
import { percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';

/** How many of all pairs of a person and a film are rated, and where these are. */
export interface Sparsity {
  readonly ratings: number;
  readonly people: number;
  readonly films: number;
  /**
   * Groups of as many people (`person`), and of as many films (`film`): from 0, the most active and the most rated; what a
   * group has of all people or films reaches to `to`, from 0 to 1.
   */
  readonly personGroups: readonly Group[];
  readonly filmGroups: readonly Group[];
  /** How many ratings people of one group gave films of the other; cells without any are missing. */
  readonly cells: readonly { readonly person: number; readonly film: number; readonly ratings: number }[];
}
interface Group {
  readonly size: number;
  readonly to: number;
}

/** Along either side. */
const most = 40;
const size = 400;
const legendLength = 180;

export const sparsity = defineEdaChart({
  name: 'sparsity',
  summary: 'How many of all pairs of a person and a film are rated, and where these are.',
  section: 'ratings',
  needs: ['several people', 'several films'],
  async aggregate({ database, counts: { ratings, people, films } }): Promise<Sparsity> {
    const cut = (table: string, id: string, count: number): string =>
      `SELECT ${id}, (ntile(${Math.min(most, count)}) OVER (ORDER BY ratings DESC, ${id}) - 1)::INTEGER AS part FROM ${table}`;
    const [byPerson, byFilm] = [cut('user_counts', '"user"', people), cut('film_counts', 'item', films)];
    const groups = (cutting: string, count: number): Promise<Group[]> =>
      database.rows(`
        SELECT count(*) AS size, sum(count(*)) OVER (ORDER BY part) / ${count} AS "to"
        FROM (${cutting}) GROUP BY part ORDER BY part`);
    const cells = await database.rows<Sparsity['cells'][number]>(`
      SELECT person.part AS person, film.part AS film, count(*) AS ratings
      FROM ratings JOIN (${byPerson}) AS person USING ("user") JOIN (${byFilm}) AS film USING (item)
      GROUP BY ALL ORDER BY ALL`);
    const [personGroups, filmGroups] = [await groups(byPerson, people), await groups(byFilm, films)];
    return { ratings, people, films, personGroups, filmGroups, cells };
  },
  title(data) {
    const { ratings, people, films } = data;
    if (ratings === 0) return 'No pair of a person and a film is rated yet';
    const all = `${finePercent(ratings / people / films)} of all pairs of a person and a film are rated`;
    const fifth = ofFifths(data);
    if (fifth === undefined) return all;
    return `${all}; the most active fifth of people gave the most rated fifth of films ${percent(fifth)} of all ratings`;
  },
  subtitle({ ratings, people, films, personGroups, filmGroups }) {
    if (ratings === 0) return '';
    return (
      `${whole(people)} people in ${whole(personGroups.length)} columns, ${whole(films)} films in ` +
      `${whole(filmGroups.length)} rows, of equal numbers. The darker, the more of a cell’s pairs are rated; white: none.`
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
    const [people, films] = [ends(personGroups), ends(filmGroups)];
    const values = cells.map((cell) => {
      const [[left, right], [top, bottom]] = [people[cell.person], films[cell.film]];
      const [who, what] = [`${left} to ${right}`, `${top} to ${bottom}`];
      return { left, right, top, bottom, who, what, ratings: cell.ratings, percent: 100 * shareOf(data, cell) };
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
  return ratings / personGroups[person].size / filmGroups[film].size;
}

/** What the most active fifth of the people gave the most rated fifth of the films; undefined where no group ends there. */
function ofFifths({ ratings, personGroups, filmGroups, cells }: Sparsity): number | undefined {
  if (personGroups.length < most || filmGroups.length < most) return undefined;
  const inCorner = cells.filter(({ person, film }) => person < most / 5 && film < most / 5);
  return inCorner.reduce((sum, cell) => sum + cell.ratings, 0) / ratings;
}

/** Where each group begins and ends, in percent. */
const ends = (groups: readonly Group[]): [from: number, to: number][] =>
  groups.map(({ to }, at) => [inPercent(groups[at - 1]?.to ?? 0), inPercent(to)]);
const inPercent = (share: number): number => Number((100 * share).toFixed(2));

const whole = (count: number): string => count.toLocaleString('en-US');

/** Small shares to two digits: "0.057 %". */
const finePercent = (share: number): string =>
  share >= 0.1 || share === 0 ? percent(share) : `${Number((100 * share).toPrecision(2))} %`;
