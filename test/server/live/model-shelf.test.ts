import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { manifestName } from '../../../src/artifacts/manifest.ts';
import type { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { openModelShelf, type ModelShelf, type ModelShelfOptions } from '../../../src/server/live/model-shelf.ts';
import { requireProcessed, type Processed } from '../../../src/stages/processed.ts';
import { train } from '../../../src/stages/train.ts';
import { testWorkspace } from '../../fixtures/service.ts';

const context = createContext();
let workspace: Workspace;
let data: Processed;
beforeAll(async () => {
  workspace = await testWorkspace();
  data = await requireProcessed({ workspace }, context);
});

const log: string[] = [];
let shelf: ModelShelf | undefined;
afterEach(() => {
  shelf?.close();
  log.length = 0;
});
const open = async (options?: ModelShelfOptions): Promise<ModelShelf> =>
  (shelf = await openModelShelf(workspace, data, 'svd', { log: (line) => log.push(line) }, options));

/** Fits the model anew, so that it is another. */
const trainAnew = (epochs: number) =>
  train({ workspace, model: 'svd', parameters: { factors: 8, epochs }, force: true }, context);
const names = ({ loaded }: ModelShelf): string[] => loaded.map(({ name }) => name).sort();

it('gives the model that was trained since, and those who have the old one may go on with it', async () => {
  const { take, refresh, onSwap, usual } = await open();
  expect(usual).toBe('svd');
  const before = await take();
  const scores = before.model.scoreAll(before.model.user(0));
  const told: unknown[] = [];
  onSwap((loaded) => told.push(loaded));
  await refresh();
  expect(await take()).toBe(before);
  await trainAnew(3);
  await Promise.all([refresh(), refresh()]);
  const after = await take();
  expect(after.manifest).not.toEqual(before.manifest);
  expect(told).toEqual([after]);
  expect(before.model.scoreAll(before.model.user(0))).toEqual(scores);
  expect(after.model.scoreAll(after.model.user(0))).not.toEqual(scores);
});

it('finds out by itself that a model was trained', async () => {
  const { take, onSwap } = await open({ every: 20 });
  const swapped = new Promise((resolve) => onSwap(resolve));
  await trainAnew(4);
  expect(await swapped).toBe(await take());
});

it('keeps the old model where the new one cannot be read, says so once, and takes the next that can', async () => {
  const { take, refresh } = await open();
  const before = await take();
  await trainAnew(2);
  await appendFile(join(workspace.model(data.dataset, 'svd'), 'model.safetensors'), 'damage');
  await refresh();
  await refresh();
  expect(await take()).toBe(before);
  expect(log).toEqual([expect.stringMatching(/^Model svd stays as it was: .*is not the file that its model.json/)]);
  await trainAnew(6);
  await refresh();
  expect(await take()).not.toBe(before);
});

it('keeps the old model where what describes the new one is damaged', async () => {
  const { take, refresh } = await open();
  const before = await take();
  const path = join(workspace.model(data.dataset, 'svd'), manifestName);
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.slice(0, 100));
  await refresh();
  expect(await take()).toBe(before);
  await writeFile(path, text);
  await refresh();
  expect(await take()).toBe(before);
});

it('takes models that nobody has asked for lately from memory where others need it, but never the usual one', async () => {
  const sizeOf = async (name: string): Promise<number> =>
    (await stat(join(workspace.model(data.dataset, name), 'model.safetensors'))).size;
  const most = (await sizeOf('svd')) + (await sizeOf('ease')) + 100_000;
  const opened = await open({ most });
  await opened.take('ials');
  expect(names(opened)).toEqual(['ials', 'svd']);
  const ease = await opened.take('ease');
  expect(names(opened)).toEqual(['ease', 'svd']);
  expect(await opened.take('ease')).toBe(ease);
});

it('reads a model once, however many ask for it at once, and again after it could not be read', async () => {
  const { take } = await open();
  const [one, other] = await Promise.all([take('ials'), take('ials')]);
  expect(one).toBe(other);
  await expect(take('itemKnn')).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' });
  await expect(take('bias')).rejects.toMatchObject({ code: 'MISSING_ARTIFACT' });
  await train({ workspace, model: 'bias' }, context);
  expect((await take('bias')).name).toBe('bias');
});

it('leaves nothing of a model in memory that was replaced and that nobody uses any more', async () => {
  const { take, refresh } = await open();
  const old = new WeakRef((await take()).model);
  await trainAnew(7);
  await refresh();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let n = 0; n < 10 && old.deref(); n++) {
    await setImmediate();
    collect();
  }
  expect(old.deref()).toBeUndefined();
});
