import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { unpack } from '../../../src/dataset/unpack/unpack.ts';
import { zipOf } from './zip-of.ts';

const root = await mkdtemp(join(tmpdir(), 'movierec-unpack-'));
afterAll(() => rm(root, { recursive: true }));
const context = createContext();
let folder: string;
let count = 0;
beforeEach(async () => {
  folder = join(root, String(count++));
  await mkdir(folder);
});

const at = (name: string): string => join(folder, name);
/** Names and contents of what a path stands for. */
async function contents(from: string): Promise<Record<string, string>> {
  const { all } = await unpack(from, at('.unpacked'), context);
  const entries = all.map(async ({ name, path }) => [name, await readFile(path, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(entries));
}

test('a folder stands for its files and those below, without hidden ones', async () => {
  await mkdir(at('set/deep'), { recursive: true });
  await mkdir(at('set/__MACOSX'));
  for (const name of ['b.csv', 'deep/a.csv', '.DS_Store', '__MACOSX/b.csv']) await writeFile(at(`set/${name}`), name);
  expect(await contents(at('set'))).toEqual({ 'b.csv': 'b.csv', 'deep/a.csv': 'deep/a.csv' });
});

test('a .gz, alone or in a folder, stands for the file in it', async () => {
  await writeFile(at('ratings.csv.gz'), gzipSync('1,2,3'));
  expect(await contents(at('ratings.csv.gz'))).toEqual({ 'ratings.csv': '1,2,3' });
  expect(await contents(folder)).toEqual({ 'ratings.csv': '1,2,3' });
});

test('a .zip stands for the files in it, whatever it is called', async () => {
  await writeFile(
    at('set'),
    zipOf([{ name: 'set/' }, { name: 'set/b.csv', content: 'B' }, { name: 'set/a.csv', content: 'A' }]),
  );
  expect(await contents(at('set'))).toEqual({ 'set/a.csv': 'A', 'set/b.csv': 'B' });
});

test.each([
  ['a name that leads out of the folder', [{ name: '../evil.csv', content: 'x' }]],
  ['an absolute name', [{ name: '/tmp/evil.csv', content: 'x' }]],
  ['a name with a drive', [{ name: 'C:\\evil.csv', content: 'x' }]],
  ['a link', [{ name: 'link.csv', content: '/etc/passwd', mode: 0o120777 }]],
  ['an absurd size', [{ name: 'bomb.csv', content: Buffer.alloc(128 * 2 ** 20) }]],
  ['a size that is not what it says', [{ name: 'liar.csv', content: 'a'.repeat(1000), size: 10 }]],
])('a zip with %s is refused', async (_, entries) => {
  await writeFile(at('bad.zip'), zipOf(entries));
  await expect(contents(at('bad.zip'))).rejects.toMatchObject({ code: 'BAD_ARCHIVE' });
});

test('what is cut off or no archive at all is refused', async () => {
  const zip = zipOf([{ name: 'a.csv', content: 'a'.repeat(5000) }]);
  await writeFile(at('cut.zip'), zip.subarray(0, zip.length - 30));
  await writeFile(at('junk.zip'), 'this is no zip');
  await writeFile(at('cut.csv.gz'), gzipSync('a,b\n'.repeat(9999)).subarray(0, 40));
  await writeFile(at('junk.csv.gz'), 'this is no gzip');
  for (const name of ['cut.zip', 'junk.zip', 'cut.csv.gz', 'junk.csv.gz']) {
    await expect(contents(at(name)), name).rejects.toMatchObject({ code: 'BAD_ARCHIVE' });
  }
});

test('a gzip that would fill the disk is stopped on the way', async () => {
  await writeFile(at('bomb.csv.gz'), gzipSync(Buffer.alloc(128 * 2 ** 20)));
  await expect(contents(at('bomb.csv.gz'))).rejects.toMatchObject({ code: 'BAD_ARCHIVE' });
});

test('what is not there and what is empty is said to be', async () => {
  await mkdir(at('empty'));
  await writeFile(at('empty.csv'), '');
  await writeFile(at('empty.zip'), '');
  await expect(contents(at('missing'))).rejects.toMatchObject({ code: 'MISSING_FILE' });
  for (const name of ['empty', 'empty.csv', 'empty.zip']) {
    await expect(contents(at(name)), name).rejects.toMatchObject({ code: 'EMPTY_FILE' });
  }
});

test('a link in a folder is not followed', async () => {
  await writeFile(at('secret'), 'secret');
  await mkdir(at('set'));
  await writeFile(at('set/a.csv'), 'A');
  await symlink(at('secret'), at('set/b.csv'));
  expect(await contents(at('set'))).toEqual({ 'a.csv': 'A' });
});
