import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { Database, quoted } from '../../src/artifacts/database.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { schema, type TableName } from '../../src/dataset/schema.ts';
import { sources } from '../../src/dataset/sources/registry.ts';
import { ingest } from '../../src/stages/ingest.ts';

/** What a folder of fixtures must be read as: `expected.json` beside its folder `raw`. */
interface Expected {
  /** The name of the folder unless given. */
  readonly source?: string;
  readonly columns?: Record<string, string>;
  readonly feedback: string;
  readonly tables: Readonly<Record<TableName, readonly unknown[][]>>;
  readonly rejected: readonly [file: string, line: number, reason: string][];
}

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'sources');
const cases = readdirSync(fixtures).map((name) => {
  const expected = JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8')) as Expected;
  return { name, raw: join(fixtures, name, 'raw'), source: expected.source ?? name, expected };
});
const context = createContext();
const root = await mkdtemp(join(tmpdir(), 'movierec-sources-'));
afterAll(() => rm(root, { recursive: true }));

const rowsOf = (path: string, table: TableName): Promise<unknown[][]> =>
  Database.use(root, context, async (database) => {
    const rows = await database.rows<Record<string, unknown>>(`SELECT * FROM read_parquet(${quoted(path)})`);
    return rows.map((row) => Object.keys(schema[table]).map((column) => shown(row[column])));
  });

/** A 32-bit number as it was written, and NaN as a word, since JSON has none. */
function shown(value: unknown): unknown {
  if (Number.isNaN(value)) return 'NaN';
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;
}

describe.each(sources)('$name', ({ name }) => {
  const own = cases.filter(({ source }) => source === name);
  test('has fixtures', () => {
    expect(own).not.toHaveLength(0);
  });

  test.each(own)('reads fixture $name: tables, encodings, and bad rows with their lines', async ({ raw, expected }) => {
    const workspace = new Workspace(join(root, raw.replaceAll('/', '_')));
    const { columns } = expected;
    const result = await ingest({ workspace, from: raw, dataset: 'set', columns }, context);
    const folder = workspace.interim('set');

    expect(result).toMatchObject({ source: name, feedback: expected.feedback, rejected: expected.rejected.length });
    expect(Object.keys(result.tables).sort()).toEqual(Object.keys(expected.tables).sort());
    for (const [table, rows] of Object.entries(expected.tables) as [TableName, unknown[][]][]) {
      expect(await rowsOf(join(folder, `${table}.parquet`), table), table).toEqual(rows);
      expect(result.tables[table]).toBe(rows.length);
    }
    const rejected = parse(readFileSync(join(folder, 'rejected.csv')), { from_line: 2 });
    expect(rejected.map(([file, line, reason]) => [file, Number(line), reason])).toEqual(expected.rejected);
    for (const [file, line, , text] of rejected) {
      const original = readFileSync(join(raw, file), 'latin1').split(/\r?\n/)[Number(line) - 1];
      expect([original, Buffer.from(original, 'latin1').toString()], `${file}:${line}`).toContain(text);
    }
  });
});
