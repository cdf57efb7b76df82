import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openMongodb } from '../../../src/connections/mongodb.ts';
import { openMongodbStore } from '../../../src/store/mongodb.ts';
import {
  dropDatabase,
  freshDatabase,
  startFerretdb,
  withDatabase,
  type Ferretdb,
} from '../../fixtures/servers/ferretdb.ts';

// One that may be killed.
let server: Ferretdb;
beforeAll(async () => void (server = await startFerretdb()));
afterAll(() => server.stop());

test('what is written to a database on the server is read back', async () => {
  const { client, database } = await openMongodb(freshDatabase(inject('databases').mongodb));
  await database.collection('films').insertMany([{ film: 'é\0' }, { film: 'b' }]);
  expect(await database.collection('films').countDocuments()).toBe(2);
  await database.dropDatabase();
  await client.close();
});

test('a wrong password, none at all and an unknown user are refused, and no password is repeated', async () => {
  const address = freshDatabase(server.address);
  const { port } = new URL(address);
  const wrong = [
    address.replace('p%40ss', 'guess'),
    `mongodb://127.0.0.1:${port}/db`,
    `mongodb://nobody:guess@127.0.0.1:${port}/db?authSource=admin`,
  ];
  for (const one of wrong) {
    const error: unknown = await openMongodb(one, {}).catch((error: unknown) => error);
    expect(error).toMatchObject({
      code: 'WRONG_CREDENTIALS',
      hint: expect.stringContaining('MOVIEREC_DATABASE_PASSWORD'),
    });
    expect(String(error) + String((error as Error).cause) + (error as Error).stack).not.toMatch(/guess|w0rd/);
  }
});

test('the user and password of the environment let one in', async () => {
  const { username, password, host } = new URL(freshDatabase(server.address));
  const { client } = await openMongodb(`mongodb://${host}/db?authSource=admin`, {
    MOVIEREC_DATABASE_USER: username,
    MOVIEREC_DATABASE_PASSWORD: decodeURIComponent(password),
  });
  await client.close();
});

test('a server that is killed while it is read breaks off the connection', async () => {
  const { client, database, explain } = await openMongodb(freshDatabase(server.address));
  await database.collection('films').insertMany(Array.from({ length: 50 }, (_, film) => ({ film })));
  const reading = database.collection('films').find({}, { batchSize: 2 });
  await reading.next();
  await server.kill();
  const error = await reading.toArray().catch(explain);
  expect(error).toMatchObject({ code: 'CONNECTION_LOST' });
  await server.restart();
  await client.close();
});

test('a store goes on by itself once its server was killed and is back, and has all that it answered to', async () => {
  const store = await openMongodbStore(`${freshDatabase(server.address)}&serverSelectionTimeoutMS=500`);
  await store.addGuest('a', 1);
  const rated: string[] = [];
  const rating = (async () => {
    for (let film = 0; ; film++) {
      try {
        await store.rate('a', { film: String(film), rating: 3, at: film });
        rated.push(String(film));
      } catch {
        return;
      }
    }
  })();
  while (rated.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  await server.kill();
  await rating;
  await expect(store.check()).rejects.toMatchObject({ code: 'STORE_FAILED' });
  await server.restart();
  await store.check();
  const films = (await store.ratingsOf('a')).map(({ film }) => film);
  expect(films).toEqual(expect.arrayContaining(rated));
  // The one that was not answered to may be there or not.
  expect(films.length - rated.length).toBeLessThanOrEqual(1);
  await store.close();
});

test('a database of something else, or of a later version, is left as it is', async () => {
  const address = freshDatabase(server.address);
  await withDatabase(address, (database) => database.collection<{ _id: string }>('orders').insertOne({ _id: '1' }));
  await expect(openMongodbStore(address)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  expect(await withDatabase(address, (database) => database.listCollections().toArray())).toHaveLength(1);
  await dropDatabase(address);

  await (await openMongodbStore(address)).close();
  await withDatabase(address, (database) =>
    database.collection<{ _id: string }>('layout').updateOne({ _id: 'movierec' }, { $set: { version: 2 } }),
  );
  await expect(openMongodbStore(address)).rejects.toMatchObject({ code: 'NEWER_STORE' });
});
