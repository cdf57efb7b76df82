import type { FeatureMaker } from './feature-set.ts';
import { weigh } from './weigh.ts';

/** How far a tag has to stand out from what is usual for it, and how many of a film's tags count at most. */
const least = 0.1;
const most = 64;

export const genome: FeatureMaker = {
  name: 'genome',
  summary: 'The tag genome: what stands out in a film more than in most, of 1,128 tags (Vig, Sen, Riedl 2012).',
  weight: 1.5,
  tables: ['genome'],
  async make(films) {
    // Sums of decimals do not depend on the order of adding, and so not on the threads.
    const { features, rows } = await films.gather(`
      WITH relevances AS (SELECT film, lower(trim(tag)) AS tag, relevance FROM ${films.of('genome')}),
        usual AS (SELECT tag, avg(relevance::DECIMAL(9, 6)) AS mean FROM relevances GROUP BY tag)
      SELECT film, 'that the tag genome calls "' || tag || '"' AS feature, relevance - mean AS amount
      FROM relevances JOIN usual USING (tag) WHERE relevance - mean >= ${least}
      QUALIFY row_number() OVER (PARTITION BY film ORDER BY relevance - mean DESC, tag) <= ${most}`);
    return weigh(features, rows, () => 1);
  },
};
