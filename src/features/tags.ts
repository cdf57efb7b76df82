import type { FeatureMaker } from './feature-set.ts';
import { folded } from './text/folded.ts';
import { frequencyWithin, weigh } from './weigh.ts';

export const tags: FeatureMaker = {
  name: 'tags',
  summary: 'What people tagged a film with, by how many of them and how few other films have it (TF-IDF).',
  weight: 1,
  tables: ['tags'],
  async make(films) {
    const { features, rows } = await films.gather(`
      WITH spelled AS (SELECT film, user, lower(trim(tag)) AS tag, ${folded('tag')} AS key FROM ${films.of('tags')}),
        usual AS (SELECT key, first(tag ORDER BY count DESC, tag) AS tag
          FROM (SELECT key, tag, count(*) AS count FROM spelled GROUP BY key, tag) GROUP BY key),
        counted AS (SELECT film, key, count(DISTINCT user) AS people FROM spelled WHERE key <> '' GROUP BY film, key)
      SELECT film, 'tagged "' || tag || '"' AS feature, 1 + ln(people) AS amount FROM counted JOIN usual USING (key)`);
    return weigh(features, rows, frequencyWithin({ most: 0.5 }));
  },
};
