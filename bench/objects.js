/**
 * How fast files and workspaces come from a store of objects and go there, and how soon a service without data of its own answers.
 * Run: npm run build && node --import ./test/fixtures/threads/register.js bench/objects.js [megabytes] [rounds]
 * Starts the store of the tests on loopback, so that what is measured is the program and that store, not a network. Beside each
 * figure stands one request of Amazon's package that streams, and a copy on the disk.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';

const [megabytes = 256, rounds = 3] = process.argv.slice(2).map(Number);
const launcher = fileURLToPath(new URL('../bin/movierec.js', import.meta.url));
const [{ startS3, clientOf, freshBucket }, { openBucket }, { stageObject }, { downloadObject }, { createContext }] =
  await Promise.all([
    import('../test/fixtures/servers/s3.ts'),
    import('../src/connections/s3.ts'),
    import('../src/artifacts/objects/stage-object.ts'),
    import('../src/artifacts/objects/download-object.ts'),
    import('../src/context.ts'),
  ]);
const folder = await mkdtemp(join(tmpdir(), 'movierec-bench-'));
const server = await startS3();
Object.assign(process.env, server.environment);
const client = clientOf(server.environment);
const name = await freshBucket(server.environment);
const context = createContext();
const bucket = await openBucket(name, context.signal);

/** The median of some rounds, in seconds. */
async function timed(work) {
  const seconds = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await work(round);
    seconds.push((performance.now() - started) / 1000);
  }
  return seconds.toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
}
async function show(what, work) {
  console.log(`${what}: ${Math.round(megabytes / (await timed(work)))} MB/s`);
}

function movierec(...args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - started) / 1000;
}

/** How long it is from the start of a service to its first answer, in seconds. */
async function coldStart(...args) {
  const started = performance.now();
  const child = spawn(process.execPath, [launcher, 'serve', '--port', '0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    let said = '';
    for await (const text of child.stderr.setEncoding('utf8')) {
      said += text;
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (!address) continue;
      await (await fetch(`${address}/api/recommendations`)).text();
      return (performance.now() - started) / 1000;
    }
    throw new Error(said);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

try {
  console.log(
    `Load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}; ${rounds} rounds, medians`,
  );
  const file = join(folder, 'file');
  await writeFile(file, randomFillSync(Buffer.allocUnsafe(megabytes * 1e6)));
  const plain = { Bucket: name, Key: 'plain' };
  await show(`Copy of ${megabytes} MB on the disk`, () => copyFile(file, join(folder, 'copy')));
  await show('Up, one request', async () => {
    await client.send(new PutObjectCommand({ ...plain, Body: createReadStream(file), ContentLength: megabytes * 1e6 }));
  });
  await show('Up, movierec', async (round) => {
    const staged = await stageObject(bucket, 'parts', file, join(folder, `note-${round}.json`), context);
    await staged.complete();
  });
  await show('Down, one request', async () => {
    const { Body } = await client.send(new GetObjectCommand(plain));
    await pipeline(Body, createWriteStream(join(folder, 'down')));
  });
  const object = await bucket.find('parts');
  await show('Down, movierec', (round) => downloadObject(bucket, object, join(folder, `down-${round}`), context));

  const [local, remote] = [join(folder, 'ws'), `s3://${name}/ws`];
  const cache = (of) => ['--cache', join(folder, 'cache', of)];
  movierec('generate', '--like', 'ml-1m', '--out', join(folder, 'raw'));
  const source = ['ingest', '--from', join(folder, 'raw'), '--dataset', 'bench', '--workspace'];
  const model = ['train', '--model', 'ials', '--set', 'factors=64', '--workspace'];
  const seconds = (number) => `${number.toFixed(1)} s`;
  console.log(`Ingest and train: ${seconds(movierec(...source, local) + movierec(...model, local))} in a folder`);
  const there = movierec(...source, remote, ...cache('maker')) + movierec(...model, remote, ...cache('maker'));
  console.log(`Ingest and train: ${seconds(there)} in a bucket`);
  const own = (of) => ['--workspace', join(folder, 'own', of)];
  const here = await timed((round) => coldStart('--models', local, ...own(`here-${round}`)));
  const cold = await timed((round) =>
    coldStart('--models', remote, ...own(`cold-${round}`), ...cache(`cold-${round}`)),
  );
  const warm = await timed((round) => coldStart('--models', remote, ...own(`warm-${round}`), ...cache('cold-0')));
  console.log(
    `First answer of a service: ${seconds(here)} from a folder, ${seconds(cold)} from a bucket, ` +
      `${seconds(warm)} where copies are there`,
  );
  console.log(
    `Load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  bucket.close();
  client.destroy();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
