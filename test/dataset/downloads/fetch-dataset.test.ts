import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { fetchDataset } from '../../../src/dataset/downloads/fetch-dataset.ts';
import { publishedDataset, publishedDatasets } from '../../../src/dataset/downloads/registry.ts';
import { FileServer, serveFile } from './file-server.ts';

const content = Buffer.from('as if it were a zip');
const md5 = createHash('md5').update(content).digest('hex');

let folder: string;
let server: FileServer;
let published: string | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetch-dataset-'));
  server = await new FileServer((request, response) => {
    if (request.url === '/set.zip') serveFile(request, response, content, {});
    else if (published !== undefined) response.end(published);
    else response.writeHead(404).end();
  }).listen();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const fetchSet = (given: { md5?: string } = {}): Promise<string> =>
  fetchDataset({ name: 'set', url: server.url('/set.zip'), bytes: content.length, ...given }, folder, createContext());

test.each([`MD5 (set.zip) = ${md5}\n`, `${md5.toUpperCase()}  set.zip\n`])('it is checked against %j', async (text) => {
  published = text;
  expect((await readFile(await fetchSet())).equals(content)).toBe(true);
  expect(await readdir(folder)).toEqual(['set.zip']);
  await fetchSet();
  expect(server.requests.filter((request) => request === 'GET /set.zip')).toHaveLength(1);
});

test('a published checksum that does not fit is an error', async () => {
  published = `${md5.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}  set.zip\n`;
  await expect(fetchSet()).rejects.toMatchObject({ code: 'BAD_CHECKSUM' });
});

test('a checksum file that holds none is an error', async () => {
  published = '<html>not found</html>';
  await expect(fetchSet()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
});

test('a checksum that is known needs no asking', async () => {
  await fetchSet({ md5 });
  expect(server.requests).toEqual(['GET /set.zip']);
});

test('without the network, a set that came earlier is used as it is, and one that did not is an error', async () => {
  published = undefined;
  await expect(fetchSet()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  await writeFile(join(folder, 'set.zip'), content);
  expect(await fetchSet()).toBe(join(folder, 'set.zip'));
});

test('every published set has what is needed to download it', () => {
  expect(publishedDatasets.map(({ name }) => name)).toEqual([
    'ml-latest-small',
    'ml-100k',
    'ml-1m',
    'ml-10m',
    'ml-20m',
    'ml-25m',
    'ml-32m',
  ]);
  for (const { name, url, md5: known, license } of publishedDatasets) {
    expect(url).toBe(`https://files.grouplens.org/datasets/movielens/${name}.zip`);
    if (name !== 'ml-latest-small') expect(known).toMatch(/^[0-9a-f]{32}$/);
    expect(license).toMatch(/\.$/);
  }
  expect(new Set(publishedDatasets.map((dataset) => dataset.md5)).size).toBe(publishedDatasets.length);
});

test('a wrong name gets the one that was probably meant', () => {
  expect(publishedDataset('ml-1m').ratings).toBe(1_000_209);
  expect(() => publishedDataset('ml1m')).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_DATASET', hint: expect.stringContaining('--dataset ml-1m') }),
  );
});
