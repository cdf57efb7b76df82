import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, onTestFinished, test } from 'vitest';
import { downloadObject } from '../../../src/artifacts/objects/download-object.ts';
import { fetchObjects } from '../../../src/artifacts/objects/fetch-objects.ts';
import { partBytes } from '../../../src/artifacts/objects/parts.ts';
import { stageObject } from '../../../src/artifacts/objects/stage-object.ts';
import { openBucket, type Bucket } from '../../../src/connections/s3.ts';
import { createContext } from '../../../src/context.ts';
import { get, keysOf, put, speakAs } from '../../fixtures/servers/objects.ts';
import { clientOf, freshBucket, startS3 } from '../../fixtures/servers/s3.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const context = createContext();
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folder = await temporaryFolder();
/** Three parts, the last of them not full. */
const large = randomBytes(2 * partBytes + 12_345);

const owner = inject('s3');
speakAs(owner);
const client = clientOf(owner);
const name = await freshBucket(owner);
const bucket = await openBucket(name, context.signal);

/** A bucket that counts what it is asked for. */
function counting(of: Bucket): { bucket: Bucket; reads: number[]; sends: number[] } {
  const [reads, sends]: number[][] = [[], []];
  const counted: Bucket = {
    ...of,
    read: (key, part) => (reads.push(part?.from ?? 0), of.read(key, part)),
    send: (key, upload, number, body) => (sends.push(number), of.send(key, upload, number, body)),
  };
  return { bucket: counted, reads, sends };
}

test('a large object goes up in parts and comes down in parts, byte for byte', async () => {
  const [path, back] = ['large', 'back'].map((each) => join(folder, each));
  await writeFile(path, large);
  const staged = await stageObject(bucket, 'large', path, join(folder, 'note.json'), context);
  expect(await keysOf(client, name, 'large')).toEqual([]); // nobody sees it before it is completed
  const etag = await staged.complete();
  expect(digest(await get(client, name, 'large'))).toBe(digest(large));
  await downloadObject(bucket, { key: 'large', bytes: large.length, etag }, back, context);
  expect(digest(await readFile(back))).toBe(digest(large));
});

test('files of no byte go and come, too', async () => {
  const path = join(folder, 'empty');
  await writeFile(path, '');
  const etag = await (await stageObject(bucket, 'empty', path, join(folder, 'note.json'), context)).complete();
  await downloadObject(bucket, { key: 'empty', bytes: 0, etag }, join(folder, 'empty-back'), context);
  expect((await stat(join(folder, 'empty-back'))).size).toBe(0);
});

test('a download whose server is killed goes on where it stopped when it is run again', async () => {
  const server = await startS3();
  onTestFinished(server.stop);
  speakAs(server.environment);
  const own = await freshBucket(server.environment);
  await put(clientOf(server.environment), own, 'large.bin', large);
  const whole = await openBucket(own, context.signal);
  const object = (await whole.find('large.bin'))!;
  const path = join(folder, 'killed.bin');
  const firstTwo: Promise<unknown>[] = [];
  const dying: Bucket = {
    ...whole,
    read: async (key, part) => {
      if (part?.from === 2 * partBytes) await Promise.all(firstTwo).then(server.kill);
      const read = whole.read(key, part);
      firstTwo.push(read);
      return read;
    },
  };
  await expect(downloadObject(dying, object, path, context)).rejects.toMatchObject({
    code: expect.stringMatching(/UNREACHABLE|CONNECTION_LOST/) as string,
  });
  await server.restart();
  const second = counting(whole);
  await downloadObject(second.bucket, object, path, context);
  expect(second.reads).toEqual([2 * partBytes]);
  expect(digest(await readFile(path))).toBe(digest(large));
  speakAs(owner);
});

test('an upload whose server is killed leaves what was there, and goes on with the parts that have come', async () => {
  const server = await startS3();
  onTestFinished(server.stop);
  speakAs(server.environment);
  const own = await freshBucket(server.environment);
  const looking = clientOf(server.environment);
  await put(looking, own, 'large.bin', 'as it was before');
  const [path, note] = ['up.bin', 'up.json'].map((each) => join(folder, each));
  await writeFile(path, large);
  const whole = await openBucket(own, context.signal);
  const firstTwo: Promise<unknown>[] = [];
  const dying: Bucket = {
    ...whole,
    send: async (key, upload, number, body) => {
      // The last part is the smallest, and so may be read first.
      while (number === 3 && firstTwo.length < 2) await sleep(5);
      if (number === 3) await Promise.all(firstTwo).then(server.kill);
      const sent = whole.send(key, upload, number, body);
      firstTwo.push(sent);
      return sent;
    },
  };
  await expect(stageObject(dying, 'large.bin', path, note, context)).rejects.toMatchObject({
    code: expect.stringMatching(/UNREACHABLE|CONNECTION_LOST/) as string,
  });
  await server.restart();
  expect((await get(looking, own, 'large.bin')).toString()).toBe('as it was before');
  const second = counting(whole);
  await (await stageObject(second.bucket, 'large.bin', path, note, context)).complete();
  expect(second.sends).toEqual([3]);
  expect(digest(await get(looking, own, 'large.bin'))).toBe(digest(large));
  speakAs(owner);
});

test('an object that is changed while it comes is not put together from two', async () => {
  await put(client, name, 'moving', large);
  const object = (await bucket.find('moving'))!;
  await put(client, name, 'moving', randomBytes(large.length));
  await expect(downloadObject(bucket, object, join(folder, 'moving'), context)).rejects.toMatchObject({ code: 'BUSY' });
});

test('a folder of objects comes as a folder; the second time only what has changed, and what is gone goes', async () => {
  for (const key of ['set/ratings.csv', 'set/movies.csv', 'set/more/tags.csv']) await put(client, name, key, key);
  const place = join(folder, 'fetched');
  await mkdir(place);
  const path = await fetchObjects(`s3://${name}/set`, place, context);
  const files = async (): Promise<string[]> =>
    (await readdir(path, { recursive: true })).filter((each) => !each.startsWith('.')).sort();
  expect(await files()).toEqual(['more', 'more/tags.csv', 'movies.csv', 'ratings.csv']);
  const before = await stat(join(path, 'movies.csv'));
  await put(client, name, 'set/ratings.csv', 'changed');
  await bucket.remove('set/more/tags.csv');
  await fetchObjects(`s3://${name}/set/`, place, context);
  expect(await readFile(join(path, 'ratings.csv'), 'utf8')).toBe('changed');
  expect((await stat(join(path, 'movies.csv'))).ino).toBe(before.ino);
  expect(await files()).not.toContain('more/tags.csv');
});
