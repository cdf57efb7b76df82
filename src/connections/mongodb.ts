import type { Db, MongoClient, MongoClientOptions } from 'mongodb';
import { MovierecError } from '../errors.ts';
import { explainMongodb } from './explain-mongodb.ts';
import { requireAddress, type Credentials } from './require-address.ts';

/** A client of MongoDB, its database, and how to say what went wrong with it. */
export interface Mongodb {
  readonly client: MongoClient;
  readonly database: Db;
  /** The address as it may be shown. */
  readonly shown: string;
  readonly explain: (error: unknown) => Error;
}

/**
 * Connects to `mongodb://USER@HOST:27017/DATABASE`, to a set of servers, `mongodb://HOST,HOST/DATABASE?replicaSet=NAME`, or
 * to those that a name stands for, `mongodb+srv://`; once to see that it lets the user in. The package is loaded here
 * first. A collection after the database's name, `/DATABASE.COLLECTION`, is not looked at. All query options of MongoDB's
 * addresses hold: a user of another database needs `authSource=admin`. The client connects again by itself after the
 * server was away; what is asked meanwhile waits for five seconds.
 * @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE, DATABASE_FAILED
 */
export async function openMongodb(address: string, environment?: Credentials): Promise<Mongodb> {
  const { address: place, options, database, shown } = mongodbSettings(address, environment);
  const explain = (error: unknown): Error => explainMongodb(error, shown);
  const { MongoClient } = await import('mongodb');
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(place, options);
    // To be greeted needs no password: this does, and less of a right than anything else.
    await client.db(database).command({ listCollections: 1, nameOnly: true, authorizedCollections: true });
    return { client, database: client.db(database), shown, explain };
  } catch (error) {
    await client?.close();
    throw explain(error);
  }
}

interface MongodbSettings {
  /** Without user and password. */
  readonly address: string;
  readonly options: MongoClientOptions;
  readonly database: string;
  readonly shown: string;
}

/** What waits how long, in milliseconds, where an address does not say. */
const patience = { serverSelectionTimeoutMS: 5000, connectTimeoutMS: 5000, socketTimeoutMS: 120_000 };

/**
 * How to connect to an address; the user's name and password apart from it.
 * @throws BAD_ADDRESS
 */
export function mongodbSettings(address: string, environment?: Credentials): MongodbSettings {
  const { url, hosts, user, password, database, shown } = requireAddress(address, environment);
  const [name] = database.split('.');
  if (!name || /[\s"$\\*<>:|?]/.test(name)) {
    throw new MovierecError('BAD_ADDRESS', `${shown} names no database that MongoDB could have.`, 'Give another name.');
  }
  const given = new Set([...url.searchParams.keys()].map((option) => option.toLowerCase()));
  const waits = Object.entries(patience).filter(([option]) => !given.has(option.toLowerCase()));
  return {
    address: `${url.protocol}//${hosts}/${encodeURIComponent(name)}${url.search}`,
    options: {
      appName: 'movierec',
      ...Object.fromEntries(waits),
      ...(user !== undefined && { auth: { username: user, password: password ?? '' } }),
    },
    database: name,
    shown,
  };
}
