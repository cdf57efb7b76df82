import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { Database, quoted } from '../../src/artifacts/database.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext, type Context } from '../../src/context.ts';
import { clean } from '../../src/stages/clean.ts';
import { ingest, type IngestOptions } from '../../src/stages/ingest.ts';
import { zipOf } from '../dataset/unpack/zip-of.ts';

const root = await mkdtemp(join(tmpdir(), 'movierec-ingest-'));
afterAll(() => rm(root, { recursive: true }));
let workspace: Workspace;
let count = 0;
beforeEach(async () => {
  workspace = new Workspace(join(root, String(count++)));
  await mkdir(workspace.root);
});

const at = (name: string): string => join(workspace.root, name);
const ratings = 'userId,movieId,rating,timestamp\n1,10,4,100\n1,20,3,101\n2,10,5,102\n';
const run = (from: string, options: Partial<IngestOptions> = {}, context: Partial<Context> = {}) =>
  ingest({ workspace, from: at(from), ...options }, createContext(context));
/** Everything under data/interim, hidden files too. */
const left = async () => (await readdir(at('data/interim'), { recursive: true }).catch(() => [])).sort();

test('a lone ratings file with the usual header needs nothing else', async () => {
  await writeFile(at('My Ratings.csv'), ratings);
  const result = await run('My Ratings.csv');
  expect(result).toMatchObject({
    dataset: 'my-ratings',
    source: 'table',
    feedback: 'explicit',
    simulated: false,
    tables: { ratings: 3 },
    users: 2,
    movies: 2,
    rejected: 0,
    path: 'data/interim/my-ratings',
  });
  expect(await left()).toEqual(
    ['my-ratings', 'my-ratings/manifest.json', 'my-ratings/ratings.parquet', 'my-ratings/rejected.csv'].sort(),
  );
});

test('a zip, a gz and the file itself give the same bytes', async () => {
  await writeFile(at('a.csv'), ratings);
  await writeFile(at('b.csv.gz'), gzipSync(ratings));
  await writeFile(at('c.zip'), zipOf([{ name: 'c/ratings.csv', content: ratings }]));
  const digests = new Set<string>();
  for (const [from, dataset] of [
    ['a.csv', 'a'],
    ['b.csv.gz', 'b'],
    ['c.zip', 'c'],
  ]) {
    await run(from);
    digests.add((await readFile(join(workspace.interim(dataset), 'ratings.parquet'))).toString('base64'));
  }
  expect(digests.size).toBe(1);
});

test('what has not changed is fresh; what has is read again', async () => {
  await writeFile(at('a.csv'), ratings);
  expect(await run('a.csv')).not.toHaveProperty('fresh');
  expect(await run('a.csv')).toMatchObject({ fresh: true, tables: { ratings: 3 } });
  expect(await run('a.csv', { force: true })).not.toHaveProperty('fresh');
  await writeFile(at('a.csv'), `${ratings}3,10,1,103\n`);
  const again = await run('a.csv');
  expect(again).toMatchObject({ tables: { ratings: 4 } });
  expect(again).not.toHaveProperty('fresh');
});

test('a Parquet file is read like any table, and its bad rows are set aside by number', async () => {
  await Database.use(root, createContext(), async (database) => {
    const rows = "(1, 'a', 4.5, TIMESTAMP '2001-09-09 01:46:40'), (2, NULL, 3.0, NULL), (3, 'c', 2.0, NULL)";
    for (const [name, where] of [
      ['dirty', 'true'],
      ['clean', 'movieId IS NOT NULL'],
    ]) {
      await database.run(
        `COPY (SELECT * FROM (VALUES ${rows}) AS t(userId, movieId, rating, timestamp) WHERE ${where})
         TO ${quoted(at(`${name}.parquet`))} (FORMAT parquet)`,
      );
    }
  });
  expect(await run('clean.parquet')).toMatchObject({ tables: { ratings: 2 }, rejected: 0 });
  expect(await run('dirty.parquet')).toMatchObject({ tables: { ratings: 2 }, rejected: 1 });
  expect(await readFile(join(workspace.interim('dirty'), 'rejected.csv'), 'utf8')).toBe(
    'file,line,reason,text\ndirty.parquet,2,movie is empty,"2,,3.0,"\n',
  );
  const parquet = (name: string) => readFile(join(workspace.interim(name), 'ratings.parquet'), 'base64');
  expect(await parquet('dirty')).toBe(await parquet('clean'));
});

test('the license is kept beside the data and shown from where it speaks of use', async () => {
  await mkdir(at('set'));
  await writeFile(at('set/ratings.csv'), ratings);
  await writeFile(
    at('set/README.txt'),
    'Summary\n=======\n\nRows.\n\nUsage License\n=============\n\nUse them well.\n',
  );
  const { license } = await run('set');
  expect(license).toBe('Usage License\n=============\n\nUse them well.\n(the rest stands in README.txt)');
  expect(await left()).toContain('set/README.txt');
});

test.each<[string, Partial<IngestOptions>]>([
  ['made', {}],
  ['made', { format: 'movielens-csv' }],
  ['made/ratings.csv', {}],
  ['made/ratings.csv', { columns: { user: 'userId' } }],
])('what a program made stays marked, however it is read: %s %j', async (from, options) => {
  await mkdir(at('made'));
  await writeFile(at('made/ratings.csv'), ratings);
  await writeFile(at('made/movies.csv'), 'movieId,title,genres\n10,Ten (2010),Drama\n');
  expect(await run(from, options)).toMatchObject({ simulated: false });
  await writeFile(at('made/simulated.json'), '{}');
  expect(await run(from, options)).toMatchObject({ simulated: true });
});

describe('what a table is, by its columns', () => {
  const log = 'user,movie,event,rating\na,1,play,\n';
  const stars = 'user,movie,rating,type,watched\na,1,4,film,2001\n';
  test.each<[string, Record<string, string>, string]>([
    ['a log with a stray rating is a log', { 'log.csv': log }, 'events'],
    ['ratings with a type and a date watched are ratings', { 'set.csv': stars }, 'table'],
    ['ratings with a log beside are ratings', { 'log.csv': log.replace(',rating', ',x'), 'stars.csv': stars }, 'table'],
  ])('%s', async (_, files, source) => {
    await mkdir(at('set'));
    for (const [name, content] of Object.entries(files)) await writeFile(at(`set/${name}`), content);
    expect(await run('set')).toMatchObject({ source });
  });

  test('where films have no id, their titles are the ids, and find their films', async () => {
    await mkdir(at('set'));
    await writeFile(at('set/mine.csv'), 'user,title,rating\na,Heat (1995),4\nb,"Matrix, The (1999)",5\n');
    expect(await run('set')).toMatchObject({ source: 'table', tables: { ratings: 2 }, users: 2, movies: 2 });
    await writeFile(at('set/films.csv'), 'movieId,title\n6,Heat (1995)\n8,The Matrix (1999)\n');
    expect(await run('set')).toMatchObject({ tables: { ratings: 2, movies: 2 } });
    expect(await clean({ workspace }, createContext())).toMatchObject({ after: { movies: 2, catalog: 2 } });
  });
});

test.each([
  ['plays', ''],
  ['log', ',event'],
])('a fraction watched that cannot be is set aside: %s', async (name, column) => {
  const end = `${column && ',play'}\n`;
  const rows = ['a,1,0.5', 'a,2,100', 'b,1,-0.1', 'b,2,101', 'b,3,nan'].map((row) => row + end);
  await writeFile(at(`${name}.csv`), `user,movie,fraction${column}\n${rows.join('')}`);
  expect(await run(`${name}.csv`)).toMatchObject({ source: 'events', tables: { events: 2 }, rejected: 3 });
  const rejected = await readFile(join(workspace.interim(name), 'rejected.csv'), 'utf8');
  expect(rejected).toContain(`${name}.csv,4,"fraction is not between 0 and 100: ""-0.1""",`);
});

describe('what cannot be ingested', () => {
  const junk = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
  test.each<[string, string, Record<string, string | Buffer>, string, Partial<IngestOptions>?]>([
    ['a file that is not there', 'MISSING_FILE', {}, 'nothing.csv'],
    ['an empty file', 'EMPTY_FILE', { 'a.csv': '' }, 'a.csv'],
    ['a folder with an empty file', 'EMPTY_FILE', { 'set/ratings.csv': '', 'set/notes.txt': 'hello' }, 'set'],
    ['a folder that is no data set', 'NOT_A_DATASET', { 'set/notes.txt': 'hello there\nyou\n' }, 'set'],
    ['binary junk', 'NOT_A_DATASET', { 'a.csv': junk }, 'a.csv'],
    ['binary junk, with columns', 'NOT_A_DATASET', { 'a.csv': junk }, 'a.csv', { columns: { user: 'u' } }],
    ['binary junk in a known name', 'NOT_A_DATASET', { 'set/u.data': junk }, 'set'],
    ['a header alone', 'NO_RATINGS', { 'a.csv': 'userId,movieId,rating\n' }, 'a.csv'],
    ['only bad rows', 'NO_RATINGS', { 'a.csv': 'userId,movieId,rating\n1,2,x\n' }, 'a.csv'],
    ['a column that is not there', 'BAD_COLUMNS', { 'a.csv': ratings }, 'a.csv', { columns: { user: 'uid' } }],
    ['a field that does not exist', 'BAD_COLUMNS', { 'a.csv': ratings }, 'a.csv', { columns: { film: 'movieId' } }],
    ['columns that say too little', 'BAD_COLUMNS', { 'a.csv': 'a,b,c\n1,2,3\n' }, 'a.csv', { columns: { user: 'a' } }],
    ['an unknown format', 'UNKNOWN_FORMAT', { 'a.csv': ratings }, 'a.csv', { format: 'letterboxd' }],
    ['a format whose files are not there', 'MISSING_FILE', { 'a.csv': ratings }, 'a.csv', { format: 'movielens-100k' }],
    ['a Parquet file that is none', 'BAD_FILE', { 'a.parquet': 'PAR1 and no more' }, 'a.parquet'],
    ['a zip that is none', 'BAD_ARCHIVE', { 'a.zip': 'PK\x03\x04 and no more' }, 'a.zip'],
    ['a name with a way out', 'USAGE', { 'a.csv': ratings }, 'a.csv', { dataset: '../b' }],
  ])('%s gives %s', async (_, code, files, from, options) => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(at(name), '..'), { recursive: true });
      await writeFile(at(name), content);
    }
    await expect(run(from, options)).rejects.toMatchObject({ code, hint: expect.stringMatching(/\w/) });
    expect(await left()).toEqual([]);
  });

  test('a table that lacks a column: it is named, with those that there are', async () => {
    await writeFile(at('a.csv'), 'user,title,when\n1,Heat,2001\n');
    await expect(run('a.csv')).rejects.toMatchObject({
      code: 'BAD_COLUMNS',
      message: 'a.csv does not say which column is the rating; its columns are user, title, when.',
      hint: expect.stringContaining('--columns') as string,
    });
  });

  test('the first bad row is named when none is good', async () => {
    await writeFile(at('a.csv'), 'userId,movieId,rating\n1,2,x\n1,3,y\n');
    await expect(run('a.csv')).rejects.toThrow('(2 tried); a.csv, line 2: rating is not a number: "x"');
  });
});

test('an interrupted run leaves what was there before, and nothing else', async () => {
  await writeFile(at('a.csv'), ratings);
  await run('a.csv');
  const before = await left();
  const rows = Array.from({ length: 300_000 }, (_, row) => `"${row % 999}",${row},3,${row}`);
  await writeFile(at('a.csv'), `userId,movieId,rating,timestamp\n${rows.join('\n')}`);
  for (const delay of [1, 30, 100]) {
    const stop = new AbortController();
    const running = run('a.csv', {}, { signal: stop.signal });
    setTimeout(() => stop.abort(), delay);
    await expect(running, `after ${delay} ms`).rejects.toThrow();
    expect(await left()).toEqual(before);
  }
});

const shared = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
describe('real data, skipped where ../shared/data is not there', () => {
  test.skipIf(!existsSync(join(shared, 'ml-latest-small')))('ml-latest-small has what its README says', async () => {
    const result = await ingest({ workspace, from: join(shared, 'ml-latest-small') }, createContext());
    expect(result).toMatchObject({
      dataset: 'ml-latest-small',
      source: 'movielens-csv',
      tables: { ratings: 100_836, movies: 9742, tags: 3683, links: 9742 },
      users: 610,
      rejected: 0,
      license: expect.stringContaining('Usage License'),
    });
    const titles = await Database.use(root, createContext(), (database) =>
      database.rows<{ title: string }>(
        `SELECT title FROM read_parquet(${quoted(join(workspace.interim('ml-latest-small'), 'movies.parquet'))})
         WHERE movie = '11'`,
      ),
    );
    expect(titles.map(({ title }) => title)).toEqual(['American President, The (1995)']);
  });

  test.skipIf(!existsSync(join(shared, 'movietweetings-100k')))('MovieTweetings 100K is read whole', async () => {
    const result = await ingest({ workspace, from: join(shared, 'movietweetings-100k') }, createContext());
    expect(result).toMatchObject({
      source: 'movietweetings',
      tables: { ratings: 100_000, movies: 10_506 },
      rejected: 0,
    });
  });
});
