import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { parseManifest, readManifest } from '../../../src/artifacts/manifest.ts';
import { openMirroredWorkspace, type MirroredWorkspace } from '../../../src/artifacts/objects/mirrored-workspace.ts';
import { runStage } from '../../../src/artifacts/run-stage.ts';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { writeFileWhole } from '../../../src/artifacts/write-file.ts';
import { createContext } from '../../../src/context.ts';
import { ingest } from '../../../src/stages/ingest.ts';
import { recommend } from '../../../src/stages/recommend.ts';
import { train } from '../../../src/stages/train.ts';
import { get, keysOf, put, speakAs } from '../../fixtures/servers/objects.ts';
import { clientOf, freshBucket, startS3 } from '../../fixtures/servers/s3.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const owner = inject('s3');
speakAs(owner);
const client = clientOf(owner);
const bucket = await freshBucket(owner);
const caches = await temporaryFolder();
const context = createContext();
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The workspace as one machine sees it. */
async function machine(name: string, prefix: string, of = bucket): Promise<MirroredWorkspace> {
  const opened = await openMirroredWorkspace(`s3://${of}/${prefix}`, { cache: join(caches, name) }, context);
  onTestFinished(() => opened.close());
  return opened;
}

/** Writes an artifact of two files, as a model is. */
const write = (workspace: Workspace, content: string, name = 'svd'): Promise<object> =>
  runStage(
    {
      ...{ workspace, stage: 'train', dataset: 'set', folder: workspace.model('set', name) },
      ...{ options: { content }, inputs: [] },
    },
    context,
    async (temporary) => {
      await writeFileWhole(join(temporary, 'model.json'), JSON.stringify({ content }));
      await writeFileWhole(join(temporary, 'model.safetensors'), content.repeat(1000));
      return { content };
    },
  );
const scope = { dataset: 'set' };
const place = 'data/models/set/svd';
const contentOf = async (workspace: Workspace): Promise<unknown> =>
  (await readManifest(workspace.model('set', 'svd')))?.options['content'];

test('a pipeline in a bucket makes the same tables and models as one in a folder, byte for byte', async () => {
  const local = new Workspace(join(caches, 'local'));
  const remote = await machine('pipeline', 'pipeline');
  await remote.pull({ raw: true });
  for (const workspace of [local, remote]) {
    await ingest({ workspace, dataset: 'demo' }, context);
    await train({ workspace, model: 'svd', parameters: { factors: 4, epochs: 2 } }, context);
  }
  await remote.push();
  const keys = (await keysOf(client, bucket, 'pipeline/')).filter((key) =>
    /\.(parquet|json|safetensors|csv)$/.test(key),
  );
  const made = keys.filter((key) => !key.endsWith('manifest.json') && !key.includes('/raw/'));
  expect(made.length).toBeGreaterThan(8);
  expect(made.some((key) => key.endsWith('svd/model.safetensors'))).toBe(true);
  for (const key of made) {
    const here = await readFile(join(local.root, key.slice('pipeline/'.length)));
    expect([key, digest(await get(client, bucket, key))]).toEqual([key, digest(here)]);
  }
  // Another machine has it without doing anything again.
  const other = await machine('pipeline-other', 'pipeline');
  await other.pull({});
  const said: string[] = [];
  const listening = createContext({ log: (message) => said.push(message) });
  const lists = await Promise.all(
    [local, other].map((workspace) => recommend({ workspace, user: '42', k: 5 }, listening)),
  );
  expect(lists[0].items).toEqual(lists[1].items);
  expect(said.join('\n')).not.toMatch(/clean/i);
});

test('what one machine has made another sees, and only what has changed comes and goes', async () => {
  const [one, two] = [await machine('one', 'two-machines'), await machine('two', 'two-machines')];
  await one.pull(scope);
  await write(one, 'a');
  await two.pull(scope);
  expect(await contentOf(two)).toBe('a');
  const before = await stat(join(two.model('set', 'svd'), 'model.json'));
  await two.pull(scope);
  expect((await stat(join(two.model('set', 'svd'), 'model.json'))).ino).toBe(before.ino);
  await write(two, 'b');
  await one.pull(scope);
  expect(await contentOf(one)).toBe('b');
});

test('of two machines that make the same artifact the second is told, and the first one stays whole', async () => {
  const [one, two] = [await machine('one', 'conflict'), await machine('two', 'conflict')];
  await Promise.all([one.pull(scope), two.pull(scope)]);
  await write(one, 'of one');
  await expect(write(two, 'of two')).rejects.toMatchObject({
    code: 'BUSY',
    hint: expect.stringMatching(/again/) as string,
  });
  expect((await get(client, bucket, `conflict/${place}/model.json`)).toString()).toContain('of one');
  await two.pull(scope);
  expect(await contentOf(two)).toBe('of one');
});

test('two machines that make the very same are both right', async () => {
  const [one, two] = [await machine('one', 'same'), await machine('two', 'same')];
  await Promise.all([one.pull(scope), two.pull(scope)]);
  await write(one, 'same');
  await write(two, 'same');
  expect(await contentOf(two)).toBe('same');
});

test('whoever reads while an artifact is replaced again and again has one or another, never a mixture', async () => {
  const [writer, reader] = [await machine('writer', 'polled'), await machine('reader', 'polled')];
  await writer.pull(scope);
  await write(writer, 'v0');
  let isWriting = true;
  const writing = (async () => {
    for (let version = 1; version <= 12; version++) await write(writer, `v${version}`);
    isWriting = false;
  })();
  const seen = new Set<string>();
  while (isWriting) {
    await reader.pull(scope);
    const folder = reader.model('set', 'svd');
    const manifest = (await readManifest(folder))!;
    for (const { path, sha256 } of manifest.outputs) {
      expect(digest(await readFile(join(folder, path)))).toBe(sha256);
    }
    seen.add(String(manifest.options['content']));
  }
  await writing;
  expect(seen.size).toBeGreaterThan(1);
});

test('a manifest is never in the bucket before its files', async () => {
  const writer = await machine('writer', 'new');
  await writer.pull(scope);
  let isWriting = true;
  const writing = (async () => {
    for (let at = 0; at < 8; at++) await write(writer, `content ${at}`, `model-${at}`);
    isWriting = false;
  })();
  let looked = 0;
  while (isWriting) {
    for (const key of (await keysOf(client, bucket, 'new/')).filter((each) => each.endsWith('manifest.json'))) {
      const manifest = parseManifest((await get(client, bucket, key)).toString())!;
      for (const { path, sha256 } of manifest.outputs) {
        const file = await get(client, bucket, key.replace('manifest.json', path));
        expect(digest(file)).toBe(sha256);
        looked++;
      }
    }
  }
  await writing;
  expect(looked).toBeGreaterThan(0);
});

test('an upload that is stopped leaves the artifact that was there; the next command puts up the new one', async () => {
  const server = await startS3();
  onTestFinished(server.stop);
  speakAs(server.environment);
  const own = await freshBucket(server.environment);
  const looking = clientOf(server.environment);
  const first = await machine('stopped', 'ws', own);
  await first.pull(scope);
  await write(first, 'before');
  await server.kill();
  await expect(write(first, 'after')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  await server.restart();
  const manifest = parseManifest((await get(looking, own, `ws/${place}/manifest.json`)).toString())!;
  for (const { path, sha256 } of manifest.outputs) {
    expect(digest(await get(looking, own, `ws/${place}/${path}`))).toBe(sha256);
  }
  const again = await machine('stopped', 'ws', own);
  await again.pull(scope);
  expect(await contentOf(again)).toBe('after');
  await again.push();
  expect((await get(looking, own, `ws/${place}/model.json`)).toString()).toContain('after');
  speakAs(owner);
});

test('an artifact that is half-written in the bucket is refused and named, and what was here before stays', async () => {
  const [writer, reader] = [await machine('writer', 'torn'), await machine('reader', 'torn')];
  await writer.pull(scope);
  await write(writer, 'whole');
  await reader.pull(scope);
  await write(writer, 'newer');
  await put(client, bucket, `torn/${place}/model.json`, JSON.stringify({ content: 'nothing' }));
  await expect(reader.pull(scope)).rejects.toMatchObject({
    code: 'BAD_FILE',
    message: expect.stringContaining(`torn/${place} is half-written: model.json`) as string,
  });
  expect(await contentOf(reader)).toBe('whole');
});

test('where the making of an artifact is stopped while it becomes visible, the next command of that machine mends it', async () => {
  const stopped = await machine('stopped-there', 'mended');
  await stopped.pull(scope);
  await write(stopped, 'before');
  // Made here, and of what is to go there one file of two.
  await write(new Workspace(stopped.root), 'after');
  await put(client, bucket, `mended/${place}/model.json`, JSON.stringify({ content: 'after' }));
  const lock = { owner: 'stopped', until: Date.now() - 1000 };
  await put(client, bucket, 'mended/data/models/set/.svd.lock', JSON.stringify(lock));
  const [again, reader] = [await machine('stopped-there', 'mended'), await machine('reader', 'mended')];
  await again.pull(scope);
  await again.push();
  await reader.pull(scope);
  expect(await contentOf(reader)).toBe('after');
  expect(await keysOf(client, bucket, 'mended/data/models/set/.svd.lock')).toEqual([]);
});

test('what is half-written and refused is made anew by any machine with --force', async () => {
  const [writer, other] = [await machine('writer', 'remade'), await machine('other', 'remade')];
  await writer.pull(scope);
  await write(writer, 'lost');
  await put(client, bucket, `remade/${place}/model.json`, '{}');
  await expect(other.pull(scope)).rejects.toMatchObject({
    code: 'BAD_FILE',
    hint: expect.stringMatching(/\(train\).*--force/) as string,
  });
  await other.pull({ ...scope, remake: true });
  expect(await contentOf(other)).toBeUndefined();
  await write(other, 'remade');
  const reader = await machine('reader', 'remade');
  await reader.pull(scope);
  expect(await contentOf(reader)).toBe('remade');
});

test('a lock that a stopped machine left behind is taken over once it is old', async () => {
  const writer = await machine('writer', 'locked');
  await writer.pull(scope);
  const lock = 'locked/data/models/set/.svd.lock';
  await put(client, bucket, lock, JSON.stringify({ owner: 'gone', until: Date.now() - 1000 }));
  await write(writer, 'a');
  expect(await keysOf(client, bucket, lock)).toEqual([]);
});

test("a service's store and keys stay on the machine; removed artifacts are removed in the bucket", async () => {
  const one = await machine('service', 'service');
  await one.pull({ ...scope, service: true });
  const service = one.service('set');
  for (const name of ['store.db', 'secret.key', 'operator.key']) await writeFileWhole(join(service, name), 'secret');
  await writeFileWhole(join(service, 'models', 'svd', 'current.json'), '{"version":0}');
  await write(one, 'a');
  await one.push();
  expect(await keysOf(client, bucket, 'service/data/service/')).toEqual([
    'service/data/service/set/models/svd/current.json',
  ]);
  await one.pull({ ...scope, service: true });
  await rm(one.model('set', 'svd'), { recursive: true });
  await one.push();
  expect(await keysOf(client, bucket, `service/${place}/`)).toEqual([]);
});
