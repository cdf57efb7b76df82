import { sequence } from '../../random.ts';
import { bestGrouping } from './best-grouping.ts';
import type { Points } from './k-means.ts';
import { meanOf } from './mean-of.ts';
import { nameGroups } from './name-groups.ts';
import type { PeopleTraits } from './people-traits.ts';
import type { UserArchetypes } from './user-archetypes.ts';

/** Groups people by their traits, and says what each group is like. */
export function groupPeople({ people, of, traits }: PeopleTraits, seed: number): UserArchetypes {
  const standard = traits.map(({ told }) => standardized(told));
  const genres = traits.filter(({ kind }) => kind === 'genre').length;
  // Taste counts twice as much as habits, however many genres there are.
  const taste = Math.sqrt((2 * (traits.length - genres)) / genres);
  const points = side(
    standard.map((column, at) => (traits[at].kind === 'genre' ? column.map((value) => taste * value) : column)),
  );
  const { groups, apart } = bestGrouping(points, sequence(seed, 'user-archetypes'));

  const found = [...new Set(groups)].map((group) => {
    const within = (column: Float64Array | Float32Array): number[] =>
      [...column].filter((_, person) => groups[person] === group);
    return {
      people: groups.filter((other) => other === group).length,
      figures: traits.map(({ shown, typical }) => round(typical(within(shown)))),
      deviations: standard.map((column) => round(meanOf(within(column)))),
    };
  });
  found.sort((a, b) => b.people - a.people || b.deviations[0] - a.deviations[0]);
  const names = nameGroups(
    traits,
    found.map(({ deviations }) => deviations),
  );
  return {
    people,
    of,
    apart: round(apart),
    traits: traits.map(({ kind, name, shown, typical }) => ({ kind, name, everyone: round(typical(shown)) })),
    groups: found.map((group, at) => ({ name: names[at], ...group })),
  };
}

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

const round = (figure: number): number => Number(figure.toFixed(4));
