import type { Grouping } from './grouping.ts';

export const gender: Grouping = {
  name: 'gender',
  kind: 'people',
  summary: 'People by gender, where the data set says it.',
  groups({ people }) {
    const names = [...new Set(people.flatMap((person) => person.gender ?? []))].sort();
    if (names.length === 0) return undefined;
    return {
      names,
      of(index) {
        const number = names.indexOf(people[index]?.gender ?? '');
        return number < 0 ? [] : [number];
      },
    };
  },
};
