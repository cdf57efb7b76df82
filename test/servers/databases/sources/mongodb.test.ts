import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BSON, Binary, Long, ObjectId, Timestamp, UUID, type Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Workspace } from '../../../../src/artifacts/workspace.ts';
import { openMongodb, type Mongodb } from '../../../../src/connections/mongodb.ts';
import { createContext, type Context } from '../../../../src/context.ts';
import { mongodb } from '../../../../src/dataset/databases/mongodb.ts';
import { ingest, type IngestOptions } from '../../../../src/stages/ingest.ts';
import { hasRealData, movieLens, withoutRealData } from '../../../fixtures/movielens.ts';
import { openCutOff } from '../../../fixtures/servers/cut-off.ts';
import { freshDatabase } from '../../../fixtures/servers/ferretdb.ts';
import { movieLensRows } from '../../../fixtures/servers/movielens-rows.ts';
import { readParquet, temporaryFolder } from '../../../fixtures/workspace.ts';

const root = await temporaryFolder();
let address: string;
let server: Mongodb;
beforeAll(async () => {
  address = freshDatabase(inject('databases').mongodb);
  server = await openMongodb(address);
  await fill(
    'votes',
    Array.from({ length: 30_000 }, (_, at) => ({
      _id: at,
      uid: at % 300,
      film: { id: at % 70 },
      stars: 1 + (at % 5),
      when: new Date(1e12 + at * 1000),
    })),
  );
});
afterAll(() => server.client.close());

async function fill(collection: string, documents: readonly Document[]): Promise<void> {
  for (let at = 0; at < documents.length; at += 5000) {
    await server.database.collection(collection).insertMany(documents.slice(at, at + 5000));
  }
}

let count = 0;
const newWorkspace = (): Workspace => new Workspace(join(root, String(++count)));
const votes = { table: 'votes', columns: { user: 'uid', movie: 'film.id', rating: 'stars', timestamp: 'when' } };
const read = (options: Partial<IngestOptions>, context: Partial<Context> = {}, workspace = newWorkspace()) =>
  ingest({ workspace, from: address, dataset: 'films', ...options }, createContext(context));
/** The address with a collection after the database's name. */
const withCollection = (name: string): string => address.replace(/(fresh_\w+)/, `$1.${name}`);

test.skipIf(!hasRealData)(
  `the same data give byte-identical tables, whether they come as CSV files or from collections${hasRealData ? '' : `: ${withoutRealData}`}`,
  async () => {
    // A tenth of the people: this server is slow.
    const people = new Set(Array.from({ length: 60 }, (_, at) => String(at * 10 + 1)));
    const ratings = movieLensRows('ratings.csv').filter(([user]) => people.has(user));
    const films = movieLensRows('movies.csv');
    await fill(
      'rated',
      ratings.map(([user, film, stars, time], at) => ({
        _id: at,
        who: Number(user),
        film: { id: Number(film) },
        stars: Number(stars),
        time: new Date(Number(time) * 1000),
      })),
    );
    await fill(
      'films',
      films.map(([film, title, genres]) => ({ _id: Number(film), title, genres: genres.split('|') })),
    );
    const workspace = newWorkspace();
    const columns = { user: 'who', movie: 'film.id', rating: 'stars', timestamp: 'time' };
    await read({ from: withCollection('rated'), table: { movies: 'films' }, columns }, {}, workspace);
    await mkdir(join(workspace.root, 'csv'));
    await writeFile(
      join(workspace.root, 'csv/ratings.csv'),
      `userId,movieId,rating,timestamp\n${ratings.map((row) => row.join()).join('\n')}\n`,
    );
    await writeFile(join(workspace.root, 'csv/movies.csv'), await readFile(`${movieLens}movies.csv`));
    await ingest({ workspace, from: join(workspace.root, 'csv'), dataset: 'files' }, createContext());
    for (const table of ['ratings', 'movies']) {
      const [one, other] = await Promise.all(
        ['films', 'files'].map((dataset) => readFile(workspace.interim(`${dataset}/${table}.parquet`))),
      );
      expect(await readParquet(workspace.interim(`films/${table}.parquet`))).toEqual(
        await readParquet(workspace.interim(`files/${table}.parquet`)),
      );
      expect(one.equals(other), table).toBe(true);
    }
  },
);

test('an interrupted run is gone on with, and what comes of it is what an unbroken run gives', async () => {
  const whole = newWorkspace();
  await read(votes, {}, whole);
  const workspace = newWorkspace();
  const stop = new AbortController();
  const context = { signal: stop.signal, progress: (done: number) => void (done > 9000 && stop.abort()) };
  await expect(read(votes, context, workspace)).rejects.toThrow();
  expect(existsSync(workspace.raw('films'))).toBe(false);
  const said: string[] = [];
  await read(votes, { log: (text) => said.push(text) }, workspace);
  expect(said[0]).toMatch(/^Going on after the 1\d,000 rows of ratings that an earlier run has read\.$/);
  const [one, other] = await Promise.all([whole, workspace].map((of) => readFile(of.raw('films/ratings.csv'))));
  expect(one.equals(other)).toBe(true);
});

test('by a connection that breaks, which is told with how much has come', async () => {
  const whole = newWorkspace();
  await read(votes, {}, whole);
  const workspace = newWorkspace();
  const way = await openCutOff(Number(new URL(address).port));
  const from = way.through(address);
  const context = { progress: (done: number) => void (done > 9000 && way.after(0)) };
  await expect(read({ ...votes, from }, context, workspace)).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
    message: expect.stringMatching(
      /^mongodb:\/\/127\.0\.0\.1:\d+\/\w+ broke off the connection, after 1\d,000 rows of ratings\.$/,
    ),
    hint: 'Run this again to go on from there.',
  });
  expect(existsSync(workspace.raw('films'))).toBe(false);
  way.after(Number.POSITIVE_INFINITY);
  const said: string[] = [];
  await read({ ...votes, from }, { log: (text) => said.push(text) }, workspace);
  expect(said[0]).toMatch(/^Going on after the 1\d,000 rows of ratings that an earlier run has read\.$/);
  const [one, other] = await Promise.all([whole, workspace].map((of) => readFile(of.raw('films/ratings.csv'))));
  expect(one.equals(other)).toBe(true);
  await way.close();
});

test('documents are gone on with after any of them, whatever their ids are', async () => {
  const kinds: Record<string, Document['_id'][]> = {
    numbers: [3, 1.5, Long.fromString('9007199254740993'), -2],
    texts: ['b', 'a', 'é', '😀', "it's"],
    ids: [new ObjectId(), new ObjectId(), new ObjectId()],
    bytes: [new Binary(Buffer.from('00ff', 'hex')), new Binary(Buffer.from('0a27', 'hex'))],
    // Only the first kind of id can be gone on from, and the rest then comes whole.
    mixed: [1, 2, 'a', new ObjectId()],
  };
  const database = await mongodb.open(address);
  for (const [name, ids] of Object.entries(kinds)) {
    await fill(
      name,
      ids.map((id) => ({ _id: id, uid: 1 })),
    );
    const relation = { name, table: name };
    const all = async (after?: readonly string[]): Promise<string[]> => {
      const found: string[] = [];
      const request = {
        relation,
        key: ['_id'],
        keyIsUnique: true,
        choices: [],
        after,
        signal: new AbortController().signal,
      };
      for await (const { rows } of database.read(request)) found.push(...rows.map(([id]) => id));
      return found;
    };
    const whole = await all();
    expect(whole).toHaveLength(ids.length);
    for (const [at, { _id: id }] of (
      await server.database.collection(name).find().sort({ _id: 1 }).toArray()
    ).entries()) {
      if (name === 'mixed' && at > 1) continue;
      expect(await all([BSON.EJSON.stringify({ id }, { relaxed: false })]), name).toEqual(whole.slice(at + 1));
    }
  }
  await database.close();
});

test('values come exactly, whatever their types are; what is missing or something else is set aside', async () => {
  const made = ObjectId.createFromTime(1_600_000_000);
  await fill('mixed-values', [
    {
      _id: 1,
      user: Long.fromString('9007199254740993'),
      film: new UUID('123e4567-e89b-12d3-a456-426655440000'),
      rating: 4.5,
      timestamp: new Date(-1500),
    },
    {
      _id: 2,
      user: made,
      film: new Binary(Buffer.from('00ff', 'hex')),
      rating: '3',
      timestamp: new Timestamp({ t: 7, i: 1 }),
    },
    { _id: 3, user: 'é,"', film: 5, rating: 2, timestamp: made },
    { _id: 4, user: 1, film: 5 },
    { _id: 5, user: 1, film: 5, rating: { stars: 3 }, timestamp: null },
    { _id: 6, user: 1, film: 5, rating: 1, timestamp: 'soon' },
  ]);
  await fill('kinds', [{ _id: 5, title: 'Amélie', tags: [{ name: 'Drama' }, { name: 'War' }], year: 2001 }]);
  const workspace = newWorkspace();
  const result = await read(
    {
      table: { ratings: 'mixed-values', movies: 'kinds' },
      columns: {
        user: 'user',
        movie: 'film',
        rating: 'rating',
        timestamp: 'timestamp',
        title: 'title',
        genres: 'tags.name',
        year: 'year',
      },
    },
    {},
    workspace,
  );
  expect(await readParquet(workspace.interim('films/ratings.parquet'))).toEqual([
    { user: '9007199254740993', movie: '123e4567-e89b-12d3-a456-426655440000', rating: 4.5, timestamp: -2 },
    { user: made.toHexString(), movie: '00ff', rating: 3, timestamp: 7 },
    { user: 'é,"', movie: '5', rating: 2, timestamp: 1_600_000_000 },
  ]);
  expect(await readParquet(workspace.interim('films/movies.parquet'))).toEqual([
    { movie: '5', title: 'Amélie', year: 2001, genres: ['Drama', 'War'] },
  ]);
  expect(result.rejected).toBe(3);
  const rejected = await readFile(workspace.interim('films/rejected.csv'), 'utf8');
  expect(
    rejected
      .split('\n')
      .slice(1, 4)
      .map((line) => line.split(',').slice(1, 3).join()),
  ).toEqual([
    '5,rating is empty',
    expect.stringMatching(/^6,"rating is not a number/),
    expect.stringMatching(/^7,"timestamp is not a time/),
  ]);
});

test('a filter chooses documents', async () => {
  const { tables } = await read({ ...votes, query: '{"uid": {"$lt": 3}}' });
  expect(tables).toEqual({ ratings: 300 });
});

test('no file and no sentence holds the password', async () => {
  const workspace = newWorkspace();
  const said: string[] = [];
  const log = (text: string): number => said.push(text);
  said.push(JSON.stringify(await read(votes, { log }, workspace)));
  const wrong = address.replace('p%40ss', 'wr%40ng');
  for (const options of [
    { ...votes, from: wrong },
    { ...votes, table: 'nothing' },
  ]) {
    const error = await read(options, { log }, workspace).catch((failure: Error) => failure);
    said.push(JSON.stringify(error), String((error as Error).stack), String(((error as Error).cause as Error)?.stack));
  }
  for (const entry of await readdir(workspace.root, { recursive: true, withFileTypes: true })) {
    said.push(entry.name, entry.isFile() ? await readFile(join(entry.parentPath, entry.name), 'latin1') : '');
  }
  expect(said.filter((text) => /p(@|%40)ss|w0rd|wr(@|%40)ng|movierec:/.test(text))).toEqual([]);
});

describe('what cannot be read is told with the next step', () => {
  const failures: [what: string, options: () => Partial<IngestOptions>, failure: object][] = [
    ['a wrong password', () => ({ ...votes, from: address.replace('p%40ss', 'wrong') }), { code: 'WRONG_CREDENTIALS' }],
    [
      'no such collection',
      () => ({ table: 'vote' }),
      { code: 'NO_SUCH_TABLE', hint: expect.stringMatching(/^There are: .*votes/) },
    ],
    [
      'documents without the paths',
      () => ({ table: 'votes', columns: { user: 'uid', movie: 'film.key', rating: 'stars' } }),
      {
        code: 'BAD_COLUMNS',
        message: 'votes has no column "film.key"; its columns are _id, uid, film.id, stars, when.',
      },
    ],
    ['no collection', () => ({}), { code: 'USAGE', hint: expect.stringMatching(/there are: .*votes/) }],
    [
      'no database',
      () => ({ from: inject('databases').mongodb }),
      { code: 'BAD_ADDRESS', hint: expect.stringMatching(/There are: .*fresh_/) },
    ],
    ['a filter that is none', () => ({ ...votes, query: 'SELECT 1' }), { code: 'USAGE' }],
    ['another key', () => ({ ...votes, key: 'uid' }), { code: 'USAGE', hint: 'Leave out --key.' }],
    ['a server that is not there', () => ({ ...votes, from: 'mongodb://127.0.0.1:1/films' }), { code: 'UNREACHABLE' }],
  ];
  test.each(failures)('%s', async (_, options, failure) => {
    await expect(read(options())).rejects.toMatchObject(failure);
  });
});
