import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { metadataSources } from '../../src/dataset/metadata/registry.ts';
import { schema, type TableName } from '../../src/dataset/schema.ts';
import { ingest } from '../../src/stages/ingest.ts';
import { readParquet, temporaryFolder } from '../fixtures/workspace.ts';

/** What the films of `test/fixtures/metadata/films` must get from a folder of metadata: `expected.json` beside `raw`. */
interface Expected {
  readonly join: object;
  readonly tables: Readonly<Partial<Record<TableName, readonly unknown[][]>>>;
  readonly rejected: readonly [file: string, line: number, reason: string][];
}

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'metadata');
const root = await temporaryFolder();
const context = createContext();

async function rowsOf(folder: string, table: TableName): Promise<unknown[][]> {
  const rows = await readParquet<Record<string, unknown>>(join(folder, `${table}.parquet`));
  return rows.map((row) => Object.keys(schema[table]).map((column) => shown(row[column])));
}

/** A 32-bit number as it was written. */
const shown = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;

describe.each(metadataSources)('$name', ({ name, kind, files }) => {
  const raw = join(fixtures, name, 'raw');
  const expected = JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8')) as Expected;
  const given = ['ratings', 'movies', 'links'];

  async function read(from: string, to: string) {
    const workspace = new Workspace(join(root, name, to));
    const options = { workspace, from: join(fixtures, 'films'), dataset: 'set', [kind]: from };
    return { result: await ingest(options, context), folder: workspace.interim('set') };
  }

  test('its films are found, its tables filled, and its bad rows set aside with their lines', async () => {
    const { result, folder } = await read(raw, 'plain');
    expect(result.metadata).toEqual([{ kind, layout: name, ...expected.join }]);
    const filled = (Object.keys(result.tables) as TableName[]).filter((table) => !given.includes(table));
    expect(filled.sort()).toEqual(Object.keys(expected.tables).sort());
    for (const table of filled) {
      expect(await rowsOf(folder, table), table).toEqual(expected.tables[table]);
      expect(result.tables[table]).toBe(expected.tables[table]!.length);
    }
    const rejected: string[][] = parse(await readFile(join(folder, 'rejected.csv')), { from_line: 2 });
    expect(rejected.map(([file, line, reason]) => [file, Number(line), reason])).toEqual(expected.rejected);
    expect(result.rejected).toBe(expected.rejected.length);
  });

  test('packed, in folders below, beside what it does not read, it is the same', async () => {
    const folder = join(root, name, 'packed', 'below');
    await mkdir(folder, { recursive: true });
    for (const file of readdirSync(raw)) {
      await writeFile(join(folder, `${file}.gz`), gzipSync(await readFile(join(raw, file))));
    }
    await writeFile(join(folder, 'notes.bin'), Buffer.from([0, 1, 2]));
    const [plain, packed] = [await read(raw, 'plain'), await read(join(root, name, 'packed'), 'packed-set')];
    expect(packed.result).toMatchObject({ metadata: plain.result.metadata, rejected: plain.result.rejected });
    for (const table of Object.keys(expected.tables)) {
      const parquet = (at: string): Promise<string> => readFile(join(at, `${table}.parquet`), 'base64');
      expect(await parquet(packed.folder), table).toBe(await parquet(plain.folder));
    }
  });

  test.each(files)(
    'without %s what the others know is still there, or a sentence says what is missing',
    async (left) => {
      const folder = join(root, name, `without-${left}`);
      await cp(raw, folder, { recursive: true, filter: (path) => !path.endsWith(left) });
      const others = (await read(folder, `set-without-${left}`).catch((error: unknown) => error)) as object;
      if (others instanceof Error) expect(others).toMatchObject({ code: 'NOT_A_DATASET', hint: /\w/ });
      else expect(others).toMatchObject({ result: { metadata: [{ layout: name }] } });
    },
  );
});
