import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Database, quoted, quotedName } from '../../src/artifacts/database.ts';
import { createContext } from '../../src/context.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();
const context = createContext({ threads: 2 });
const use = <T>(work: (database: Database) => Promise<T>): Promise<T> => Database.use(folder, context, work);

test('rows come as plain objects, 64-bit integers and decimals as numbers', async () => {
  const [row] = await use((database) =>
    database.rows<object>(`SELECT 9007199254740991::BIGINT AS big, 1.25::DECIMAL(9, 2) AS money, sum(3::BIGINT) AS sum,
      'NaN'::FLOAT AS nan, NULL AS nothing, ['a', 'b'] AS names, count(*) AS count`),
  );
  const expected = { big: 2 ** 53 - 1, money: 1.25, sum: 3, nan: NaN, nothing: null, names: ['a', 'b'], count: 1 };
  expect(row).toEqual(expected);
});

// Three row groups of 122,880 rows, read by two threads: the order must not depend on who is first.
test('columns of a large file come in its order, whatever the number of threads', async () => {
  const rows = 400_000;
  const path = quoted(join(folder, 'large.parquet'));
  await use(async (database) => {
    await database.run(`COPY (SELECT range::INTEGER AS a, (range * 7 % 1000)::FLOAT / 2 AS b FROM range(${rows}))
      TO ${path} (FORMAT parquet)`);
    const [a, b] = await database.columns(`SELECT a, b FROM ${path}`, rows, [Int32Array, Float32Array]);
    expect(a.findIndex((value, at) => value !== at)).toBe(-1);
    expect(b.findIndex((value, at) => value !== ((at * 7) % 1000) / 2)).toBe(-1);
  });
});

test.each([
  ['UTINYINT', Uint8Array],
  ['INTEGER', Int32Array],
  ['UINTEGER', Uint32Array],
  ['FLOAT', Float32Array],
])('a column of %s written from an array reads back the same', async (type, Type) => {
  const values = new Type(5000).map((_: number, at: number) => at % 251);
  await use(async (database) => {
    await database.run(`CREATE TABLE t (v ${type})`);
    await database.insertColumn('t', values);
    expect(await database.columns('SELECT v FROM t', values.length, [Type])).toEqual([values]);
  });
});

test('inserted rows read back the same: numbers, wide ones too, texts, lists, nothing', async () => {
  await use(async (database) => {
    await database.run('CREATE TABLE t (a INTEGER, b BIGINT, c VARCHAR, d VARCHAR[], e FLOAT)');
    const rows = [
      [1, 2 ** 40, "it's", ['x', 'y;z'], 0.5],
      [null, null, null, null, null],
      [-1, 0, '🎬', [], NaN],
    ];
    await database.insert('t', rows);
    const back = await database.rows<Record<string, unknown>>('SELECT * FROM t');
    expect(back.map((row) => Object.values(row))).toEqual(rows);
  });
});

test('texts and names with quotes in them are safe in SQL', async () => {
  const [row] = await use((database) => database.rows(`SELECT ${quoted("a'; --")} AS ${quotedName('say "x"')}`));
  expect(row).toEqual({ 'say "x"': "a'; --" });
});

describe('the temporary folder', () => {
  test('is made only when memory runs short, is each one’s own, and is gone at the end', async () => {
    const other = await Database.open(folder, context, '40MB');
    const first = await Database.open(folder, context, '40MB');
    const hidden = async () => (await readdir(folder)).filter((name) => name.startsWith('.duckdb'));
    expect(await hidden()).toEqual([]);
    const spill = 'CREATE TABLE t AS SELECT range AS a, hash(range)::VARCHAR AS b FROM range(1500000)';
    await Promise.all([first.run(spill), other.run(spill)]);
    expect(await hidden()).toHaveLength(2);
    await first.close();
    expect(await other.row('SELECT count(DISTINCT b) AS count FROM t')).toEqual({ count: 1_500_000 });
    await other.close();
    expect(await hidden()).toEqual([]);
  });

  test('is gone after a failure too', async () => {
    await expect(use((database) => database.run('SELECT nonsense'))).rejects.toThrow('nonsense');
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

test('an abort ends a long query with its reason', async () => {
  const controller = new AbortController();
  const stoppable = createContext({ threads: 2, signal: controller.signal });
  const started = performance.now();
  const outcome = expect(
    Database.use(folder, stoppable, async (database) => {
      setTimeout(() => controller.abort(new Error('enough')), 50);
      await database.run('SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b');
    }),
  ).rejects.toThrow('enough');
  await outcome;
  expect(performance.now() - started).toBeLessThan(5000);
});

test('nothing is begun after an abort', async () => {
  const stopped = createContext({ signal: AbortSignal.abort(new Error('before')) });
  await expect(Database.use(folder, stopped, (database) => database.run('SELECT 1'))).rejects.toThrow('before');
});
