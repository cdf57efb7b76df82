import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runStage } from '../../src/artifacts/run-stage.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { demoCatalog } from '../../src/dataset/generator/demo-catalog.ts';
import { datasets } from '../../src/stages/datasets.ts';

const context = createContext();
let workspace: Workspace;

beforeEach(async () => {
  workspace = new Workspace(await mkdtemp(join(tmpdir(), 'datasets-')));
});
afterEach(() => rm(workspace.root, { recursive: true }));

const ingested = (dataset: string, result: object): Promise<object> => {
  const run = { workspace, stage: 'ingest', dataset, folder: workspace.interim(dataset), options: {}, inputs: [] };
  return runStage(run, context, async (folder) => {
    await writeFile(join(folder, 'ratings.parquet'), 'content');
    return result;
  });
};

test('an empty workspace can have the built-in set and those of GroupLens', async () => {
  const { datasets: all } = await datasets({ workspace }, context);
  expect(all.map(({ name }) => name)).toEqual([
    'demo',
    'ml-latest-small',
    'ml-100k',
    'ml-1m',
    'ml-10m',
    'ml-20m',
    'ml-25m',
    'ml-32m',
  ]);
  expect(all.filter((dataset) => dataset.ingested)).toEqual([]);
  const films = (await demoCatalog()).length;
  expect(all[0]).toMatchObject({ builtIn: true, ratings: 100_000, users: 1000, movies: films });
  expect(all[0].summary).toContain('simulated audience');
  for (const { builtIn, url, license } of all) {
    expect(license).toBeTruthy();
    if (!builtIn) expect(url).toMatch(/^https:/);
  }
});

test('what has been ingested is marked, and sets of the own are listed with what is known of them', async () => {
  await ingested('ml-1m', { ratings: 1_000_209 });
  await ingested('mine', { tables: { ratings: 3 }, users: 2, movies: 2 });
  await ingested('plays', { events: 7 });
  const { datasets: all } = await datasets({ workspace }, context);
  expect(
    all
      .filter((dataset) => dataset.ingested)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['mine', 'ml-1m', 'plays']);
  expect(all.find(({ name }) => name === 'mine')).toMatchObject({ ratings: 3, users: 2, movies: 2 });
  expect(all.find(({ name }) => name === 'plays')?.ratings).toBeUndefined();
  expect(all.find(({ name }) => name === 'ml-1m')).toMatchObject({ ratings: 1_000_209, users: 6_040 });
});
