import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { readManifest } from '../../src/artifacts/manifest.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { evaluate } from '../../src/stages/evaluate.ts';
import { features } from '../../src/stages/features.ts';
import { recommend } from '../../src/stages/recommend.ts';
import { train } from '../../src/stages/train.ts';
import { tune } from '../../src/stages/tune.ts';
import { filmTables } from '../fixtures/films.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

/** A model more than there are: it scores films by how many features they have, which it can know from features alone. */
vi.mock('../../src/models/index.ts', async (original) => {
  const { defineModel } = await import('../../src/models/contract/define-model.ts');
  const { integer } = await import('../../src/models/contract/parameters.ts');
  const counting = defineModel({
    name: 'counting',
    summary: 'Counts features.',
    choose: 'Never.',
    reference: 'none',
    feedback: 'implicit',
    needs: ['features'],
    parameters: { times: integer({ default: 1, min: 1, max: 9, about: 'what the counts are multiplied by' }) },
    memory: () => 0,
    fit({ items, features: known }, { times }) {
      const counts = new Float32Array(items.size);
      for (const { rows } of known!.sets) {
        for (let film = 0; film < items.size; film++)
          counts[film] += times * (rows.starts[film + 1] - rows.starts[film]);
      }
      return { counts };
    },
    score({ counts }, _, scores) {
      scores.set(counts);
    },
    explain: ({ counts }, _, item) => [{ because: 'rest', amount: counts[item] }],
  });
  return { ...(await original<object>()), counting };
});

const root = await temporaryFolder();
let messages: string[] = [];
const context = createContext({ threads: 2, log: (message) => void messages.push(message) });
let workspace: Workspace;
let count = 0;
beforeEach(async () => {
  messages = [];
  workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', filmTables());
});

const featuresMade = (): boolean => existsSync(workspace.features('set'));

test('a model that does not ask for features is trained and tested without any being made', async () => {
  await train({ workspace, model: 'popularity' }, context);
  await evaluate({ workspace, protocol: 'kfold', folds: 2, models: ['popularity'] }, context);
  expect(featuresMade()).toBe(false);
});

test('train makes the features that a model needs, says so, and is made again when they change, not before', async () => {
  expect(await train({ workspace, model: 'counting' }, context)).not.toHaveProperty('fresh');
  expect(messages).toContain('The features of "set" were not there yet: made them with the defaults.');
  const { inputs } = (await readManifest(workspace.model('set', 'counting')))!;
  expect(inputs.map(({ path }) => path)).toContain(join('data', 'features', 'set', 'genres.safetensors'));
  expect(await train({ workspace, model: 'counting' }, context)).toHaveProperty('fresh');
  await features({ workspace, sets: ['genres'] }, context);
  expect(await train({ workspace, model: 'counting' }, context)).not.toHaveProperty('fresh');
});

test('profiles have no part in what a model is made from', async () => {
  await train({ workspace, model: 'counting' }, context);
  const { inputs } = (await readManifest(workspace.model('set', 'counting')))!;
  expect(inputs.some(({ path }) => path.endsWith('profiles.parquet'))).toBe(false);
});

test('a saved model is used and tested after the features are gone, and tested without making them', async () => {
  await train({ workspace, model: 'counting' }, context);
  const { rm } = await import('node:fs/promises');
  await rm(workspace.features('set'), { recursive: true });
  const { items } = await recommend({ workspace, user: 'u1', model: 'counting' }, context);
  expect(items.length).toBeGreaterThan(0);
  await evaluate({ workspace, models: ['counting'] }, context);
  expect(featuresMade()).toBe(false);
});

test('a protocol that fits afresh makes them once for all rounds, and its result goes by them', async () => {
  const options = { workspace, protocol: 'kfold', folds: 2, models: ['counting', 'popularity'] };
  const { models } = await evaluate(options, context);
  expect(models.map(({ model }) => model)).toContain('counting');
  expect(messages.filter((message) => message.includes('not there yet: made them'))).toHaveLength(1);
  expect(await evaluate(options, context)).toHaveProperty('fresh');
  await features({ workspace, sets: ['genres'] }, context);
  expect(await evaluate(options, context)).not.toHaveProperty('fresh');
});

test('trials have them, and a search begins anew when they change', async () => {
  const options = { workspace, model: 'counting', trials: 2, parallel: 1, train: false };
  const { trials } = await tune(options, context);
  expect(trials.map(({ value }) => value)).toEqual([expect.any(Number), expect.any(Number)]);
  expect(await tune(options, context)).toMatchObject({ resumed: 2 });
  await features({ workspace, sets: ['genres'] }, context);
  expect(await tune(options, context)).toMatchObject({ resumed: 0 });
});

test('where nothing is known of films, a model that needs to know is refused with what to do', async () => {
  await writeInterim(workspace, 'bare', { ratings: filmTables().ratings! });
  await expect(train({ workspace, dataset: 'bare', model: 'counting' }, context)).rejects.toMatchObject({
    code: 'MISSING_FEATURES',
    hint: expect.stringContaining('movierec ingest --imdb DIR') as string,
  });
});
