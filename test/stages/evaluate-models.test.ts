import { beforeAll, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { defineModel } from '../../src/models/contract/define-model.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { fit, load } from '../../src/models/registry.ts';
import { evaluate, type EvaluateResult } from '../../src/stages/evaluate.ts';
import { evaluateModels, type EvaluateModelsResult } from '../../src/stages/evaluate-models.ts';
import { openDataset, type OpenDataset } from '../../src/stages/open-dataset.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const context = createContext({ threads: 2 });
const workspace = new Workspace(await temporaryFolder());
let data: OpenDataset;
let models: Record<string, Model>;

beforeAll(async () => {
  await writeInterim(workspace, 'set', tastesTables());
  for (const model of ['bias', 'ease']) await train({ workspace, model }, context);
  data = await openDataset({ workspace }, context);
  models = { bias: await load(workspace.model('set', 'bias')), ease: await fit('ease', data.training, {}, context) };
});

describe('models in memory', () => {
  /** What does not depend on how long it took. */
  const figures = ({ models: tested, comparisons, ranking }: EvaluateModelsResult | EvaluateResult): unknown => ({
    models: tested.map(({ seconds: _, ...figures }) => figures),
    comparisons,
    ranking,
  });

  test('get the very figures that `evaluate` gives saved ones', async () => {
    const saved = await evaluate({ workspace, models: ['bias', 'ease'], k: [5, 10] }, context);
    expect(figures(await evaluateModels({ data, models, k: [5, 10] }, context))).toEqual(figures(saved));
  });

  test('are refused where they have learned what they are tested on', async () => {
    const cheat = await fit('bias', data.ratings, {}, context);
    await expect(evaluateModels({ data, models: { cheat } }, context)).rejects.toMatchObject({ code: 'LEAK' });
  });

  test('have to be there', async () => {
    await expect(evaluateModels({ data, models: {} }, context)).rejects.toMatchObject({ code: 'USAGE' });
  });
});

test('a model of one’s own that does as one of ours gets the same figures, under its own name', async () => {
  const mine = defineModel({
    name: 'mine',
    summary: 'How many people rated a film.',
    choose: 'Never.',
    reference: 'none',
    feedback: 'implicit',
    parameters: {},
    memory: () => 0,
    fit({ byItem: { starts }, items }) {
      return { counts: Float32Array.from({ length: items.size }, (_, item) => starts[item + 1] - starts[item]) };
    },
    score({ counts }, _, scores) {
      scores.set(counts);
    },
    explain({ counts }, _, item) {
      return [{ because: 'average', amount: counts[item] }];
    },
  });
  const own = await fitModel(mine, data.training, {}, context);
  const ours = await fit('popularity', data.training, {}, context);
  const { models: tested, ranking } = await evaluateModels({ data, models: { own, ours }, metrics: ['ndcg'] }, context);
  expect(tested[0].metrics).toEqual(tested[1].metrics);
  expect(ranking.models.map(({ model, rank }) => [model, rank])).toEqual([
    ['own', 1],
    ['ours', 1],
  ]);
});

test('what a data set opened with features says of its films is what models that go by them learn from', async () => {
  const plain = await openDataset({ workspace }, context);
  expect(plain.ratings.features).toBeUndefined();
  expect(plain.training.size).toBe(plain.roles.filter((role) => role === 0).length);
  const known = await openDataset({ workspace, features: true }, context);
  expect(known.training.features?.sets.map(({ name }) => name)).toContain('genres');
});
