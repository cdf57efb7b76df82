import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';

/** How many people gave which rating to which film, ascending: those of film i stand from starts[i] to starts[i + 1]. */
export interface RatingCounts {
  readonly starts: Uint32Array;
  readonly ratings: Float32Array;
  readonly people: Uint32Array;
}

/** Counts the ratings of a folder of data/processed, held out or not: DuckDB counts a million in a tenth of a second. */
export const readRatingCounts = (folder: string, items: number, context: Context): Promise<RatingCounts> =>
  Database.use(folder, context, async (database) => {
    const all = `read_parquet(${quoted(join(folder, 'ratings.parquet'))})`;
    await database.run(
      `CREATE TABLE counted AS SELECT item, rating::FLOAT AS rating, count(*)::UINTEGER AS people FROM ${all} GROUP BY ALL`,
    );
    const { rows } = await database.row<{ rows: number }>('SELECT count(*) AS rows FROM counted');
    const [item, ratings, people] = await database.columns(
      'SELECT item::INTEGER, rating, people FROM counted ORDER BY item, rating',
      rows,
      [Int32Array, Float32Array, Uint32Array],
    );
    return { starts: startsOf(item, items), ratings, people };
  });

/** Where each key's entries start among ascending keys. */
function startsOf(keys: Int32Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (const key of keys) starts[key + 1]++;
  for (let key = 0; key < count; key++) starts[key + 1] += starts[key];
  return starts;
}
