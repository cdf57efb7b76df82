import { join } from 'node:path';
import { Database, quoted } from '../../../artifacts/database.ts';
import type { Context } from '../../../context.ts';
import { bands } from '../../../evaluation/segments/bands.ts';
import type { CleanResult } from '../../clean.ts';
import type { DataFacts } from '../facts.ts';

/** Counts what the report says of a cleaned data set beyond its manifest. A few passes over the ratings: seconds at 25 M. */
export const dataFacts = (folder: string, { relevant }: CleanResult, context: Context): Promise<DataFacts> =>
  Database.use(folder, context, async (database) => {
    const table = (name: string): string => `read_parquet(${quoted(join(folder, `${name}.parquet`))})`;
    await database.run(`CREATE VIEW ratings AS SELECT * FROM ${table('ratings')}`);
    const counts = await database.row<Omit<DataFacts, 'heldOut' | 'heldOutBy'>>(`SELECT
      (SELECT strftime(make_timestamp(min(time) * 1000000::BIGINT), '%Y-%m-%d') FROM ratings) AS from,
      (SELECT strftime(make_timestamp(max(time) * 1000000::BIGINT), '%Y-%m-%d') FROM ratings) AS to,
      (SELECT count(*) FROM ${table('movies')}) AS catalog,
      (SELECT count(*) FROM ${table('movies')} WHERE len(genres) > 0) AS withGenres,
      (SELECT count(*) FROM ${table('movies')} WHERE year IS NOT NULL) AS withYear,
      (SELECT coalesce(min(given), 0) FROM (SELECT count(*) FILTER (part IN ('train', 'fold-in')) AS given
        FROM ratings GROUP BY "user" HAVING count(*) FILTER (part = 'test') > 0)) AS fewest`);
    const known = await database.rows<{ ratings: number; films: number }>(`WITH
      known AS (SELECT item, count(*) AS ratings FROM ratings WHERE part = 'train' GROUP BY item)
      SELECT coalesce(known.ratings, 0)::INTEGER AS ratings, count(*) AS films
      FROM ratings LEFT JOIN known USING (item)
      WHERE part = 'test' AND rating >= ${relevant}::FLOAT GROUP BY 1 ORDER BY 1`);

    const { names, of } = bands(Uint32Array.from(known, ({ ratings }) => ratings));
    const films = names.map(() => 0);
    for (const [at, row] of known.entries()) for (const band of of(at)) films[band] += row.films;
    const heldOutBy = names.map((band, at) => ({ band, films: films[at] }));
    return { ...counts, heldOut: films.reduce((sum, one) => sum + one, 0), heldOutBy };
  });
