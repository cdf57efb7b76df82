import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, inject, test } from 'vitest';
import { get, keysOf, put } from '../../fixtures/servers/objects.ts';
import { clientOf, freshBucket } from '../../fixtures/servers/s3.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const loader = pathToFileURL(join(root, 'test', 'fixtures', 'threads', 'register.js')).href;
const program = join(root, 'test', 'fixtures', 'cli', 'from-source.js');
const owner = inject('s3');
const client = clientOf(owner);
const bucket = await freshBucket(owner);
const folder = await temporaryFolder();
const operatorKey = 'a-key-of-operators-with-enough-signs';
/** All that any command has said. */
let everything = '';

function start(machine: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    ['--import', loader, program, ...args, '--cache', join(folder, 'cache', machine)],
    { cwd: folder, env: { ...process.env, ...owner, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => ((out += text), (everything += text)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => ((err += text), (everything += text)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, out, err }));
  return { child, ended, said: () => err };
}
const movierec = (machine: string, ...args: string[]) => start(machine, args).ended;

/** Forty people with ratings of thirty films, by a rule. */
const ratings = Array.from({ length: 40 }, (_, user) =>
  Array.from(
    { length: 15 },
    (_, at) => `${user + 1},${((user * 7 + at * 3) % 30) + 1},${1 + ((user + at) % 5)},${1e9 + at}`,
  ),
).flat();
const workspace = ['--workspace', `s3://${bucket}/ws`];

beforeAll(async () => {
  const head = 'userId,movieId,rating,timestamp\n';
  await put(client, bucket, 'raw/mine/ratings.csv', head + ratings.join('\n'));
  await put(
    client,
    bucket,
    'raw/mine/movies.csv',
    'movieId,title,genres\n' +
      Array.from({ length: 30 }, (_, at) => `${at + 1},Film ${at + 1} (1999),Drama`).join('\n'),
  );
  await put(client, bucket, 'people/me.csv', 'movie,rating\nFilm 3 (1999),5\nFilm 4 (1999),1\n');
  await put(client, bucket, 'people/not.txt', 'Film 5 (1999)\n');
});

test('from a folder of a bucket to a list, with everything in a bucket and files of a person in it, on two machines', async () => {
  const ingested = await movierec(
    'a',
    'ingest',
    '--from',
    `s3://${bucket}/raw/mine`,
    '--dataset',
    'mine',
    ...workspace,
  );
  expect(ingested).toMatchObject({ code: 0, out: expect.stringContaining('40 people and 30 films') as string });
  expect(await movierec('a', 'train', '--model', 'bias', ...workspace)).toMatchObject({ code: 0 });
  const mine = ['--ratings', `s3://${bucket}/people/me.csv`, '--exclude', `s3://${bucket}/people/not.txt`];
  const { code, out } = await movierec('b', 'recommend', ...mine, '--k', '30', '--json', ...workspace);
  expect(code).toBe(0);
  const titles = (JSON.parse(out) as { items: { title: string }[] }).items.map(({ title }) => title);
  // Neither what was rated nor what was excluded.
  expect(titles).toHaveLength(27);
  expect(titles.filter((title) => /^Film [345] /.test(title))).toEqual([]);
  expect(await readdir(folder)).toEqual(['cache']);
  expect(await keysOf(client, bucket, 'ws/data/models/')).toContain('ws/data/models/mine/bias/model.safetensors');
});

test('a service takes its models from a bucket, keeps its people elsewhere, and takes up a model that is put there', async () => {
  const own = join(folder, 'own');
  await mkdir(own);
  const before = await keysOf(client, bucket, 'ws/');
  const models = ['--models', `s3://${bucket}/ws/data/models/mine`, '--model', 'bias', '--workspace', own];
  const { child, ended, said } = start('c', ['serve', '--port', '0', ...models]);
  try {
    const heard = async (what: RegExp): Promise<void> => {
      while (!what.test(said()) && child.exitCode === null) await sleep(100);
    };
    await heard(/Serving mine by bias/);
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said())!;
    const trained = async (): Promise<string> => {
      const { models: known } = (await (await fetch(`${address}/api/models`)).json()) as {
        models: { trained: string }[];
      };
      return known[0].trained;
    };
    const first = await trained();
    expect(await movierec('a', 'train', '--model', 'bias', '--set', 'sweeps=3', ...workspace)).toMatchObject({
      code: 0,
    });
    await heard(/Model bias is now/);
    expect(await trained()).not.toBe(first);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
  expect(await readdir(join(own, 'data', 'service', 'mine'))).toContain('store.db');
  expect(await keysOf(client, bucket, 'ws/')).toEqual(before);
});

test('what a service learned is in the bucket by the time it says so, for the machine that comes after it', async () => {
  const { child, ended, said } = start('e', ['serve', '--port', '0', '--model', 'bias', ...workspace], {
    MOVIEREC_OPERATOR_KEY: operatorKey,
  });
  try {
    while (!said().includes('Serving mine by bias') && child.exitCode === null) await sleep(100);
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said())!;
    const operator = async (path: string, body?: string): Promise<{ retraining: { busy: boolean } }> => {
      const headers = { authorization: `Bearer ${operatorKey}`, ...(body && { 'content-type': 'application/json' }) };
      const answer = await fetch(
        `${address}/api/operator/${path}`,
        body ? { method: 'POST', body, headers } : { headers },
      );
      expect(answer.ok).toBe(true);
      return (await answer.json()) as { retraining: { busy: boolean } };
    };
    const rating = { method: 'PUT', body: '{"rating":5}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(`${address}/api/me/ratings/3`, rating)).ok).toBe(true);
    await operator('retrain', '{}');
    while ((await operator('overview')).retraining.busy) await sleep(10);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  expect(said()).toMatch(/Retraining bias: /);
  const log = (await get(client, bucket, 'ws/data/service/mine/retrainings.jsonl')).toString();
  expect(log).toContain('"model":"bias"');
});

test('a command that is killed while it works leaves the bucket as it was', async () => {
  const before = await keysOf(client, bucket, 'ws/');
  // A machine of its own: the trials it keeps would go to the bucket with the next command of the same cache.
  const { child, ended, said } = start('d', ['tune', '--model', 'svd', '--trials', '200', ...workspace]);
  while (!said().includes('Tuning') && child.exitCode === null) await sleep(50);
  await sleep(500);
  child.kill('SIGKILL');
  await ended;
  expect(await keysOf(client, bucket, 'ws/')).toEqual(before);
});

test('of a search that is ended in order the trials are in the bucket, for another machine to go on with', async () => {
  const search = ['tune', '--model', 'bias', '--trials', '400', '--parallel', '1', ...workspace];
  const { child, ended, said } = start('a', search);
  while (!said().includes('Tuning') && child.exitCode === null) await sleep(50);
  const log = join(
    folder,
    'cache',
    'a',
    's3',
    bucket,
    'ws',
    'workspace',
    'data',
    'tuning',
    'mine',
    'bias',
    'trials.jsonl',
  );
  const lines = async (): Promise<number> => (await readFile(log, 'utf8').catch(() => '')).split('\n').length;
  while ((await lines()) < 4 && child.exitCode === null) await sleep(20);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({
    code: 143,
    err: expect.stringContaining('Of what was done so far 1 file is') as string,
  });
  const kept = (await get(client, bucket, 'ws/data/tuning/mine/bias/trials.jsonl')).toString();
  expect(kept).toBe(await readFile(log, 'utf8'));
  expect(kept.trim().split('\n').length).toBeGreaterThan(2);
});

test('settings of run may be in a bucket; an output may not, and makes no folder of that name', async () => {
  await put(client, bucket, 'settings/mine.yaml', 'models: { nonsense: {} }\n');
  const run = ['run', '--config', `s3://${bucket}/settings/mine.yaml`, '--workspace', join(folder, 'local')];
  expect(await movierec('a', ...run)).toMatchObject({ code: 2, err: expect.stringMatching(/nonsense/) as string });
  const out = await movierec('a', 'generate', '--ratings', '1000', '--out', `s3://${bucket}/made`);
  expect(out).toMatchObject({
    code: 2,
    err: expect.stringContaining('--out names a folder of this machine') as string,
  });
  expect(await movierec('a', 'train', '--workspace', 'gs://films/ws', '--model', 'bias')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--workspace names a folder of this machine, not gs://') as string,
  });
  expect((await readdir(folder)).filter((name) => name.includes(':'))).toEqual([]);
});

test.each(['models', 'metrics', '--version', '--help', 'train --help'])('%s asks no bucket', async (line) => {
  const { ended } = start('a', [...line.split(' '), '--workspace', 's3://no-such-bucket-here/x']);
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

test('a word that is no bucket ends a command with 2, a bucket that is not there with 1', async () => {
  expect(await movierec('a', 'train', '--model', 'bias', '--workspace', 's3://No_Bucket/x')).toMatchObject({ code: 2 });
  expect(await movierec('a', 'train', '--model', 'bias', '--workspace', 's3://no-such-bucket-here')).toMatchObject({
    code: 1,
  });
});

test('no secret was said, or written to the cache, the workspace or the manifests', async () => {
  expect(everything).not.toContain(owner.AWS_SECRET_ACCESS_KEY);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(20);
  for (const { parentPath, name } of files) {
    expect((await readFile(join(parentPath, name))).includes(owner.AWS_SECRET_ACCESS_KEY)).toBe(false);
  }
});
