import { expect, inject, test } from 'vitest';
import { openMongodb } from '../../../src/connections/mongodb.ts';
import { freshDatabase } from '../../fixtures/servers/ferretdb.ts';

test('what is written to a database on the server is read back', async () => {
  const { client, database } = await openMongodb(freshDatabase(inject('databases').mongodb));
  await database.collection('films').insertMany([{ film: 'é\0' }, { film: 'b' }]);
  expect(await database.collection('films').countDocuments()).toBe(2);
  await database.dropDatabase();
  await client.close();
});
