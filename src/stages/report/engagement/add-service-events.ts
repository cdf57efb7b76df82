import { existsSync } from 'node:fs';
import { quoted } from '../../../artifacts/database.ts';
import type { Survey } from '../../../charts/eda/survey.ts';

/**
 * Adds to a survey's events those that the live service has collected, where there are any: what it showed people, and
 * what became of it. Films are known by the same ids; people who are no people of the data set are strangers.
 */
export async function addServiceEvents({ database }: Survey, path: string): Promise<void> {
  if (!existsSync(path)) return;
  await database.run('ALTER VIEW events RENAME TO recorded_events');
  await database.run(`CREATE VIEW events AS
    SELECT * FROM recorded_events UNION ALL BY NAME SELECT * FROM read_parquet(${quoted(path)})`);
}
