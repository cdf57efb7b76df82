import { databaseMark } from '../databases/fetch-database.ts';
import { fieldsOf, sourceTables } from '../databases/table-fields.ts';
import { delimited } from '../parsing/delimited.ts';
import { tableOf, type Table } from '../parsing/table.ts';
import type { TableName } from '../schema.ts';
import type { Source } from './source.ts';

/** What was read from a database: CSV files by the names of movierec's tables, with movierec's names of columns. */
export const database: Source = {
  name: 'database',
  summary: 'tables of a database, as ingest --from mysql://… and mongodb://… reads them into data/raw',

  detect: async (files) => files.find(databaseMark) !== undefined,

  async read(files) {
    const tables: Partial<Record<TableName, Table>> = {};
    for (const table of sourceTables) {
      const file = files.find(`${table}.csv`);
      if (!file) continue;
      const names = (await files.head(file)).split('\n', 1)[0].split(',');
      const ofPlays = table === 'events' && !names.includes('event');
      const fields = fieldsOf(table, ofPlays);
      const columns = names.map((name) => fields.find((field) => field.name === name));
      const input = delimited(file, { delimiter: ',', quotes: true, header: true, columns });
      tables[table] = tableOf(table, input, ofPlays ? { event: "'play'" } : {});
    }
    return { tables, feedback: tables.ratings ? 'explicit' : 'implicit' };
  },
};
