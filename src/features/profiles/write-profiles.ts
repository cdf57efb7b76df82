import { join } from 'node:path';
import { quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { TableName } from '../../dataset/schema.ts';
import { FilmTables } from '../film-tables.ts';
import { profileGroups } from './registry.ts';

export const profilesFile = 'profiles.parquet';

/** What came of it. */
export interface ProfilesWritten {
  /** How many people have training ratings. */
  readonly people: number;
  /** What each column means. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Writes a profile of each person of a cleaned data set, in the order of users.parquet, to profiles.parquet. It goes by
 * the training ratings alone: who has none has a row with nothing in it. A group whose tables, or whose times, are not
 * there is left out.
 */
export function writeProfiles(
  processed: string,
  { tables, hasTimes }: { tables: ReadonlySet<TableName>; hasTimes: boolean },
  folder: string,
  context: Context,
): Promise<ProfilesWritten> {
  // One thread adds up in one order, so that the same bytes come of it on any machine.
  return FilmTables.use(processed, tables, { ...context, threads: 1 }, async (films): Promise<ProfilesWritten> => {
    const { database } = films;
    const table = (name: string): string =>
      `read_parquet(${quoted(join(processed, `${name}.parquet`))}, file_row_number = true)`;
    await database.run(`CREATE TEMP TABLE given AS SELECT user, item, rating, coalesce(time, 0)::BIGINT AS time
      FROM ${table('ratings')} WHERE part = 'train'`);
    await database.run('CREATE TEMP TABLE levels AS SELECT user, avg(rating::DOUBLE) AS mean FROM given GROUP BY user');
    const isThere = (need: TableName | 'times'): boolean => (need === 'times' ? hasTimes : tables.has(need));
    const groups = profileGroups.filter(({ needs = [] }) => needs.every(isThere));
    for (const [at, { select }] of groups.entries()) {
      await database.run(`CREATE TEMP TABLE group_${at} AS ${select(films.of)}`);
      context.progress(at + 1, groups.length, 'groups of columns');
    }
    const columns = groups.flatMap((group, at) => Object.keys(group.columns).map((name) => `group_${at}.${name}`));
    const joins = groups.map((_, at) => `LEFT JOIN group_${at} ON group_${at}.user = people.index`);
    await database.run(`COPY (SELECT people.user, ${columns.join(', ')}
      FROM (SELECT user, file_row_number AS index FROM ${table('users')}) people ${joins.join(' ')}
      ORDER BY people.index) TO ${quoted(join(folder, profilesFile))} (FORMAT parquet)`);
    const { people } = await database.row<{ people: number }>('SELECT count(*) AS people FROM levels');
    return { people, columns: Object.assign({}, ...groups.map((group) => group.columns)) as Record<string, string> };
  });
}
