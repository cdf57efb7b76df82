import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { Database, quoted } from '../../../src/artifacts/database.ts';
import { createContext } from '../../../src/context.ts';
import { delimited } from '../../../src/dataset/parsing/delimited.ts';
import { id, number, time } from '../../../src/dataset/parsing/field.ts';
import { RejectedRows } from '../../../src/dataset/parsing/rejected-rows.ts';
import { tableOf } from '../../../src/dataset/parsing/table.ts';
import { writeTable } from '../../../src/dataset/parsing/write-table.ts';
import { sequence } from '../../../src/random.ts';

const folder = await mkdtemp(join(tmpdir(), 'movierec-rows-'));
afterAll(() => rm(folder, { recursive: true }));
const context = createContext();

/** The lines that a file's table holds (each row's time is its line) and those in rejected.csv. */
async function read(content: string | Buffer, layout: { delimiter?: string; quotes?: boolean } = {}) {
  const path = join(folder, 'ratings.csv');
  await writeFile(path, content);
  const input = delimited(
    { path, name: 'ratings.csv', bytes: content.length },
    {
      delimiter: layout.delimiter ?? ',',
      quotes: layout.quotes ?? true,
      header: true,
      columns: [id('user'), id('movie'), number('rating'), time('timestamp')],
    },
  );
  const rejected = await RejectedRows.open(join(folder, 'rejected.csv'));
  const kept = await Database.use(folder, context, async (database) => {
    await writeTable('ratings', tableOf('ratings', input), { folder, database, rejected, context });
    return database.rows<{ user: string; movie: string; timestamp: number }>(
      `SELECT * FROM read_parquet(${quoted(join(folder, 'ratings.parquet'))})`,
    );
  });
  await rejected.close();
  const rows = parse(await readFile(join(folder, 'rejected.csv')), { from_line: 2 });
  return { kept, rejected: rows.map(([, line, reason, text]) => ({ line: Number(line), reason, text })) };
}

const header = 'userId,movieId,rating,timestamp';
/** Ways in which a line goes wrong; `#` is the number of the line. */
const faults = ['1,2', '1,2,3,#,5', ',2,3,#', '1, ,3,#', '1,2,,#', '1,2,many,#', '1,2,3,noon', 'x', '1;2;3;#'];
const quoteFaults = ['1,"2,3,#', '"1,2,3,#'];
const goods = ['7,8,3.5,#', ' 7 , 8 ,nan,#', '7,8,-1e2,#', '0007,8,inf,#'];
const quotedGoods = ['"a,b",8,3,#', '"say ""hi""",8,3,#', '7,"8","3","#"', '7,8"x,3,#', '"two\nlines",8,3,#'];

test.each([
  { what: 'without quotes', good: goods, bad: faults, end: '\n' },
  { what: 'with CRLF', good: goods, bad: faults, end: '\r\n' },
  { what: 'with mixed line ends', good: goods, bad: faults, end: '' },
  { what: 'with quotes', good: [...goods, ...quotedGoods], bad: [...faults, ...quoteFaults], end: '\n' },
  { what: 'with quotes and CRLF', good: [...goods, ...quotedGoods], bad: [...faults, ...quoteFaults], end: '\r\n' },
])('every line is in the table or in rejected.csv, with its number: $what', async ({ good, bad, end }) => {
  for (const rate of [0, 0.001, 0.1, 1]) {
    const random = sequence(7, `faults ${rate}`);
    const pick = (among: readonly string[]): string => among[Math.floor(random() * among.length)];
    const lines = [header];
    const expected = { kept: [] as number[], rejected: [] as number[] };
    while (lines.length < 3000) {
      const number = lines.length + 1;
      if (random() < 0.02) {
        lines.push('');
        continue;
      }
      const isBad = random() < rate;
      lines.push(
        ...pick(isBad ? bad : good)
          .replace('#', String(number))
          .split('\n'),
      );
      (isBad ? expected.rejected : expected.kept).push(number);
    }
    const content = lines.map((line) => line + (end || (random() < 0.5 ? '\n' : '\r\n'))).join('');
    const found = await read(content);
    expect(found.kept.map(({ timestamp }) => timestamp)).toEqual(expected.kept);
    expect(found.rejected.map(({ line }) => line)).toEqual(expected.rejected);
    for (const { line, text } of found.rejected) expect(text).toBe(lines[line - 1]);
  }
});

test('what was read without a fault and with one is the same, value by value', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => goods[at % goods.length].replace('#', String(at + 2)));
  const clean = await read([header, ...lines].join('\n'));
  const dirty = await read([header, ...lines, '1,2'].join('\n'));
  expect(clean.rejected).toEqual([]);
  expect(dirty.rejected).toHaveLength(1);
  expect(dirty.kept).toEqual(clean.kept);
});

test.each(['7,8,1_0,3', '7,8,3,0x10', '7,8,3,0b11', '7,8,3,1_000'])(
  'what only programs take for a number is set aside, even alone and among ids of such signs: %s',
  async (bad) => {
    const { kept, rejected } = await read([header, '0x1_b,b_1,3,2', bad, '7,8,3,4'].join('\n'));
    expect(kept).toMatchObject([{ user: '0x1_b', movie: 'b_1' }, { timestamp: 4 }]);
    expect(rejected).toMatchObject([{ line: 3, text: bad }]);
  },
);

test('a quote that is not closed costs its line alone, however far the next quote is', async () => {
  const rest = Array.from({ length: 50_000 }, (_, at) => `7,8,3,${at + 3}`);
  const { kept, rejected } = await read([header, '7,"8,3,2', ...rest].join('\n'));
  expect(kept).toHaveLength(rest.length);
  expect(rejected).toEqual([{ line: 2, reason: 'a quote is not closed', text: '7,"8,3,2' }]);
});

test.each([
  [
    'not valid UTF-8',
    Buffer.concat([Buffer.from(`${header}\n7,8,3,2\n7,`), Buffer.from([0xff, 0xfe]), Buffer.from(',3,3\n')]),
  ],
  ['not text: it has zero bytes', Buffer.from(`${header}\n7,8,3,2\n7,\0,3,3\n`)],
])('a line that is %s is set aside', async (reason, content) => {
  const { kept, rejected } = await read(content);
  expect(kept).toHaveLength(1);
  expect(rejected).toMatchObject([{ line: 3, reason }]);
});

test('times can be ISO dates, with and without an offset, beside seconds', async () => {
  const times = ['2001-09-09T01:46:40Z', '2001-09-09 01:46:40', '2001-09-09T03:46:40+02:00', '1e9', '1000000000'];
  const { kept } = await read([header, ...times.map((when) => `7,8,3,${when}`)].join('\n'));
  expect(kept.map(({ timestamp }) => timestamp)).toEqual([1e9, 1e9, 1e9, 1e9, 1e9]);
});

test('ids are trimmed, whether or not anything else is wrong', async () => {
  const { kept } = await read([header, ' 7,8 ,3,2', '7,8,3,3'].join('\n'));
  expect(kept).toMatchObject([
    { user: '7', movie: '8' },
    { user: '7', movie: '8' },
  ]);
});

test('a byte-order mark is no part of the first value', async () => {
  const { kept } = await read(`\ufeff${header}\nñ,8,3,2\n`);
  expect(kept).toMatchObject([{ user: 'ñ' }]);
});
