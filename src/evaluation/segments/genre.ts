import type { Grouping } from './grouping.ts';

export const genre: Grouping = {
  name: 'genre',
  kind: 'films',
  summary: 'Films by genre; a film with several is in each.',
  groups({ genres }) {
    const names = [...new Set(genres.flat())].sort();
    const numbers = new Map(names.map((name, number) => [name, number]));
    if (names.length === 0) return undefined;
    const numbered = genres.map((own) => own.map((name) => numbers.get(name)!));
    return { names, of: (item) => numbered[item] };
  },
};
