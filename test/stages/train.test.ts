import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { clean } from '../../src/stages/clean.ts';
import { train, type TrainOptions } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });
let workspace: Workspace;
let count = 0;
beforeEach(async () => {
  workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', tastesTables());
});

const parameters = { factors: 4, epochs: 2 };
const trained = (options: Partial<TrainOptions> = {}, given = context) =>
  train({ workspace, model: 'svd', parameters, ...options }, given);
const filesOf = async (folder: string): Promise<string[]> =>
  Promise.all(['model.json', 'model.safetensors'].map((name) => readFile(join(folder, name), 'base64')));

test('fits on what is not held out, writes the model and says what it did', async () => {
  const result = await trained();
  const { split } = await clean({ workspace }, context);
  expect(result).toMatchObject({
    model: 'svd',
    dataset: 'set',
    parameters: { factors: 4, epochs: 2, regularization: 0.05 },
    seed: 42,
    threads: 2,
    ratings: split['train'],
    seconds: {
      load: expect.any(Number) as number,
      fit: expect.any(Number) as number,
      save: expect.any(Number) as number,
    },
    path: 'data/models/set/svd',
    full: false,
  });
  expect((await readdir(workspace.model('set', 'svd'))).sort()).toEqual([
    'card.md',
    'manifest.json',
    'model.json',
    'model.safetensors',
  ]);
});

test('`full` fits on everything and stands beside the honest model', async () => {
  await trained();
  const honest = await filesOf(workspace.model('set', 'svd'));
  const { after } = await clean({ workspace }, context);
  expect(await trained({ full: true })).toMatchObject({ ratings: after.ratings, path: 'data/models/set/svd.full' });
  expect(await filesOf(workspace.model('set', 'svd'))).toEqual(honest);
});

test('a set that was not cleaned yet is cleaned first, and the log says so', async () => {
  const log: string[] = [];
  await trained({}, createContext({ log: (message) => log.push(message) }));
  expect(log).toContain('"set" was not cleaned yet: cleaned it with the defaults.');
});

test('a set that has changed is cleaned again as it was before, with the seed and split of then', async () => {
  await clean({ workspace, split: 'random', test: 0.5, minUserRatings: 3 }, { ...context, seed: 7 });
  const { ratings, movies } = tastesTables();
  await writeInterim(workspace, 'set', { ratings: ratings!.slice(0, 600), movies: movies! });
  const log: string[] = [];
  const result = await trained({}, { ...context, log: (message) => log.push(message) });
  expect(result.ratings).toBe(300);
  expect(log).toContain('"set" has changed since it was cleaned: cleaned it again.');
  expect(
    await clean({ workspace, split: 'random', test: 0.5, minUserRatings: 3 }, { ...context, seed: 7 }),
  ).toMatchObject({ fresh: true, split: { name: 'random', share: 0.5, seed: 7 } });
});

describe('a trained model', () => {
  test('is fresh until a parameter, the seed or the data change', async () => {
    expect(await trained()).not.toHaveProperty('fresh');
    expect(await trained()).toMatchObject({ fresh: true, model: 'svd' });
    expect(await trained({ parameters: { ...parameters, prior: 5 } })).toHaveProperty('fresh'); // the default
    expect(await trained({ parameters: { ...parameters, prior: 6 } })).not.toHaveProperty('fresh');
    expect(await trained({ parameters: { ...parameters, prior: 6 } }, { ...context, seed: 1 })).not.toHaveProperty(
      'fresh',
    );
    await clean({ workspace, test: 0.3 }, context);
    expect(await trained({ parameters: { ...parameters, prior: 6 } }, { ...context, seed: 1 })).not.toHaveProperty(
      'fresh',
    );
    expect(await trained({ force: true })).not.toHaveProperty('fresh');
  });

  test('has the same bytes when made again, whatever the number of threads', async () => {
    await trained();
    const before = await filesOf(workspace.model('set', 'svd'));
    await trained({ force: true }, { ...context, threads: 1 });
    expect(await filesOf(workspace.model('set', 'svd'))).toEqual(before);
  });

  test('stays as it was when the next fit fails or is stopped', async () => {
    await trained();
    const before = await filesOf(workspace.model('set', 'svd'));
    const diverging = { learningRate: 1, initialDeviation: 1, regularization: 0 };
    await expect(trained({ parameters: diverging })).rejects.toMatchObject({ code: 'DIVERGED' });
    const controller = new AbortController();
    const stopping = {
      ...context,
      seed: 2,
      signal: controller.signal,
      log: () => controller.abort(new Error('stopped')),
    };
    await expect(trained({}, stopping)).rejects.toThrow('stopped');
    expect(await filesOf(workspace.model('set', 'svd'))).toEqual(before);
    expect(await readdir(workspace.models('set'))).toEqual(['svd']);
  });
});

test.each<[string, Partial<TrainOptions>, string]>([
  ['an unknown model', { model: 'sdv' }, 'UNKNOWN_MODEL'],
  ['an unknown parameter', { parameters: { factor: 3 } }, 'UNKNOWN_OPTION'],
  ['a value out of range', { parameters: { factors: 0 } }, 'OPTION_RANGE'],
  ['an unknown data set', { dataset: 'other' }, 'UNKNOWN_DATASET'],
])('%s is refused before anything is done', async (_, options, code) => {
  await expect(trained(options)).rejects.toMatchObject({ code });
  expect(await readdir(join(workspace.root, 'data'))).toEqual(['interim']);
});

test('a rating model refuses strengths by name, and leaves no folder', async () => {
  const events = Array.from({ length: 30 }, (_, at) => [`u${at % 5}`, `i${at % 6}`, 'play', 1, at]);
  await writeInterim(workspace, 'plays', { events });
  await expect(train({ workspace, dataset: 'plays', model: 'svd' }, context)).rejects.toMatchObject({
    code: 'WRONG_FEEDBACK',
    message: expect.stringContaining('svd') as string,
  });
  expect(await readdir(workspace.models('plays'))).toEqual([]);
  expect(await train({ workspace, dataset: 'plays', model: 'popularity' }, context)).toMatchObject({
    dataset: 'plays',
  });
});
