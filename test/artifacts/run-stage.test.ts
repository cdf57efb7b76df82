import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { digestOf } from '../../src/artifacts/describe-file.ts';
import { readManifest } from '../../src/artifacts/manifest.ts';
import { requireManifest, runStage, type StageRun } from '../../src/artifacts/run-stage.ts';
import { versions } from '../../src/artifacts/versions.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext, type Context } from '../../src/context.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
let workspace: Workspace;
let run: StageRun;
let input: string;
let works = 0;
let count = 0;

beforeEach(async () => {
  workspace = new Workspace(join(root, String(++count)));
  input = join(workspace.root, 'input');
  await mkdir(workspace.root);
  await writeFile(input, 'abc');
  const options = { damping: 5, nothing: undefined, list: [1, { deep: true }] };
  run = { workspace, stage: 'test', dataset: 'set', folder: join(workspace.root, 'made'), options, inputs: [input] };
  works = 0;
});

const context = createContext({ now: () => 1e12 });
/** Runs the stage, which counts how often it did something, and says whether it was fresh. */
async function isFresh(changes: Partial<StageRun> = {}, given: Context = context): Promise<boolean> {
  const before = works;
  const result = await runStage({ ...run, ...changes }, given, async (folder) => {
    works++;
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'deep', 'output'), 'made of abc');
    return { answer: 42, missing: undefined };
  });
  expect(result.answer).toBe(42);
  expect(works - before).toBe(result.fresh ? 0 : 1);
  return result.fresh ?? false;
}

test('a manifest says how the artifact came to be', async () => {
  const times = [1e12, 1e12 + 2500, 1e12 + 2500];
  await isFresh({}, createContext({ seed: 7, now: () => times.shift()! }));
  expect(await readManifest(run.folder)).toMatchObject({
    format: 1,
    stage: 'test',
    dataset: 'set',
    options: { damping: 5, list: [1, { deep: true }] },
    seed: 7,
    inputs: [{ path: 'input', bytes: 3, sha256: await digestOf(input, 'sha256') }],
    outputs: [{ path: join('deep', 'output'), bytes: 11 }],
    result: { answer: 42 },
    seconds: 2.5,
    finished: '2001-09-09T01:46:42.500Z',
    versions,
  });
});

test('the same again is fresh', async () => {
  expect(await isFresh()).toBe(false);
  expect(await isFresh()).toBe(true);
  expect(await isFresh({ force: true })).toBe(false);
});

describe('what was made is fresh', () => {
  test('when an input has another time but the same content', async () => {
    await isFresh();
    await utimes(input, 1e9, 1e9);
    expect(await isFresh()).toBe(true);
  });

  test('when only the number of threads is another', async () => {
    await isFresh();
    expect(await isFresh({}, createContext({ threads: 17 }))).toBe(true);
  });
});

describe('what was made is made again', () => {
  test.each<[string, () => Promise<unknown> | Partial<StageRun>, Context?]>([
    ['an input has changed', () => writeFile(input, 'abd')],
    ['an input is read from another place', () => ({ inputs: [join(input, '..', 'made', 'deep', 'output')] })],
    ['there is an input more', () => ({ inputs: [input, input] })],
    ['an option has another value', () => ({ options: { ...run.options, damping: 6 } })],
    ['an option deep inside has another value', () => ({ options: { ...run.options, list: [1, { deep: false }] } })],
    ['there is an option more', () => ({ options: { ...run.options, extra: null } })],
    ['the seed is another', () => ({}), createContext({ seed: 43 })],
    ['the stage is another', () => ({ stage: 'other' })],
    ['an output is missing', () => rm(join(run.folder, 'deep', 'output'))],
    ['an output is cut off', () => truncate(join(run.folder, 'deep', 'output'), 3)],
    ['the manifest is missing', () => rm(join(run.folder, 'manifest.json'))],
    ['the manifest is cut off', () => truncate(join(run.folder, 'manifest.json'), 100)],
    ['it was made by another version', () => editManifest({ versions: { ...versions, movierec: '0.0.1' } })],
    ['the manifest is of another format', () => editManifest({ format: 2 })],
  ])('when %s', async (_, change, changed = context) => {
    await isFresh();
    const changes = (await change()) as Partial<StageRun> | undefined;
    expect(await isFresh(changes, changed)).toBe(false);
    expect(await isFresh(changes, changed)).toBe(true);
  });
});

async function editManifest(changes: object): Promise<void> {
  const path = join(run.folder, 'manifest.json');
  await writeFile(path, JSON.stringify({ ...(JSON.parse(await readFile(path, 'utf8')) as object), ...changes }));
}

test('a failure and an abort leave the old artifact, still fresh', async () => {
  await isFresh();
  const forced = { ...run, force: true };
  const failing = runStage(forced, context, () => Promise.reject(new Error('it failed')));
  await expect(failing).rejects.toThrow('it failed');
  const controller = new AbortController();
  const stopped = runStage(forced, createContext({ signal: controller.signal }), async () => {
    controller.abort(new Error('stopped'));
    return {};
  });
  await expect(stopped).rejects.toThrow('stopped');
  expect(await isFresh()).toBe(true);
  expect((await readdir(workspace.root)).sort()).toEqual(['input', 'made']);
});

test('two at once: one makes it, the other is told that it is busy', async () => {
  let again: unknown;
  await runStage(run, context, async () => {
    again = await runStage(run, context, () => Promise.resolve({})).catch((error: unknown) => error);
    return {};
  });
  expect(again).toMatchObject({ code: 'BUSY' });
});

test('a later stage is told what to run where there is no artifact', async () => {
  await expect(requireManifest(run.folder, 'nothing is made', 'movierec test')).rejects.toMatchObject({
    code: 'MISSING_ARTIFACT',
    hint: 'Run: movierec test',
  });
  await isFresh();
  expect(await requireManifest(run.folder, 'nothing is made', 'movierec test')).toMatchObject({ stage: 'test' });
});
