import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openMongodb } from '../../../src/connections/mongodb.ts';
import { openMysql } from '../../../src/connections/mysql.ts';
import { Run, type Ended } from '../../fixtures/cli/movierec.ts';
import { emptyFolder } from '../../fixtures/cli/workspaces.ts';
import { startFerretdb, type Ferretdb } from '../../fixtures/servers/ferretdb.ts';
import { fillMysql } from '../../fixtures/servers/fill-mysql.ts';
import { run as createDatabase, startMariadb, type Mariadb } from '../../fixtures/servers/mariadb.ts';
import { movieLensRows } from '../../fixtures/servers/movielens-rows.ts';
import { speakAs } from '../../fixtures/servers/objects.ts';
import { freshBucket, startS3, type S3Server } from '../../fixtures/servers/s3.ts';
import { sparkEnvironment } from '../../fixtures/servers/spark.ts';

let mariadb: Mariadb;
let ferretdb: Ferretdb;
let s3: S3Server;
/** What the README calls the servers, and where they are here. */
let places: Readonly<Record<string, string>>;

beforeAll(async () => {
  [mariadb, ferretdb, s3] = await Promise.all([startMariadb(), startFerretdb(), startS3()]);
  Object.assign(process.env, sparkEnvironment());
  await createDatabase(mariadb.address, 'CREATE DATABASE films');
  const mysql = `${mariadb.address}films`;
  const mongodb = ferretdb.address.replace('/?', '/films?');
  await Promise.all([fillTables(mysql), fillCollection(mongodb)]);
  places = {
    'mysql://movierec@db.example/films': mysql,
    'mongodb://movierec@mongo.example/films.votes': mongodb.replace('?', '.votes?'),
    'mongodb://movierec@mongo.example/films': mongodb,
    'mysql://movierec@db.example/people': await mariadb.freshDatabase(),
    's3://films': `s3://${await freshBucket(s3.environment)}`,
    'spark://cluster.example:7077': inject('spark'),
  };
  speakAs(s3.environment);
});
afterAll(() => Promise.all([mariadb.stop(), ferretdb.stop(), s3.stop()]));

test('the commands of the README that take a reader from one machine to a cluster run as they stand there', async () => {
  const folder = await emptyFolder();
  const commands = await commandsOf('Grow');
  expect(commands.map(([name]) => name)).toEqual(
    expect.arrayContaining(['ingest', 'train', 'publish', 'serve', 'recommend']),
  );
  for (const args of commands) {
    const { code, err } = args[0] === 'serve' ? await serveOnce(folder, args) : await new Run(folder, args).ended;
    expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
  }
});

/** The movierec commands of a section, each as its arguments, with the places of here. */
async function commandsOf(section: string): Promise<string[][]> {
  const readme = await readFile(join(import.meta.dirname, '..', '..', '..', 'README.md'), 'utf8');
  const [, text] = new RegExp(`^## ${section}$(.*?)^## `, 'ms').exec(readme)!;
  const lines = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block]) =>
    block.replaceAll(/\\\n/g, '').split('\n'),
  );
  return lines
    .filter((line) => line.startsWith('npx movierec '))
    .map((line) => {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
      return words.slice(2).map(placed);
    });
}

function placed(word: string): string {
  const name = Object.keys(places).find((place) => word === place || word.startsWith(`${place}/`));
  return name === undefined ? word : word.replace(name, places[name]);
}

/** Serves on a free port until it says that it is ready, and ends it as an operator would. */
async function serveOnce(folder: string, args: readonly string[]): Promise<Ended> {
  const run = new Run(folder, [...args, '--port', '0']);
  if (await run.says('Serving')) run.child.kill('SIGTERM');
  return run.ended;
}

async function fillTables(address: string): Promise<void> {
  const { pool } = await openMysql(address);
  await pool.query(
    'CREATE TABLE votes (user INT, movie INT, rating DECIMAL(2,1), timestamp BIGINT, PRIMARY KEY (user, movie))',
  );
  await pool.query(
    'CREATE TABLE films (movie INT PRIMARY KEY, title VARCHAR(300), genres VARCHAR(300)) CHARSET utf8mb4',
  );
  await fillMysql(pool, 'votes', 'user, movie, rating, timestamp', movieLensRows('ratings.csv'));
  await fillMysql(pool, 'films', 'movie, title, genres', movieLensRows('movies.csv'));
  await pool.end();
}

async function fillCollection(address: string): Promise<void> {
  const { client, database } = await openMongodb(address);
  const votes = movieLensRows('ratings.csv')
    .slice(0, 2000)
    .map(([who, id, stars]) => ({ who, film: { id }, stars: Number(stars) }));
  await database.collection('votes').insertMany(votes);
  await client.close();
}
