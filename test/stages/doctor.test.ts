import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runStage } from '../../src/artifacts/run-stage.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { doctor, type Check } from '../../src/stages/doctor.ts';

const context = createContext();
let workspace: Workspace;

beforeEach(async () => {
  workspace = new Workspace(await mkdtemp(join(tmpdir(), 'doctor-')));
});
afterEach(() => rm(workspace.root, { recursive: true }));

const model = (): string => workspace.model('demo', 'svd');
const train = (): Promise<object> =>
  runStage(
    { workspace, stage: 'train', dataset: 'demo', folder: model(), options: { model: 'svd' }, inputs: [] },
    context,
    async (folder) => {
      await writeFile(join(folder, 'model.json'), '{}');
      await writeFile(join(folder, 'model.safetensors'), 'content');
      return {};
    },
  );
const examined = async (thorough = false): Promise<Map<string, Check>> => {
  const { checks } = await doctor({ workspace, thorough }, context);
  return new Map(checks.map((check) => [check.name, check]));
};

test('the machine that runs these tests is fit for movierec', async () => {
  const checks = await examined();
  expect([...checks.keys()]).toEqual([
    'movierec',
    'Node',
    'threads',
    'memory',
    'shared memory',
    'SIMD',
    'database',
    'network',
    'workspace',
    'free disk',
    'leftovers',
  ]);
  expect(checks.get('Node')).toEqual({ name: 'Node', ok: true, found: process.versions.node });
  expect(checks.get('database')?.found).toMatch(/^DuckDB v\d/);
  // Memory and disk may be short where these tests run; the rest may not.
  const wrong = [...checks.values()].filter(({ name, ok }) => !ok && name !== 'memory' && name !== 'free disk');
  expect(wrong).toEqual([]);
});

test('looking leaves no trace, and makes no workspace where there is none', async () => {
  await examined();
  expect(await readdir(workspace.root)).toEqual([]);
  const missing = new Workspace(join(workspace.root, 'a', 'b'));
  const { checks } = await doctor({ workspace: missing }, context);
  expect(checks.find(({ name }) => name === 'workspace')).toMatchObject({ ok: true });
  expect(await readdir(workspace.root)).toEqual([]);
});

test('a workspace that cannot be one is found out', async () => {
  await writeFile(join(workspace.root, 'file'), '');
  const { checks } = await doctor({ workspace: new Workspace(join(workspace.root, 'file')) }, context);
  expect(checks.find(({ name }) => name === 'workspace')).toMatchObject({
    ok: false,
    advice: expect.stringContaining('--workspace'),
  });
});

test('an artifact that is whole is counted as such', async () => {
  await train();
  expect((await examined()).get('data/models/demo/svd')).toMatchObject({ ok: true, found: '2 files, sizes right' });
  expect((await examined(true)).get('data/models/demo/svd')).toMatchObject({ ok: true });
});

test('a file that is missing or shorter is found by its size, with the command that makes it again', async () => {
  await train();
  await rm(join(model(), 'model.json'));
  await writeFile(join(model(), 'model.safetensors'), 'short');
  expect((await examined()).get('data/models/demo/svd')).toEqual({
    name: 'data/models/demo/svd',
    ok: false,
    found: 'model.json is missing; model.safetensors has 5 bytes instead of 7',
    advice: 'Run: movierec train --dataset demo --model svd --force',
  });
});

test('other content of the same size is found only by a thorough look', async () => {
  await train();
  await writeFile(join(model(), 'model.safetensors'), 'changed');
  expect((await examined()).get('data/models/demo/svd')).toMatchObject({ ok: true });
  expect((await examined(true)).get('data/models/demo/svd')).toMatchObject({
    ok: false,
    found: 'model.safetensors has another content than it was written with',
  });
});

test('a manifest that cannot be read is found', async () => {
  await train();
  await writeFile(join(model(), 'manifest.json'), '{');
  expect((await examined()).get('data/models/demo/svd')).toMatchObject({ ok: false });
});

test('what a killed run left is named, what a running one is writing is not', async () => {
  const dead = spawnSync(process.execPath, ['--version']).pid;
  const models = workspace.models('demo');
  await train();
  await mkdir(join(models, `.bias.new-${dead}`));
  await writeFile(join(models, '.bias.lock'), String(dead));
  await mkdir(join(models, '.bias.old'));
  await mkdir(join(models, `.svd.new-${process.pid}`));
  await writeFile(join(models, '.svd.lock'), String(process.pid));
  await mkdir(join(models, '.svd.old'));
  const { ok, found } = (await examined()).get('leftovers')!;
  expect(ok).toBe(false);
  expect(found.split(', ').sort()).toEqual(
    [`data/models/demo/.bias.lock`, `data/models/demo/.bias.new-${dead}`, 'data/models/demo/.bias.old'].sort(),
  );
  expect((await stat(join(models, '.bias.old'))).isDirectory()).toBe(true);
});

test('the next run of the command clears away what a killed one left', async () => {
  const dead = spawnSync(process.execPath, ['--version']).pid;
  const models = workspace.models('demo');
  await mkdir(join(models, `.svd.new-${dead}`), { recursive: true });
  await writeFile(join(models, '.svd.lock'), String(dead));
  expect((await examined()).get('leftovers')).toMatchObject({ ok: false });
  await train();
  expect((await examined()).get('leftovers')).toMatchObject({ ok: true, found: 'none' });
});
