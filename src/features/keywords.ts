import type { FeatureMaker } from './feature-set.ts';
import { frequencyWithin, weigh } from './weigh.ts';

export const keywords: FeatureMaker = {
  name: 'keywords',
  summary: 'The keywords that a film database gives a film; rare ones count more (TF-IDF).',
  weight: 1,
  tables: ['keywords'],
  async make(films) {
    const { features, rows } = await films.gather(
      `SELECT film, 'about ' || lower(trim(keyword)) AS feature, 1 AS amount
       FROM ${films.of('keywords')} WHERE trim(keyword) <> ''`,
    );
    return weigh(features, rows, frequencyWithin({ most: 0.5 }));
  },
};
