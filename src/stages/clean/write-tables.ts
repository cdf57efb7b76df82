import { join } from 'node:path';
import { quoted, type Database } from '../../artifacts/database.ts';
import { copyTables, parquet } from '../../dataset/cleaning/clean-films.ts';
import type { TableName } from '../../dataset/schema.ts';

/** Writes what a cleaned data set has besides the ratings: from tables `films`, `film_ids` and `users` and the interim ones. */
export async function writeTables(
  database: Database,
  interim: string,
  folder: string,
  tables: ReadonlySet<TableName>,
): Promise<void> {
  const to = (table: TableName): string => `TO ${quoted(join(folder, `${table}.parquet`))} (FORMAT parquet)`;
  await database.run(`COPY (SELECT * FROM films ORDER BY rowid) ${to('movies')}`);
  const attributes = tables.has('users')
    ? `LEFT JOIN (SELECT DISTINCT ON (user) * FROM ${parquet(interim, 'users')} ORDER BY user, file_row_number) a ON a.user = u.user`
    : '';
  const columns = tables.has('users') ? ', a.gender, a.age, a.occupation, a.zip' : '';
  await database.run(`COPY (SELECT u.user${columns} FROM users u ${attributes} ORDER BY u.index) ${to('users')}`);
  await copyTables(database, interim, folder, tables);
}

/** The id of a person to try things with, from table `users`: 42, if there is one. */
export async function exampleUser(database: Database): Promise<string> {
  const sql = "SELECT user FROM users ORDER BY user = '42' DESC, index LIMIT 1";
  return (await database.row<{ user: string }>(sql)).user;
}
