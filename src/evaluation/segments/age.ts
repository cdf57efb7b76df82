import type { Grouping } from './grouping.ts';

/** The first age of each group but the first: the bands in which MovieLens 1M gives ages. */
const starts = [18, 25, 35, 45, 50, 56];

export const age: Grouping = {
  name: 'age',
  kind: 'people',
  summary: 'People by age, where the data set says it, in the bands of MovieLens 1M.',
  groups({ people }) {
    if (people.every((person) => person.age === null)) return undefined;
    return {
      names: ['under 18', '18 to 24', '25 to 34', '35 to 44', '45 to 49', '50 to 55', '56 and older'],
      of(index) {
        const years = people[index]?.age ?? null;
        return years === null ? [] : [starts.filter((start) => years >= start).length];
      },
    };
  },
};
