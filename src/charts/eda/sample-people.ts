import { uniform } from '../../random.ts';
import type { Survey } from './survey.ts';

/**
 * Draws people by the survey's seed, at most `most` of those that a SELECT gives as "user", into a temporary table of this
 * column, and says how many there are of how many. Who is drawn depends on seed, purpose and index alone: with more people
 * in the data, those drawn before are drawn again as long as they are among the first.
 */
export async function samplePeople(
  { database, seed }: Pick<Survey, 'database' | 'seed'>,
  { table, purpose, among, most }: { table: string; purpose: string; among: string; most: number },
): Promise<{ people: number; of: number }> {
  const { of } = await database.row<{ of: number }>(`SELECT count(*) AS "of" FROM (${among})`);
  const [all] = await database.columns(`SELECT "user" FROM (${among}) ORDER BY "user"`, of, [Int32Array]);
  const random = uniform(seed, purpose);
  const places = Float64Array.from(all, random);
  const last = places.toSorted()[most - 1] ?? Infinity;
  const drawn = all.filter((_, at) => places[at] <= last).subarray(0, most);
  await database.run(`CREATE OR REPLACE TEMP TABLE ${table} ("user" INTEGER)`);
  await database.insertColumn(table, drawn);
  return { people: drawn.length, of };
}
