import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Tables } from '../sql/tables.ts';
import { marked } from './short-text.ts';

/** Where texts stand that may be long; whose a row is stands in `people` as well. */
const holders: { readonly [Table in keyof Tables]: readonly (keyof Tables[Table] & string)[] } = {
  people: ['person', 'name', 'folded', 'password'],
  sessions: ['digest'],
  failures: ['key'],
  ratings: ['film'],
  watches: ['film'],
  events: ['film', 'model'],
  event_order: [],
};

const inUse = Object.entries(holders)
  .flatMap(([table, columns]) =>
    columns.map((column) => `select \`${column}\` as short from \`${table}\` where \`${column}\` like ?`),
  )
  .join(' union ');

/**
 * Removes the long texts that no row has any more, so that nothing stays of who left. They are locked before it is looked
 * for who has them: whoever stores one of them has it locked until their row is there to be seen, or waits until this
 * transaction ends. Where there are long texts it goes through all rows; most stores have none.
 */
export async function forgetLongTexts(connection: PoolConnection): Promise<void> {
  const ask = async (sql: string, values: string[] = []): Promise<string[]> => {
    const [rows] = await connection.query<RowDataPacket[]>(sql, values);
    return rows.map(({ short }) => short as string);
  };
  const there = await ask('select short from long_texts for update');
  if (there.length === 0) return;
  const used = new Set(
    await ask(
      inUse,
      Object.values(holders)
        .flat()
        .map(() => `${marked}%`),
    ),
  );
  const left = there.filter((short) => !used.has(short));
  if (left.length > 0) await connection.query('delete from long_texts where short in (?)', [left]);
}
