import type { ProfileGroup } from './profile-group.ts';

/** The genres that a person has rated most count as their usual ones. */
export const usualGenres = 3;

export const novelty: ProfileGroup = {
  name: 'novelty',
  columns: {
    novelty:
      'how rare the films are that the person rates: mean self-information in bits, of the share of people who rated each',
    outsideUsual: `the share of the films rated that have none of the person's ${usualGenres} most frequent genres, of films with genres`,
  },
  needs: ['movies'],
  select: (of) => `
    WITH counts AS (SELECT item, count(*) AS people FROM given GROUP BY item),
      everyone AS (SELECT count(DISTINCT user) AS people FROM given),
      kinds AS (SELECT DISTINCT film AS item, unnest(genres) AS genre FROM ${of('movies')}),
      usual AS (SELECT user, genre FROM (SELECT user, genre, count(*) AS films FROM given JOIN kinds USING (item) GROUP BY user, genre)
        QUALIFY row_number() OVER (PARTITION BY user ORDER BY films DESC, genre) <= ${usualGenres}),
      seen AS (SELECT user, item, bool_or(usual.genre IS NOT NULL) AS isUsual
        FROM given JOIN kinds USING (item) LEFT JOIN usual USING (user, genre) GROUP BY user, item),
      outside AS (SELECT user, count(*) FILTER (NOT isUsual) / count(*)::DOUBLE AS outsideUsual FROM seen GROUP BY user),
      rarity AS (SELECT user, avg(-log2(counts.people / everyone.people::DOUBLE)) AS novelty
        FROM given JOIN counts USING (item), everyone GROUP BY user)
    SELECT user, novelty, outsideUsual FROM rarity LEFT JOIN outside USING (user)`,
};
