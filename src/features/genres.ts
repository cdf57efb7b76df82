import type { FeatureMaker } from './feature-set.ts';
import { inverseFrequency, weigh } from './weigh.ts';

export const genres: FeatureMaker = {
  name: 'genres',
  summary: 'The genres of a film; rare ones say more than frequent ones.',
  weight: 1,
  tables: ['movies', 'details'],
  async make(films) {
    const lists = (['movies', 'details'] as const)
      .filter((table) => films.tables.has(table))
      .map((table) => `SELECT film, unnest(genres) AS genre FROM ${films.of(table)}`);
    const { features, rows } = await films.gather(
      `SELECT film, 'of the genre ' || genre AS feature, 1 AS amount FROM (${lists.join(' UNION ALL ')})`,
    );
    return weigh(features, rows, inverseFrequency);
  },
};
