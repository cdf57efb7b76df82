import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Workspace } from '../../../../src/artifacts/workspace.ts';
import { openMysql, type Mysql } from '../../../../src/connections/mysql.ts';
import { createContext, type Context } from '../../../../src/context.ts';
import { mysql } from '../../../../src/dataset/databases/mysql.ts';
import { id } from '../../../../src/dataset/parsing/field.ts';
import { ingest, type IngestOptions } from '../../../../src/stages/ingest.ts';
import { hasRealData, movieLens, withoutRealData } from '../../../fixtures/movielens.ts';
import { fillMysql } from '../../../fixtures/servers/fill-mysql.ts';
import { freshDatabase } from '../../../fixtures/servers/mariadb.ts';
import { movieLensRows } from '../../../fixtures/servers/movielens-rows.ts';
import { readParquet, temporaryFolder } from '../../../fixtures/workspace.ts';

const root = await temporaryFolder();
let address: string;
let server: Mysql;
beforeAll(async () => {
  address = await freshDatabase(inject('databases').mysql);
  server = await openMysql(address);
  await server.pool.query(
    'CREATE TABLE votes (uid INT, film INT, stars DECIMAL(2,1), at BIGINT, PRIMARY KEY (uid, film))',
  );
  await server.pool.query('CREATE TABLE notes (uid INT, film INT, note TEXT)');
  await server.pool.query(
    'CREATE TABLE verdicts (nr INT PRIMARY KEY, member INT, `film ref` INT, user_vote INT, voted_on DATE)',
  );
  await server.pool.query(
    'INSERT INTO votes SELECT seq DIV 500, seq MOD 500, 0.5 + seq MOD 10 / 2, 1e9 + seq FROM seq_1_to_400000',
  );
});
afterAll(() => server.pool.end());

let count = 0;
const newWorkspace = (): Workspace => new Workspace(join(root, String(++count)));
const votes = { table: 'votes', columns: { user: 'uid', movie: 'film', rating: 'stars', timestamp: 'at' } };
const read = (options: Partial<IngestOptions>, context: Partial<Context> = {}, workspace = newWorkspace()) =>
  ingest({ workspace, from: address, dataset: 'films', ...options }, createContext(context));
const rawOf = (workspace: Workspace): Promise<Buffer> => readFile(workspace.raw('films/ratings.csv'));

test.skipIf(!hasRealData)(
  `the same data give byte-identical tables, whether they come as CSV files or from a database${hasRealData ? '' : `: ${withoutRealData}`}`,
  async () => {
    const own = await freshDatabase(address);
    const { pool } = await openMysql(own);
    const tables = {
      ratings: 'userId INT, movieId INT, rating DECIMAL(2,1), timestamp BIGINT',
      movies: 'movieId INT, title VARCHAR(300), genres VARCHAR(300)',
      tags: 'userId INT, movieId INT, tag VARCHAR(300), timestamp BIGINT',
      links: 'movieId INT, imdbId CHAR(9), tmdbId INT',
    };
    for (const [table, columns] of Object.entries(tables)) {
      await pool.query(`CREATE TABLE ${table} (place INT AUTO_INCREMENT PRIMARY KEY, ${columns}) CHARSET utf8mb4`);
      await fillMysql(pool, table, columns.replaceAll(/ [A-Z]\w+(\([\d,]+\))?/g, ''), movieLensRows(`${table}.csv`));
    }
    await pool.end();
    const workspace = newWorkspace();
    const names = { ratings: 'ratings', movies: 'movies', tags: 'tags', links: 'links' };
    const columns = {
      imdb: 'imdbId',
      tmdb: 'tmdbId',
      user: 'userId',
      movie: 'movieId',
      rating: 'rating',
      timestamp: 'timestamp',
    };
    const result = await read(
      { from: own, table: names, columns: { ...columns, 'links.movie': 'movieId' } },
      {},
      workspace,
    );
    const files = await ingest({ workspace, from: movieLens, dataset: 'files' }, createContext());
    expect(result.tables).toEqual(files.tables);
    for (const table of Object.keys(tables)) {
      const [one, other] = await Promise.all(
        ['films', 'files'].map((dataset) => readFile(workspace.interim(`${dataset}/${table}.parquet`))),
      );
      expect(one.equals(other), table).toBe(true);
    }
  },
);

describe('an interrupted run is gone on with, and what comes of it is what an unbroken run gives', () => {
  let unbroken: Buffer;
  beforeAll(async () => {
    const workspace = newWorkspace();
    expect((await read(votes, {}, workspace)).tables).toEqual({ ratings: 400_000 });
    unbroken = await rawOf(workspace);
  });

  /** A context that calls `then` when some rows have come. */
  const atRow = (row: number, then: () => void): Partial<Context> => {
    let once = false;
    return {
      progress(done, _total, what) {
        if (once || done < row || what !== 'reading ratings') return;
        once = true;
        then();
      },
    };
  };

  /** Ends the connection over which a table is being read. */
  const endReading = (table: string) => (): void => {
    const running = `SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT chosen%${table}%' AND id <> CONNECTION_ID()`;
    void server.pool
      .query<never[]>(running)
      .then(([rows]) => Promise.all((rows as { id: number }[]).map(({ id: of }) => server.pool.query(`KILL ${of}`))));
  };

  async function goesOn(workspace: Workspace): Promise<void> {
    expect(existsSync(workspace.raw('films'))).toBe(false);
    const said: string[] = [];
    await read(votes, { log: (text) => said.push(text) }, workspace);
    expect(said.find((text) => /^Going on after the \d+,\d+ rows of ratings/.test(text))).toBeDefined();
    expect((await rawOf(workspace)).equals(unbroken)).toBe(true);
    expect(await readdir(workspace.raw())).toEqual(['films']);
  }

  test('by Ctrl-C, twice', async () => {
    const workspace = newWorkspace();
    for (const row of [60_000, 200_000]) {
      const stop = new AbortController();
      const reason = new Error('enough');
      const context = { signal: stop.signal, ...atRow(row, () => stop.abort(reason)) };
      await expect(read(votes, context, workspace)).rejects.toBe(reason);
    }
    await goesOn(workspace);
  });

  test('by the server’s end of the connection, which is told with how much has come', async () => {
    const workspace = newWorkspace();
    await expect(read(votes, atRow(10_000, endReading('votes')), workspace)).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      message: expect.stringMatching(
        /^mysql:\/\/127\.0\.0\.1:\d+\/\w+ broke off the connection, after \d+,\d+ rows of ratings\.$/,
      ),
      hint: 'Run this again to go on from there.',
    });
    await goesOn(workspace);
  });

  test('but not where the key is a number that is only about itself: that it starts anew is said', async () => {
    // More bytes than may be on their way: the server is not done with its part when the connection is ended.
    await server.pool.query('CREATE TABLE floats (k FLOAT PRIMARY KEY, uid INT, film VARCHAR(400), stars INT)');
    await server.pool.query("INSERT INTO floats SELECT seq, seq, repeat('x', 400), 1 FROM seq_1_to_100000");
    const floats = { table: 'floats', columns: { user: 'uid', movie: 'film', rating: 'stars' } };
    await expect(read(floats, atRow(10_000, endReading('floats')))).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      message: expect.stringMatching(/, after \d+,\d+ rows of ratings\.$/),
      hint: 'Run this again; it starts anew.',
    });
    await server.pool.query('DROP TABLE floats');
  });

  test('by SIGKILL', async () => {
    const workspace = newWorkspace();
    const script = join(root, 'ingest.mjs');
    const source = (path: string): string => JSON.stringify(new URL(`../../../../src/${path}`, import.meta.url).href);
    await writeFile(
      script,
      `import { ingest } from ${source('stages/ingest.ts')};
       import { Workspace } from ${source('artifacts/workspace.ts')};
       import { createContext } from ${source('context.ts')};
       const workspace = new Workspace(${JSON.stringify(workspace.root)});
       const options = ${JSON.stringify({ from: address, dataset: 'films', ...votes })};
       await ingest({ workspace, ...options }, createContext());`,
    );
    const loader = new URL('../../../fixtures/threads/register.js', import.meta.url).href;
    const child = spawn(process.execPath, ['--import', loader, script], { stdio: 'inherit' });
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    const state = workspace.raw('films.part/ratings.csv.part.json');
    while (!existsSync(state) && child.exitCode === null) await setTimeout(5);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    await goesOn(workspace);
  });

  test('in another table: what is whole is not read again, and what is not wanted any more is not kept', async () => {
    const workspace = newWorkspace();
    const stop = new AbortController();
    const table = { ratings: 'votes', tags: 'labels' };
    const columns = { ...votes.columns, 'tags.user': 'uid', 'tags.movie': 'film', tag: 'label' };
    await server.pool.query(
      'CREATE TABLE labels (id INT PRIMARY KEY, uid INT, film INT, label INT) AS SELECT seq id, 1 uid, seq film, 1 label FROM seq_1_to_100000',
    );
    const progress = (_done: number, _total: number, what: string): void => {
      if (what === 'reading tags') stop.abort();
    };
    await expect(read({ table, columns }, { signal: stop.signal, progress }, workspace)).rejects.toThrow();
    await server.pool.query('DROP TABLE labels');
    const said: string[] = [];
    await read(votes, { log: (text) => said.push(text) }, workspace);
    expect(said.filter((text) => text.includes('of ratings'))).toEqual([]);
    expect((await rawOf(workspace)).equals(unbroken)).toBe(true);
    expect((await readdir(workspace.raw('films'))).sort()).toEqual(['database.json', 'ratings.csv']);
  });

  test('unless other columns are asked for: then it starts anew', async () => {
    const workspace = newWorkspace();
    const stop = new AbortController();
    const context = { signal: stop.signal, ...atRow(60_000, () => stop.abort()) };
    await expect(
      read({ ...votes, columns: { ...votes.columns, timestamp: 'film' } }, context, workspace),
    ).rejects.toThrow();
    const said: string[] = [];
    await read(votes, { log: (text) => said.push(text) }, workspace);
    expect(said.filter((text) => text.startsWith('Going on'))).toEqual([]);
    expect((await rawOf(workspace)).equals(unbroken)).toBe(true);
  });
});

describe('rows are gone on with after any of them, whatever the key is', () => {
  const keys: [name: string, table: string, rows: string][] = [
    [
      'BIGINT UNSIGNED beyond 2^53',
      'k BIGINT UNSIGNED PRIMARY KEY',
      '(9007199254740993),(9007199254740992),(18446744073709551615),(0),(7)',
    ],
    ['negative DECIMAL', 'k DECIMAL(30,10) PRIMARY KEY', '(-1.5),(0.0000000001),(12345678901234567890.5),(-1.4)'],
    [
      'texts by a collation',
      'k VARCHAR(20) CHARSET utf8mb4 COLLATE utf8mb4_general_ci PRIMARY KEY',
      `('b'),('A'),('é'),('z'),("it's"),('日本'),('a b'),('😀')`,
    ],
    ['texts in ISO-8859-1', 'k VARCHAR(20) CHARSET latin1 PRIMARY KEY', `('b'),('A'),('é'),('ÿ')`],
    ['bytes', 'k BINARY(4) PRIMARY KEY', `(X'00ff0a27'),(X'00000000'),(X'ffffffff'),(X'5c5c2727')`],
    ['UUID', 'k UUID PRIMARY KEY', `('123e4567-e89b-12d3-a456-426655440000'),('023e4567-e89b-12d3-a456-426655440001')`],
    ['times', 'k DATETIME(6) PRIMARY KEY', `('2020-01-01 00:00:00.000001'),('2020-01-01'),('1960-05-05 05:05:05')`],
    ['two columns', 'k INT, l VARCHAR(9), PRIMARY KEY (k, l)', `(1,'b'),(1,'a'),(2,'a'),(0,'z'),(2,'aa')`],
  ];
  test.each(keys)('%s', async (_, columns, rows) => {
    const own = await freshDatabase(address);
    const { pool } = await openMysql(own);
    await pool.query(`CREATE TABLE t (${columns})`);
    await pool.query(`INSERT INTO t VALUES ${rows}`);
    await pool.end();
    const database = await mysql.open(own);
    const relation = { name: 't', table: 't' };
    const { key, keyIsUnique } = await database.describe(relation, undefined, []);
    const choices = [{ field: id('user'), column: 'k' }];
    const all = async (after?: readonly string[]): Promise<string[][]> => {
      const found: string[][] = [];
      const { signal } = new AbortController();
      for await (const batch of database.read({
        relation,
        key,
        keyIsUnique,
        choices,
        after,
        signal,
      })) {
        found.push(...batch.rows.map((row) => [...row]));
      }
      return found;
    };
    const whole = await all();
    expect(whole).toHaveLength(rows.split('),(').length);
    for (const [at, row] of whole.entries()) expect(await all(row.slice(0, key.length))).toEqual(whole.slice(at + 1));
    await database.close();
  });
});

describe('values come exactly, whatever their types are', () => {
  let result: Awaited<ReturnType<typeof ingest>>;
  const workspace = new Workspace(join(root, 'types'));
  beforeAll(async () => {
    const own = await freshDatabase(address);
    const { pool } = await openMysql(own);
    await pool.query(
      `CREATE TABLE votes (nr INT PRIMARY KEY, user BIGINT UNSIGNED, movie BINARY(2), rating DOUBLE, time DATETIME(3)) CHARSET utf8mb4`,
    );
    await pool.query(`INSERT INTO votes VALUES
      (1, 18446744073709551615, X'00ff', 4.5, '2020-02-29 12:00:00.900'), (2, 9007199254740993, X'0a27', 3, NULL),
      (3, NULL, X'0a27', 3, NULL), (4, 5, X'0a27', NULL, NULL), (5, 5, X'0a27', 2, '0000-00-00'), (6, 6, X'00ff', 1, '1969-12-31 23:59:58')`);
    await pool.query(
      `CREATE TABLE films (film BINARY(2) PRIMARY KEY, name VARCHAR(99), kinds SET('Drama', 'Sci-Fi', 'War'), released DATE) CHARSET utf8mb4`,
    );
    await pool.query(
      `INSERT INTO films VALUES (X'00ff', 'Amélie, "the" 日本 😀\\nfilm', 'War,Drama', '2001-04-25'), (X'0a27', 'Alien', '', NULL)`,
    );
    await pool.query(`CREATE TABLE accounts (user BIGINT UNSIGNED PRIMARY KEY, gender ENUM('f', 'm'), age TINYINT)`);
    await pool.query(`INSERT INTO accounts VALUES (5, 'm', 30)`);
    await pool.end();
    const columns = { 'movies.title': 'name', genres: 'kinds', year: 'released', 'movies.movie': 'film' };
    const table = { ratings: 'votes', movies: 'films', users: 'accounts' };
    const mapped = { user: 'user', movie: 'movie', rating: 'rating', timestamp: 'time', ...columns };
    result = await ingest(
      {
        workspace,
        from: own,
        dataset: 'types',
        table,
        columns: { ...mapped, 'users.user': 'user', gender: 'gender', age: 'age' },
      },
      createContext(),
    );
  });

  test('ratings', async () => {
    expect(await readParquet(workspace.interim('types/ratings.parquet'))).toEqual([
      { user: '18446744073709551615', movie: '00ff', rating: 4.5, timestamp: 1582977600 },
      { user: '9007199254740993', movie: '0a27', rating: 3, timestamp: null },
      { user: '6', movie: '00ff', rating: 1, timestamp: -2 },
    ]);
  });

  test('films and people', async () => {
    expect(await readParquet(workspace.interim('types/movies.parquet'))).toEqual([
      { movie: '00ff', title: 'Amélie, "the" 日本 😀 film', year: 2001, genres: ['Drama', 'War'] },
      { movie: '0a27', title: 'Alien', year: null, genres: [] },
    ]);
    expect(await readParquet(workspace.interim('types/users.parquet'))).toMatchObject([
      { user: '5', gender: 'm', age: 30 },
    ]);
  });

  test('what is not well formed is set aside, with its key', async () => {
    expect(result.rejected).toBe(3);
    expect(await readFile(workspace.interim('types/rejected.csv'), 'utf8')).toBe(`file,line,reason,text
ratings.csv,4,user is empty,"3,,0a27,3,"
ratings.csv,5,rating is empty,"4,5,0a27,,"
ratings.csv,6,"timestamp is not a time: seconds since 1970 or an ISO date: ""0000-00-00 00:00:00.000""","5,5,0a27,2,0000-00-00 00:00:00.000"
`);
  });
});

test('a query is read like a table; with a key, though other rows have the same, it is gone on with', async () => {
  const query = 'SELECT uid AS user, film AS movie, stars AS rating FROM votes WHERE uid < 100 -- all;';
  const said: string[] = [];
  expect((await read({ query }, { log: (text) => said.push(text) })).tables).toEqual({ ratings: 49_999 });
  expect(said).toContain('the query has no key: if this is interrupted, it starts anew.');

  const workspace = newWorkspace();
  const stop = new AbortController();
  const source = {
    query: { ratings: 'WITH v AS (SELECT * FROM votes) SELECT uid user, film movie, stars rating FROM v;' },
    key: 'user',
  };
  // There is no total to report progress against; what has come is seen in the file.
  const watched = (async () => {
    while (!existsSync(workspace.raw('films.part/ratings.csv.part.json'))) await setTimeout(2);
    stop.abort();
  })();
  await expect(read(source, { signal: stop.signal }, workspace)).rejects.toThrow();
  await watched;
  expect((await read(source, {}, workspace)).tables).toEqual({ ratings: 400_000 });
  const lines = (await rawOf(workspace)).toString().split('\n');
  expect(new Set(lines).size).toBe(lines.length);
});

test('the same rows read anew leave everything fresh; a changed one does not', async () => {
  const own = await freshDatabase(address);
  const { pool } = await openMysql(own);
  await pool.query('CREATE TABLE ratings (user INT, movie INT, rating INT, PRIMARY KEY (user, movie))');
  await pool.query('INSERT INTO ratings VALUES (1, 1, 5), (2, 1, 3)');
  const workspace = newWorkspace();
  expect((await read({ from: own, table: 'ratings' }, {}, workspace)).fresh).toBeUndefined();
  expect((await read({ from: own, table: 'ratings' }, {}, workspace)).fresh).toBe(true);
  await pool.query('UPDATE ratings SET rating = 4 WHERE user = 2');
  expect((await read({ from: own, table: 'ratings' }, {}, workspace)).fresh).toBeUndefined();
  await pool.end();
});

test('no file and no sentence holds the password, whether it is done, fails or is killed', async () => {
  const workspace = newWorkspace();
  const said: string[] = [];
  const log = (text: string): number => said.push(text);
  await read(votes, { log }, workspace);
  const wrong = address.replace('p%40ss', 'wr%40ng');
  for (const options of [{ ...votes, from: wrong }, { ...votes, table: 'nothing' }, { query: 'SELECT nothing' }]) {
    const error = await read(options, { log }, workspace).catch((failure: Error) => failure);
    said.push(JSON.stringify(error), String((error as Error).stack), String(((error as Error).cause as Error)?.stack));
  }
  said.push(JSON.stringify(await read(votes, { log }, workspace)));
  for (const entry of await readdir(workspace.root, { recursive: true, withFileTypes: true })) {
    said.push(entry.name, entry.isFile() ? await readFile(join(entry.parentPath, entry.name), 'latin1') : '');
  }
  expect(said.filter((text) => /p(@|%40)ss|w0rd|wr(@|%40)ng|movierec:/.test(text))).toEqual([]);
});

describe('what cannot be read is told with the next step', () => {
  const failures: [what: string, options: () => Partial<IngestOptions>, failure: object][] = [
    ['a wrong password', () => ({ ...votes, from: address.replace('p%40ss', 'wrong') }), { code: 'WRONG_CREDENTIALS' }],
    ['no such table', () => ({ table: 'vote' }), { code: 'NO_SUCH_TABLE', hint: 'There are: notes, verdicts, votes' }],
    [
      'a table without the columns',
      () => ({ table: 'notes' }),
      {
        code: 'BAD_COLUMNS',
        message: 'notes does not say which column is the rating; its columns are uid, film, note.',
        hint: 'Name the columns: --columns user=…,movie=…,rating=…,timestamp=…',
      },
    ],
    [
      'a table whose columns have other names',
      () => ({ table: 'verdicts' }),
      {
        code: 'BAD_COLUMNS',
        message: expect.stringMatching(/^verdicts does not say which column is the user; /),
        hint: "Is it this? --columns 'user=member,movie=film ref,rating=user_vote,timestamp=voted_on'",
      },
    ],
    ['an address that lacks a slash', () => ({ from: 'mysql:/host/films' }), { code: 'BAD_ADDRESS' }],
    [
      'a password whose signs are not written as in addresses',
      () => ({ from: address.replace('p%40ss%2Fw0rd%3A%25', 'p@ss/w0rd:%') }),
      {
        code: 'BAD_ADDRESS',
        message: expect.stringMatching(/^mysql:\/\/127\.0\.0\.1:\d+\/\w+ is no address of a database\.$/),
        hint: expect.stringContaining('MOVIEREC_DATABASE_PASSWORD'),
      },
    ],
    [
      'no such database',
      () => ({ from: address.replace(/fresh_\w+/, 'nowhere'), table: 'votes' }),
      {
        code: 'BAD_ADDRESS',
        message: expect.stringMatching(/ has no database of that name\.$/),
        hint: expect.stringMatching(/^Mend the address; there are: .*fresh_/),
      },
    ],
    [
      'a column that is not there',
      () => ({ ...votes, columns: { user: 'uid', movie: 'movie', rating: 'stars' } }),
      { code: 'BAD_COLUMNS', message: 'votes has no column "movie"; its columns are uid, film, stars, at.' },
    ],
    [
      'a key that is not there',
      () => ({ ...votes, key: 'id' }),
      { code: 'BAD_COLUMNS', message: 'votes has no column "id"; its columns are uid, film, stars, at.' },
    ],
    ['no table', () => ({}), { code: 'USAGE', hint: expect.stringMatching(/there are: notes, verdicts, votes$/) }],
    [
      'no database',
      () => ({ from: inject('databases').mysql }),
      { code: 'BAD_ADDRESS', hint: expect.stringMatching(/There are: .*fresh_/) },
    ],
    [
      'a query that is no SELECT',
      () => ({ query: 'DELETE FROM votes' }),
      { code: 'USAGE', message: 'the query is not a SELECT.' },
    ],
    [
      'several statements',
      () => ({ query: 'SELECT 1; DROP TABLE votes' }),
      { code: 'USAGE', message: 'the query is more than one statement.' },
    ],
    [
      'a query that is wrong',
      () => ({ query: 'SELECT user FROM votes' }),
      { code: 'USAGE', message: expect.stringMatching(/cannot run the query: Unknown column 'user'/) },
    ],
    [
      'an empty table',
      () => ({ query: 'SELECT uid user, film movie, stars rating FROM votes WHERE false' }),
      { code: 'NO_RATINGS' },
    ],
    ['--format', () => ({ ...votes, format: 'table' }), { code: 'USAGE' }],
    ['--table without a database', () => ({ from: '.', table: 'votes' }), { code: 'USAGE' }],
    ['a name that leads elsewhere', () => ({ ...votes, dataset: '../../films' }), { code: 'USAGE' }],
  ];
  test.each(failures)('%s', async (_, options, failure) => {
    await expect(read(options())).rejects.toMatchObject(failure);
  });

  test('files of one’s own in the folder are not replaced', async () => {
    const workspace = newWorkspace();
    await mkdir(workspace.raw('films'), { recursive: true });
    await writeFile(workspace.raw('films/notes.txt'), 'mine');
    await expect(read(votes, {}, workspace)).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('--dataset'),
    });
    expect(await readdir(workspace.raw('films'))).toEqual(['notes.txt']);
  });
});
