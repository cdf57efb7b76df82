import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';

/** Digests of the ids of people of the service: enough to see who is gone, and not to say who anybody was. */
export type People = ReadonlySet<string>;

/** Who has ratings among what was collected. */
export const collectedPeople = (collected: string, context: Context): Promise<People> =>
  Database.use(collected, context, async (database) => {
    const path = quoted(join(collected, 'ratings.parquet'));
    const { person = [] } = await database.table(
      `SELECT DISTINCT left(sha256("user"), 16) AS person FROM read_parquet(${path}) ORDER BY person`,
    );
    return new Set(person as unknown as readonly string[]);
  });

const list = z.array(z.string());
const pathOf = (version: string): string => join(version, 'people.json');

/** Notes in the folder of a version who has ratings in it. 20 bytes a person. */
export const writePeople = (version: string, people: People): Promise<void> =>
  writeFile(pathOf(version), JSON.stringify([...people]));

/** Whether all who have ratings in a version have some still; not where that is unknown. */
export async function hasNobodyGone(version: string, now: People): Promise<boolean> {
  try {
    return list.parse(JSON.parse(await readFile(pathOf(version), 'utf8'))).every((person) => now.has(person));
  } catch {
    return false;
  }
}
