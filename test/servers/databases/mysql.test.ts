import { expect, inject, test } from 'vitest';
import { openMysql } from '../../../src/connections/mysql.ts';
import { freshDatabase } from '../../fixtures/servers/mariadb.ts';

test('a database of one’s own is reached by its address', async () => {
  const { pool } = await openMysql(await freshDatabase(inject('databases').mysql));
  const [rows] = await pool.query('SELECT 1 + 1 AS two');
  expect(rows).toEqual([{ two: 2 }]);
  await pool.end();
});
