import type { Survey } from '../../../charts/eda/survey.ts';
import { bands } from '../../../evaluation/segments/bands.ts';
import type { DataFacts } from '../facts.ts';

/** Counts what the report says of a cleaned data set beyond its manifest. 25 M ratings: two seconds. */
export async function countData({ database, counts, relevant }: Survey): Promise<DataFacts> {
  const { catalog, withGenres, withYear } = counts;
  const found = await database.row<Pick<DataFacts, 'from' | 'to' | 'fewest'>>(`SELECT
    (SELECT strftime(make_timestamp(min(first) * 1000000::BIGINT), '%Y-%m-%d') FROM user_counts) AS from,
    (SELECT strftime(make_timestamp(max(last) * 1000000::BIGINT), '%Y-%m-%d') FROM user_counts) AS to,
    (SELECT coalesce(min(given), 0)::INTEGER FROM (SELECT count(*) FILTER (part IN ('train', 'fold-in')) AS given
      FROM ratings GROUP BY "user" HAVING count(*) FILTER (part = 'test') > 0)) AS fewest`);
  const known = await database.rows<{ ratings: number; films: number }>(`
    WITH known AS (SELECT item, count(*) AS ratings FROM ratings WHERE part = 'train' GROUP BY item)
    SELECT coalesce(known.ratings, 0)::INTEGER AS ratings, count(*) AS films
    FROM ratings LEFT JOIN known USING (item)
    WHERE part = 'test' AND rating >= ${relevant}::FLOAT GROUP BY 1 ORDER BY 1`);

  const { names, of } = bands(Uint32Array.from(known, ({ ratings }) => ratings));
  const films = names.map(() => 0);
  for (const [at, row] of known.entries()) for (const band of of(at)) films[band] += row.films;
  const heldOutBy = names.map((band, at) => ({ band, films: films[at] }));
  return { ...found, catalog, withGenres, withYear, heldOut: films.reduce((sum, one) => sum + one, 0), heldOutBy };
}
