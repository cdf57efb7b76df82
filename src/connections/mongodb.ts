import type { Db, MongoClient } from 'mongodb';
import { explainMongodb } from './explain-mongodb.ts';
import { requireAddress } from './require-address.ts';

/** A client of MongoDB, its database, and how to say what went wrong with it. */
export interface Mongodb {
  readonly client: MongoClient;
  readonly database: Db;
  /** The address as it may be shown. */
  readonly shown: string;
  readonly explain: (error: unknown) => Error;
}

/**
 * Connects to `mongodb://USER@HOST:27017/DATABASE` (or `mongodb+srv://`), once to see that it answers. The package is
 * loaded here first. A collection after the database's name, `/DATABASE.COLLECTION`, is not looked at. All query options
 * of MongoDB's addresses hold.
 * @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE, DATABASE_FAILED
 */
export async function openMongodb(address: string): Promise<Mongodb> {
  const { url, user, password, database, shown } = requireAddress(address);
  const { MongoClient } = await import('mongodb');
  const name = database.split('.')[0];
  const place = new URL(url);
  place.username = place.password = '';
  place.pathname = `/${name}`;
  const explain = (error: unknown): Error => explainMongodb(error, shown);
  const client = new MongoClient(place.href, {
    serverSelectionTimeoutMS: 5000,
    ...(user !== undefined && { auth: { username: user, password: password ?? '' } }),
  });
  try {
    await client.db(name).command({ ping: 1 });
  } catch (error) {
    await client.close();
    throw explain(error);
  }
  return { client, database: client.db(name), shown, explain };
}
