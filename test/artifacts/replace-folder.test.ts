import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { replaceFolder } from '../../src/artifacts/replace-folder.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
let parent = '';
let folder = '';
let count = 0;
beforeEach(() => {
  parent = join(root, String(++count));
  folder = join(parent, 'thing');
});

const content = (path: string): Promise<string> => readFile(join(path, 'file'), 'utf8');
const put = async (path: string, text: string): Promise<void> => {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'file'), text);
};

test('makes a folder and those above it, and returns what the work returns', async () => {
  expect(await replaceFolder(folder, (temporary) => put(temporary, 'new').then(() => 7))).toBe(7);
  expect(await content(folder)).toBe('new');
  expect(await readdir(parent)).toEqual(['thing']);
});

test('takes the place of the old folder as a whole, and whoever reads meanwhile finds the old one', async () => {
  await put(folder, 'old');
  await writeFile(join(folder, 'another'), '');
  await replaceFolder(folder, async (temporary) => {
    expect(await readdir(temporary)).toEqual([]);
    await put(temporary, 'new');
    expect(await content(folder)).toBe('old');
  });
  expect(await readdir(folder)).toEqual(['file']);
  expect(await content(folder)).toBe('new');
  expect(await readdir(parent)).toEqual(['thing']);
});

test('a failure leaves the old folder and nothing else', async () => {
  await put(folder, 'old');
  const failing = replaceFolder(folder, async (temporary) => {
    await put(temporary, 'half');
    throw new Error('it failed');
  });
  await expect(failing).rejects.toThrow('it failed');
  expect(await content(folder)).toBe('old');
  expect(await readdir(parent)).toEqual(['thing']);
});

test('a failure after the old folder was moved aside puts it back', async () => {
  await put(folder, 'old');
  await expect(replaceFolder(folder, (temporary) => rm(temporary, { recursive: true }))).rejects.toThrow('ENOENT');
  expect(await content(folder)).toBe('old');
  expect(await readdir(parent)).toEqual(['thing']);
});

test('a second one at the same time is refused and does no harm', async () => {
  let again: unknown;
  await replaceFolder(folder, async (temporary) => {
    await put(temporary, 'first');
    again = await replaceFolder(folder, (other) => put(other, 'second')).catch((error: unknown) => error);
  });
  expect(again).toMatchObject({ code: 'BUSY' });
  expect(await content(folder)).toBe('first');
});

// What lies about after a kill, by the moment at which it came.
const dead = spawnSync(process.execPath, ['--version']).pid;
test.each([
  ['while it was written', { thing: 'old', [`.thing.new-${dead}`]: 'half' }, 'old'],
  ['between the two renames', { '.thing.old': 'old', [`.thing.new-${dead}`]: 'whole' }, 'old'],
  ['before the old was cleared away', { thing: 'whole', '.thing.old': 'old' }, 'whole'],
])('a process killed %s leaves an artifact that the next run starts from', async (_, leftovers, found) => {
  for (const [name, text] of Object.entries(leftovers)) await put(join(parent, name), text);
  await put(join(parent, '.thing.full.new-1'), 'of another artifact');
  await writeFile(join(parent, '.thing.lock'), String(dead));
  const failing = replaceFolder(folder, async () => {
    expect(await content(folder)).toBe(found);
    throw new Error('it failed');
  });
  await expect(failing).rejects.toThrow('it failed');
  expect(await content(folder)).toBe(found);
  await replaceFolder(folder, (temporary) => put(temporary, 'new'));
  expect(await content(folder)).toBe('new');
  expect((await readdir(parent)).sort()).toEqual(['.thing.full.new-1', 'thing']);
});
