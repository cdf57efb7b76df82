import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import type { Segmentation } from '../../src/evaluation/segments/summarize-segments.ts';
import { clean } from '../../src/stages/clean.ts';
import { evaluate } from '../../src/stages/evaluate.ts';
import { weakSegments } from '../../src/stages/model-card/weak-segments.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });
let workspace: Workspace;
let count = 0;
beforeEach(async () => {
  workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', tastesTables(), context);
});

const fit = (itemDamping = 10, full = false) =>
  train({ workspace, model: 'bias', parameters: { itemDamping }, full }, context);
const card = (full = false): Promise<string> => readFile(join(workspace.model('set', 'bias', full), 'card.md'), 'utf8');

describe('a model’s card', () => {
  test('stands beside the model from the first fit on, and says that nobody has evaluated it', async () => {
    const { ratings } = await fit();
    const text = await card();
    expect(text).toMatch(/^# bias for set\n/);
    expect(text).toContain(`Fitted on ${ratings.toLocaleString('en-US')} ratings, on the training part alone`);
    expect(text).toContain('Not evaluated yet, or fitted again since. Run: `movierec eval --model bias`');
    expect(text).toContain('The source says nothing of a license');
    const described = JSON.parse(await readFile(join(workspace.model('set', 'bias'), 'model.json'), 'utf8')) as object;
    expect(Object.keys(described)).toContain('parameters');
  });

  test('has the figures of evaluation.json with their intervals once it is evaluated', async () => {
    await fit();
    const { models } = await evaluate({ workspace }, context);
    const text = await card();
    for (const [key, { value, low, high }] of Object.entries(models[0].metrics)) {
      const interval = low === null || high === null ? '–' : `${low.toFixed(4)} to ${high.toFixed(4)}`;
      expect(text).toContain(`| ${key} | ${value.toFixed(4)} | ${interval} |`);
    }
  });

  test('keeps to the figures that compare: not those among negatives, nor by another measure of good', async () => {
    await fit();
    await evaluate({ workspace }, context);
    const before = await card();
    await evaluate({ workspace, negatives: 12 }, context);
    expect(await card()).toBe(before);
    await evaluate({ workspace, relevant: 2 }, context);
    expect(await card()).toContain('Not evaluated yet');
  });

  test('says with which models it shares its rank, and by which commands it is made again', async () => {
    await clean({ workspace, minUserRatings: 2, split: 'random', test: 0.3 }, createContext({ seed: 7 }));
    await fit();
    await train({ workspace, model: 'bias', parameters: { itemDamping: 10 }, force: true }, context);
    await train({ workspace, model: 'svd', parameters: { factors: 2 } }, context);
    const { ranking } = await evaluate({ workspace, k: [5, 10], by: 'rmse' }, context);
    const place = ranking.models.find(({ model }) => model === 'bias')!;
    const others = ranking.models.filter(({ model, rank }) => model !== 'bias' && rank === place.rank);
    const text = await card();
    expect(text).toContain(
      `it has rank ${place.rank} by rmse${others.length > 0 ? ', which it shares with svd' : ';'}`,
    );
    expect(text).toContain(
      'movierec clean --dataset set --seed 7 --split random --test 0.3 --min-user-ratings 2\nmovierec train',
    );
    expect(text).toContain('--k 5 10');
  });

  test('forgets the figures when the model is fitted otherwise, and keeps them when nothing changed', async () => {
    await fit();
    await evaluate({ workspace }, context);
    const before = await card();
    await fit();
    expect(await card()).toBe(before);
    await fit(3);
    expect(await card()).toContain('Not evaluated yet');
  });

  test('of a model fitted on all ratings has the figures of the honest one with the same parameters only', async () => {
    await fit();
    await evaluate({ workspace }, context);
    await fit(10, true);
    expect(await card(true)).toMatch(
      /## How good it is\n\nOn 60 people.*fitted, with the same parameters, on the training/,
    );
    await fit(3, true);
    expect(await card(true)).toContain('Not evaluated yet');
  });

  test('does not make the model stale when it is lost or rewritten', async () => {
    await fit();
    await rm(join(workspace.model('set', 'bias'), 'card.md'));
    expect(await fit()).toMatchObject({ fresh: true });
    expect(await card()).toMatch(/^# bias/);
  });
});

describe('weak segments', () => {
  const figure = (value: number, half: number) => ({ value, low: value - half, high: value + half });
  const segments: Segmentation[] = [
    {
      by: 'activity',
      kind: 'people',
      gaps: {},
      groups: [
        { name: 'poor', people: 50, metrics: { rmse: figure(1.3, 0.1), 'ndcg@10': figure(0.1, 0.05) } },
        { name: 'chance', people: 50, metrics: { rmse: figure(1.1, 0.2), 'ndcg@10': figure(0.29, 0.05) } },
        { name: 'good', people: 50, metrics: { rmse: figure(0.7, 0.1), 'ndcg@10': figure(0.5, 0.05) } },
        { name: 'few', people: 19, metrics: { rmse: figure(2, 0.1), 'ndcg@10': figure(0, 0) } },
      ],
    },
  ];
  const overall = { rmse: figure(1, 0.01), 'ndcg@10': figure(0.3, 0.01) };

  test('are those wholly on the worse side, whichever side that is, of enough people, figure by figure', () => {
    const weak = weakSegments(segments, overall, (key) => key === 'rmse');
    expect(weak.map(({ name, key }) => [name, key])).toEqual([
      ['poor', 'rmse'],
      ['poor', 'ndcg@10'],
    ]);
  });
});
