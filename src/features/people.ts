import type { FeatureMaker } from './feature-set.ts';
import { weigh, type Worth } from './weigh.ts';

/** As many films make a person's part in them believed by half. */
const half = 3;

/** Who made one film only connects it to nothing; who made few may be chance; who made very many says little of each. */
const worthOfPerson: Worth = (films, all) => (films < 2 ? 0 : (films / (films + half)) * Math.log((1 + all) / films));

/** A cast is ordered by billing: the first counts most, and of long lists the end is left out. */
const mostCast = 15;

export const people: FeatureMaker = {
  name: 'people',
  summary: 'Who directed, wrote and played in a film; leading parts count more than small ones.',
  weight: 1,
  tables: ['people'],
  async make(films) {
    const { features, rows } = await films.gather(`
      SELECT film,
        CASE role WHEN 'director' THEN 'directed by ' WHEN 'writer' THEN 'written by ' ELSE 'with ' END || trim(name) AS feature,
        CASE role WHEN 'director' THEN 1 WHEN 'writer' THEN 0.6 ELSE 0.8 END
          / sqrt(CASE role WHEN 'cast' THEN coalesce(position, ${mostCast}) ELSE 1 END) AS amount
      FROM ${films.of('people')}
      WHERE trim(name) <> '' AND (role IN ('director', 'writer') OR (role = 'cast' AND coalesce(position, 1) <= ${mostCast}))`);
    return weigh(features, rows, worthOfPerson);
  },
};
