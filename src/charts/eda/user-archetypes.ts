import { quoted } from '../../artifacts/database.ts';
import { sequence } from '../../random.ts';
import type { Layer } from '../chart.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { shownName } from '../shown-name.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { bestGrouping } from './best-grouping.ts';
import type { Points } from './k-means.ts';
import { nameGroups } from './name-groups.ts';
import { samplePeople } from './sample-people.ts';

/** People grouped by what they rate, how much and how high. */
export interface UserArchetypes {
  /** Who were grouped, of so many who have enough ratings. */
  readonly people: number;
  readonly of: number;
  /** How well the groups are set apart, from -1 to 1: the silhouette. */
  readonly apart: number;
  /** What people are told apart by, and what it is for all together. */
  readonly traits: readonly Trait[];
  /** From the largest to the smallest; figures in the order of the traits. */
  readonly groups: readonly {
    readonly name: string;
    readonly people: number;
    readonly figures: readonly number[];
    /** How far the group's mean lies above that of all, in standard deviations of people. */
    readonly deviations: readonly number[];
  }[];
}

/** A genre: its share of a person's ratings, mean of people; `ratings`: how many, median; `rating`: their mean rating, mean. */
export interface Trait {
  readonly kind: 'genre' | 'ratings' | 'rating';
  readonly name: string;
  readonly everyone: number;
}

const fewestRatings = 10;
const fewestPeople = 30;
const mostPeople = 3000;
const mostGenres = 10;
const leastShare = 0.02;
/** Ratings of everyone's taste that each person's is mixed with, so that a few ratings do not make a fan. */
const damping = 10;

export const userArchetypes = defineEdaChart({
  name: 'user-archetypes',
  summary: 'Groups of people by taste and habits, and what sets each apart.',
  section: 'people',
  needs: ['genres', 'several people'],
  async aggregate(survey): Promise<UserArchetypes | LeftOut> {
    const { database, feedback, counts, seed } = survey;
    const genres = await database.rows<{ genre: string; share: number }>(`
      WITH spread AS (
        SELECT unnest(genres) AS genre, ratings / len(genres) AS weight FROM film_counts JOIN films USING (item))
      SELECT genre, round(sum(weight) / sum(sum(weight)) OVER (), 6) AS share FROM spread GROUP BY genre
      QUALIFY share >= ${leastShare} ORDER BY share DESC, genre LIMIT ${mostGenres}`);
    if (genres.length < 2) return new LeftOut('all films are of the same genre');
    const among = `SELECT "user" FROM user_counts WHERE ratings >= ${fewestRatings}`;
    const drawn = await samplePeople(survey, { table: 'grouped', purpose: 'user-archetypes', among, most: mostPeople });
    if (drawn.people < fewestPeople) {
      await database.run('DROP TABLE grouped');
      return new LeftOut(`fewer than ${fewestPeople} people have ${counted(fewestRatings, 'rating')}`);
    }
    const weights = genres.map(
      ({ genre }, at) => `CASE WHEN list_contains(genres, ${quoted(genre)}) THEN 1 / len(genres) ELSE 0 END AS g${at}`,
    );
    // Rounded, since sums of doubles depend on their order by some last bits.
    const amount = genres.map((_, at) => `round(sum(g${at}), 4)::FLOAT`).join(', ');
    const columns = await database.columns(
      `SELECT count(*)::FLOAT, round(avg(rating::DOUBLE), 4)::FLOAT, ${amount}
       FROM ratings SEMI JOIN grouped USING ("user") JOIN (SELECT item, ${weights.join(', ')} FROM films) USING (item)
       GROUP BY "user" ORDER BY "user"`,
      drawn.people,
      Array.from({ length: genres.length + 2 }, () => Float32Array),
    );
    await database.run('DROP TABLE grouped');

    const [ratings, means, ...amounts] = columns;
    const hasRatings = feedback === 'explicit' && counts.values > 1;
    const traits = [
      ...genres.map(({ genre }, at) => ({
        kind: 'genre' as const,
        name: shownName(genre, 20),
        shown: Float64Array.from(amounts[at], (amount, person) => amount / ratings[person]),
        told: Float64Array.from(
          amounts[at],
          (amount, person) => (amount + damping * genres[at].share) / (ratings[person] + damping),
        ),
        typical: meanOf,
      })),
      {
        kind: 'ratings' as const,
        name: 'Ratings',
        shown: ratings,
        told: Float64Array.from(ratings, Math.log),
        typical: medianOf,
      },
      ...(hasRatings
        ? [{ kind: 'rating' as const, name: 'Mean rating', shown: means, told: means, typical: meanOf }]
        : []),
    ];
    const standard = traits.map(({ told }) => standardized(told));
    // Taste counts twice as much as habits, however many genres there are.
    const taste = Math.sqrt((2 * (traits.length - genres.length)) / genres.length);
    const points = side(
      standard.map((column, at) => (traits[at].kind === 'genre' ? column.map((value) => taste * value) : column)),
    );
    const { groups, apart } = bestGrouping(points, sequence(seed, 'user-archetypes'));

    const found = [...new Set(groups)].map((group) => {
      const within = <T extends Float64Array | Float32Array>(column: T): number[] =>
        [...column].filter((_, person) => groups[person] === group);
      return {
        people: groups.filter((other) => other === group).length,
        figures: traits.map(({ shown, typical }) => round(typical(within(shown)))),
        deviations: standard.map((column) => round(meanOf(within(column)))),
      };
    });
    found.sort((a, b) => b.people - a.people || b.deviations[0] - a.deviations[0]);
    const described = traits.map(({ kind, name, shown, typical }) => ({
      kind,
      name,
      everyone: round(typical([...shown])),
    }));
    const names = nameGroups(
      described,
      found.map(({ deviations }) => deviations),
    );
    return {
      ...drawn,
      apart: round(apart),
      traits: described,
      groups: found.map((group, at) => ({ name: names[at], ...group })),
    };
  },
  title({ people, groups }) {
    if (groups.length === 0) return 'Too few people to group';
    const share = (at: number): string => `${groups[at].name} (${percent(groups[at].people / people)})`;
    if (groups.length === 1) return `All people are of one group: ${groups[0].name}`;
    return `The largest of ${groups.length} groups of people: ${share(0)}; the smallest: ${share(groups.length - 1)}`;
  },
  subtitle({ people, of, apart, groups, traits }) {
    if (groups.length === 0) return '';
    const all = counted(people, 'person', 'people');
    const who = people < of ? `${all} drawn from the ${of.toLocaleString('en-US')}` : all;
    const habits = traits.some(({ kind }) => kind === 'rating') ? 'ratings (median), mean rating' : 'ratings (median)';
    return (
      `${who} with at least ${fewestRatings} ratings. Numbers: a genre’s share of a person’s ratings in % (mean), ${habits}. ` +
      `The groups ${apart < 0.25 ? 'blend into' : apart < 0.5 ? 'overlap with' : 'stand apart from'} each other (silhouette ${apart.toFixed(2)}).`
    );
  },
  description({ people, groups, traits }) {
    if (groups.length === 0) return 'A grid of groups of people and what sets them apart; there are none yet.';
    const said = groups.map(({ name, people: some, figures, deviations }) => {
      const strongest = [...traits.keys()]
        .sort((a, b) => Math.abs(deviations[b]) - Math.abs(deviations[a]))
        .slice(0, 3);
      const parts = strongest.map(
        (at) =>
          `${traits[at].name} ${written(traits[at].kind, figures[at])} (everyone ${written(traits[at].kind, traits[at].everyone)})`,
      );
      return `${name}: ${percent(some / people)} of the people; ${parts.join(', ')}`;
    });
    return `A grid: a row for each of ${groups.length} groups of people, a column for each trait, with the group’s figure. ${said.join('. ')}.`;
  },
  plot({ people, groups, traits }) {
    if (groups.length === 0) return null;
    const rows = [
      ...groups.map(({ name, people: some, figures, deviations }) => ({
        label: `${name} (${percent(some / people)})`,
        figures,
        deviations,
      })),
      { label: 'Everyone', figures: traits.map(({ everyone }) => everyone), deviations: traits.map(() => 0) },
    ];
    const values = rows.flatMap(({ label, figures, deviations }) =>
      traits.map(({ kind, name }, at) => ({
        group: label,
        trait: name,
        text: written(kind, figures[at]).replace(' %', ''),
        figure: written(kind, figures[at]),
        deviation: deviations[at],
      })),
    );
    const layer: Layer[] = [
      {
        mark: { type: 'rect', stroke: 'white', strokeWidth: 1 },
        encoding: {
          color: {
            field: 'deviation',
            type: 'quantitative',
            title: 'Beside everyone (standard deviations)',
            legend: { titleLimit: 400 },
            scale: {
              domain: [-1.5, 0, 1.5],
              clamp: true,
              range: [palette.orange, 'white', palette.blue],
              interpolate: 'lab',
            },
          },
          tooltip: [
            { field: 'group', title: 'Group' },
            { field: 'trait', title: 'Trait' },
            { field: 'figure', title: 'Figure' },
            {
              field: 'deviation',
              type: 'quantitative',
              title: 'Beside everyone (standard deviations)',
              format: '+.2f',
            },
          ],
        },
      },
      {
        mark: { type: 'text' },
        encoding: {
          text: { field: 'text' },
          color: { condition: { test: 'datum.deviation > 1.35', value: 'white' }, value: palette.black },
        },
      },
    ];
    return {
      width: { step: 40 },
      height: { step: 34 },
      data: { values },
      encoding: {
        x: {
          field: 'trait',
          type: 'ordinal',
          sort: null,
          title: 'Share of ratings by genre (%), and habits',
          axis: { labelAngle: -40, domain: false, ticks: false },
        },
        y: {
          field: 'group',
          type: 'ordinal',
          sort: null,
          title: 'Group (share of the people)',
          // Vega keeps 200 pixels for labels, and writes the title over what is longer.
          axis: { maxExtent: 330, labelLimit: 320, domain: false, ticks: false },
        },
      },
      layer,
    };
  },
});

/** With mean 0 and deviation 1, or 0 throughout where all are equal. */
function standardized(column: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(column);
  const mean = meanOf(values);
  const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
  return values.map((value) => (deviation > 1e-9 ? (value - mean) / deviation : 0));
}

/** Columns of people as one point for each person. */
function side(columns: readonly Float64Array[]): Points {
  const dimensions = columns.length;
  const values = new Float64Array(dimensions * columns[0].length);
  columns.forEach((column, at) => column.forEach((value, person) => (values[person * dimensions + at] = value)));
  return { values, dimensions };
}

const meanOf = (values: ArrayLike<number>): number =>
  (Array.prototype.reduce.call(values, (sum, value) => (sum as number) + (value as number), 0) as number) /
  values.length;

const medianOf = (values: ArrayLike<number>): number =>
  Float64Array.from(values).sort()[Math.floor((values.length - 1) / 2)];

const round = (figure: number): number => Number(figure.toFixed(4));

function written(kind: Trait['kind'], figure: number): string {
  if (kind === 'genre') return percent(figure);
  return kind === 'ratings' ? figure.toLocaleString('en-US') : figure.toFixed(1);
}
