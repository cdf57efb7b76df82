import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { acquire } from '../../src/stages/acquire.ts';
import { ingest } from '../../src/stages/ingest.ts';
import { FileServer } from '../dataset/downloads/file-server.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const log: string[] = [];
const context = createContext({ log: (message) => log.push(message) });
let workspace: Workspace;
let count = 0;
beforeEach(() => {
  workspace = new Workspace(join(root, String(++count)));
  log.length = 0;
});

/** Puts empty files, or folders where the name ends in a slash, into data/raw. */
async function lay(...names: string[]): Promise<void> {
  await mkdir(workspace.raw(), { recursive: true });
  for (const name of names) {
    if (name.endsWith('/')) await mkdir(workspace.raw(name));
    else await writeFile(workspace.raw(name), '');
  }
}

test('what is named is taken as it is', async () => {
  await lay('one/', 'two/');
  expect(await acquire({ workspace, from: 'some/file.csv' }, context)).toEqual({ from: 'some/file.csv' });
  const named = await acquire({ workspace, from: 'some/file.csv', dataset: 'mine' }, context);
  expect(named).toEqual({ from: 'some/file.csv', dataset: 'mine' });
});

test('a URL is downloaded into data/raw', async () => {
  const server = await new FileServer((_, response) => response.end('userId,movieId,rating\n1,2,3\n')).listen();
  const { from } = await acquire({ workspace, from: server.url('/mine.csv') }, context);
  await server.close();
  expect(from).toBe(workspace.raw('mine.csv'));
  expect(await readFile(from, 'utf8')).toBe('userId,movieId,rating\n1,2,3\n');
});

test.each([{}, { table: 'votes' }])(
  'an address that nothing here reads is refused, without its password, given %o besides',
  async (more) => {
    const asked = acquire({ workspace, from: 'postgres://me:secret@db/films', ...more }, context);
    await expect(asked).rejects.toMatchObject({ code: 'BAD_ADDRESS', message: 'nothing here reads postgres://.' });
  },
);

describe('without a name', () => {
  test.each([
    ['the only folder', ['my-set/'], 'my-set'],
    ['the only archive', ['My Set.zip'], 'My Set.zip'],
    ['the only compressed file', ['ratings.csv.gz'], 'ratings.csv.gz'],
    [
      'a folder, whatever lies beside it',
      ['my-set/', 'notes.txt', 'README.md', '.hidden/', 'other.zip.part'],
      'my-set',
    ],
    ['a folder beside the built-in set', ['my-set/', 'demo/'], 'my-set'],
    ['a file beside the built-in set', ['ratings.csv', 'demo/'], 'ratings.csv'],
  ])('%s in data/raw is taken', async (_, names, taken) => {
    await lay(...names);
    const { from, dataset } = await acquire({ workspace }, context);
    expect(from).toBe(workspace.raw(taken));
    expect(dataset).toBeUndefined();
    expect(log).toEqual([`Ingesting what lies in data/raw: ${taken}`]);
  });

  test('files that lie loose in data/raw are one data set', async () => {
    await lay('ratings.csv', 'movies.csv', 'README.md');
    expect(await acquire({ workspace }, context)).toEqual({ from: workspace.raw('.'), dataset: 'my-ratings' });
    expect(await acquire({ workspace, dataset: 'my-ratings' }, context)).toMatchObject({ from: workspace.raw('.') });
  });

  test('of several it asks which', async () => {
    await lay('b.zip', 'a/', 'demo/');
    await expect(acquire({ workspace }, context)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('a, b.zip') as string,
      hint: 'Say which: movierec ingest --dataset a',
    });
  });

  test('and with nothing there, the built-in set is, and ingests', async () => {
    await lay('README.md', '.gitkeep');
    const acquired = await acquire({ workspace }, context);
    expect(acquired).toEqual({ from: workspace.raw('demo'), dataset: 'demo' });
    expect(log.join()).toContain('built-in data set');
    expect(await acquire({ workspace }, context)).toEqual(acquired);
    const result = await ingest({ workspace, ...acquired }, context);
    expect(result).toMatchObject({ dataset: 'demo', simulated: true, source: 'generated' });
  });
});

describe('by name', () => {
  test.each(['ml-100k/', 'ml-100k.zip', 'ml-100k.csv.gz'])('%s in data/raw is taken, not downloaded', async (name) => {
    await lay(name, 'other/');
    const acquired = await acquire({ workspace, dataset: 'ml-100k' }, context);
    expect(acquired).toEqual({ from: join(workspace.raw(), name.replace('/', '')), dataset: 'ml-100k' });
  });

  test('what nobody knows is refused, with those there are', async () => {
    await lay('other/');
    await expect(acquire({ workspace, dataset: 'ml-100m' }, context)).rejects.toMatchObject({
      code: 'UNKNOWN_DATASET',
      hint: expect.stringMatching(/./) as string,
    });
  });
});
