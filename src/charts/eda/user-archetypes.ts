import type { Layer } from '../chart.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { groupPeople } from './group-people.ts';
import { fewestRatings, peopleTraits } from './people-traits.ts';

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

export const userArchetypes = defineEdaChart({
  name: 'user-archetypes',
  summary: 'Groups of people by taste and habits, and what sets each apart.',
  section: 'people',
  needs: ['rows', 'genres', 'several people'],
  async aggregate(survey): Promise<UserArchetypes | LeftOut> {
    const found = await peopleTraits(survey);
    return found instanceof LeftOut ? found : groupPeople(found, survey.seed);
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
          axis: { labelLimit: 320, domain: false, ticks: false },
        },
      },
      layer,
    };
  },
});

function written(kind: Trait['kind'], figure: number): string {
  if (kind === 'genre') return percent(figure);
  return kind === 'ratings' ? figure.toLocaleString('en-US') : figure.toFixed(1);
}
