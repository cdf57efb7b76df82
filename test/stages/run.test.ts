import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { run } from '../../src/stages/run.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });
let workspace: Workspace;
let count = 0;
beforeEach(async () => {
  workspace = new Workspace(join(root, String(++count)));
  await mkdir(workspace.root);
});
const configure = (text: string): Promise<void> => writeFile(join(workspace.root, 'movierec.yaml'), text);
const chosen = async (): Promise<unknown> => JSON.parse(await readFile(workspace.chosen('set'), 'utf8'));

test('the whole way from a file to the best model, and the second time everything is fresh', async () => {
  const lines = tastesTables().ratings!.map(([user, movie, rating, time]) => [user, movie, rating, time].join(','));
  await mkdir(workspace.raw('set'), { recursive: true });
  await writeFile(join(workspace.raw('set'), 'ratings.csv'), ['userId,movieId,rating,timestamp', ...lines].join('\n'));
  const first = await run({ workspace }, context);
  const steps = first.steps.map(({ step }) => step);
  expect(steps.slice(0, 3)).toEqual(['ingest', 'clean', 'features']);
  expect(steps.slice(3, -4).sort()).toEqual(
    ['bias', 'ease', 'ials', 'item-knn', 'popularity', 'svd'].map((name) => `train ${name}`),
  );
  expect(steps.slice(-4)).toEqual(['eval', `train ${first.chosen.model} --full`, 'eda', 'report']);
  expect(first.report).toMatchObject({ model: first.chosen.model, page: 'reports/set/report.html' });
  expect(first.steps.every(({ fresh }) => !fresh)).toBe(true);
  expect(await chosen()).toMatchObject({ model: first.chosen.model, metric: 'ndcg@10', seed: 42 });

  const values = first.evaluation.models.map(({ metrics }) => metrics['ndcg@10'].value);
  expect(first.chosen.value).toBe(Math.max(...values));

  const second = await run({ workspace }, context);
  expect(second.steps.every(({ fresh }) => fresh)).toBe(true);
  expect(second.chosen).toEqual(first.chosen);
});

test('of errors the lowest is the best, and models that have none are not chosen', async () => {
  await writeInterim(workspace, 'set', tastesTables());
  await configure(`
    seed: 7
    models: { popularity: , bias: , svd: { factors: 4, epochs: 60, initialDeviation: 0.1, itemDamping: 0 } }
    select: rmse
  `);
  const { chosen: best, evaluation } = await run({ workspace }, context);
  const errors = evaluation.models.flatMap(({ metrics }) => (metrics['rmse'] ? [metrics['rmse'].value] : []));
  expect(errors).toHaveLength(2);
  expect(best.value).toBe(Math.min(...errors));
  // The ratings were made from two tastes, which the baseline cannot know.
  expect(best).toMatchObject({ model: 'svd', metric: 'rmse', path: 'data/models/set/svd.full' });
  expect(await chosen()).toMatchObject({ model: 'svd', seed: 7 });
});

test('the settings of `clean` are kept by all that follows', async () => {
  await writeInterim(workspace, 'set', tastesTables());
  await configure('clean: { split: random, test: 0.5, rescale: 0..10 }\nmodels: { bias: }\nk: 5\nselect: mae');
  const { clean, evaluation } = await run({ workspace }, context);
  expect(clean).toMatchObject({ scale: { min: 0, max: 10 }, split: { name: 'random', share: 0.5 } });
  expect(evaluation).toMatchObject({ cutoffs: [5], relevant: 8, split: { name: 'random' } });
});

test('where something is known of the films, models that learn from that are among them', async () => {
  await writeInterim(workspace, 'set', tastesTables());
  const { evaluation } = await run({ workspace }, context);
  const names = evaluation.models.map(({ model }) => model);
  expect(names).toEqual(expect.arrayContaining(['fm', 'feature-ease', 'svd', 'ease']));
});

test('strengths are given to models that rank', async () => {
  const events = Array.from({ length: 200 }, (_, at) => [`u${at % 20}`, `i${(at * 7) % 31}`, 'play', 1, 1e9 + at]);
  await writeInterim(workspace, 'set', { events });
  const { evaluation } = await run({ workspace }, context);
  expect(evaluation.models.map(({ model }) => model).sort()).toEqual(['ease', 'ials', 'item-knn', 'popularity']);
});

test.each([
  ['select: beauty', 'USAGE'],
  ['select: ndcg@3', 'BAD_CONFIG'],
  ['models: { popularity: }\nselect: rmse', 'BAD_CONFIG'],
  ['models: { sdv: }', 'UNKNOWN_MODEL'],
  ['models: { svd: { factor: 3 } }', 'UNKNOWN_OPTION'],
  ['clean: { scale: 5..1 }', 'USAGE'],
  ['clean: { split: fair }', 'USAGE'],
  ['dataset: no such set', 'UNKNOWN_DATASET'],
])('“%s” is refused with %s', async (text, code) => {
  await writeInterim(workspace, 'set', { ratings: tastesTables().ratings!.slice(0, 300) });
  await configure(text.startsWith('models') || text.startsWith('dataset') ? text : `models: { bias: }\n${text}`);
  await expect(run({ workspace }, context)).rejects.toMatchObject({ code });
});
