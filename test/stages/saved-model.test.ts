import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { clean } from '../../src/stages/clean.ts';
import { evaluate } from '../../src/stages/evaluate.ts';
import { requireProcessed } from '../../src/stages/processed.ts';
import { modelForUse, savedModels } from '../../src/stages/saved-model.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
/** A clock that goes on by a second each time, so that what was made later is later. */
let clock = 1.6e12;
const context = createContext({ threads: 2, now: () => (clock += 1000) });
let workspace: Workspace;
let count = 0;
beforeEach(async () => {
  workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', tastesTables(), context);
});

const fit = (model: string, damping: number, full = false) =>
  train({ workspace, model, parameters: model === 'popularity' ? {} : { itemDamping: damping }, full }, context);
const use = async (model?: string) => {
  const { name, full, manifest } = await modelForUse(workspace, await requireProcessed({ workspace }, context), model);
  return { name, full, damping: (manifest.result['parameters'] as Record<string, unknown>)['itemDamping'] };
};

describe('the model for use', () => {
  test('is the honest one until there is a full one like it', async () => {
    await fit('bias', 5);
    expect(await use('bias')).toMatchObject({ name: 'bias', full: false });
    await fit('bias', 5, true);
    expect(await use('bias')).toMatchObject({ name: 'bias', full: true });
  });

  test('is the honest one where the full one has other parameters', async () => {
    await fit('bias', 5);
    await fit('bias', 9, true);
    expect(await use('bias')).toEqual({ name: 'bias', full: false, damping: 5 });
  });

  test('is the full one where there is no other', async () => {
    await fit('bias', 9, true);
    expect(await use('bias')).toEqual({ name: 'bias', full: true, damping: 9 });
  });

  test('is a full one even where it is the only model, without being named', async () => {
    await fit('bias', 9, true);
    expect(await use()).toMatchObject({ name: 'bias', full: true });
  });

  test('is not one whose data has changed, where another was trained since', async () => {
    await fit('popularity', 0);
    await clean({ workspace, test: 0.4 }, context);
    await fit('bias', 5);
    await clean({ workspace, test: 0.2 }, context);
    await fit('popularity', 0);
    expect(await use()).toMatchObject({ name: 'popularity' });
  });

  // The Parquet files stay the same to the byte; only what is a good rating changes.
  test('is not one that was fitted under another scale', async () => {
    await fit('bias', 5);
    await clean({ workspace, scale: { min: 0, max: 10 } }, context);
    await expect(use('bias')).rejects.toMatchObject({ code: 'STALE_MODEL' });
    expect(await fit('bias', 5)).not.toHaveProperty('fresh');
  });

  test('is the one on the data as they are now', async () => {
    await fit('bias', 5);
    await fit('bias', 5, true);
    await clean({ workspace, test: 0.4 }, context);
    await expect(use('bias')).rejects.toMatchObject({ code: 'STALE_MODEL' });
    await fit('bias', 5);
    expect(await use('bias')).toMatchObject({ full: false });
    await fit('bias', 5, true);
    await clean({ workspace, test: 0.5 }, context);
    await fit('bias', 9, true);
    expect(await use('bias')).toEqual({ name: 'bias', full: true, damping: 9 });
  });

  // With a film more at the front of the catalog every index means another film than the model has learned.
  test('is never one of a catalog that is numbered otherwise', async () => {
    await fit('bias', 5);
    const { ratings, movies } = tastesTables();
    await writeInterim(
      workspace,
      'set',
      { ratings: ratings!, movies: [['0', 'First (1950)', null, []], ...movies!] },
      context,
    );
    await expect(use('bias')).rejects.toMatchObject({ code: 'STALE_MODEL', hint: 'Run: movierec train --model bias' });
  });

  test('is, if none is named, the chosen one, else the one trained last', async () => {
    await fit('bias', 5);
    await fit('popularity', 0);
    expect(await use()).toMatchObject({ name: 'popularity' });
    await writeFile(workspace.chosen('set'), JSON.stringify({ model: 'bias', metric: 'rmse' }));
    expect(await use()).toMatchObject({ name: 'bias' });
    expect(await use('popularity')).toMatchObject({ name: 'popularity' });
    for (const broken of ['{"mod', '{}', '[]', '']) {
      await writeFile(workspace.chosen('set'), broken);
      expect(await use()).toMatchObject({ name: 'popularity' });
    }
  });

  test('has to be trained, and the hint says how', async () => {
    await expect(use()).rejects.toMatchObject({ code: 'MISSING_ARTIFACT', hint: 'Run: movierec train --model svd' });
    await expect(use('bias')).rejects.toMatchObject({
      code: 'MISSING_ARTIFACT',
      hint: 'Run: movierec train --model bias',
    });
    await expect(use('sdv')).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' });
  });
});

test('the saved models are the honest ones, the latest first, and nothing half-made', async () => {
  await fit('bias', 5);
  await fit('popularity', 0);
  await fit('bias', 5, true);
  await mkdir(workspace.model('set', '.svd.new-123'));
  await mkdir(workspace.model('set', 'svd'));
  expect((await savedModels(workspace, 'set')).map(({ name }) => name)).toEqual(['popularity', 'bias']);
  expect(await savedModels(workspace, 'no such set')).toEqual([]);
});

describe('eval', () => {
  test('refuses a model from before the data changed, which may have seen what is held out now', async () => {
    await fit('bias', 5);
    await clean({ workspace, test: 0.4 }, context);
    await expect(evaluate({ workspace }, context)).rejects.toMatchObject({
      code: 'STALE_MODEL',
      hint: 'Run: movierec train --model bias',
    });
    await fit('bias', 5);
    expect((await evaluate({ workspace }, context)).models.map(({ model }) => model)).toEqual(['bias']);
  });

  test('never takes the full one', async () => {
    await fit('bias', 5, true);
    await expect(evaluate({ workspace, models: ['bias'] }, context)).rejects.toMatchObject({
      code: 'MISSING_ARTIFACT',
    });
  });

  test('says so where a model lost its files', async () => {
    await fit('bias', 5);
    await rm(join(workspace.model('set', 'bias'), 'model.safetensors'));
    await expect(evaluate({ workspace }, context)).rejects.toThrow(/ENOENT|no file/);
  });
});
