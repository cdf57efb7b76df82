import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { movierec } from '../fixtures/cli/movierec.ts';
import { emptyFolder } from '../fixtures/cli/workspaces.ts';

const folder = await emptyFolder();

/** Runs a line that must succeed and be readable on a terminal of usual width. */
async function shown(...args: string[]): Promise<{ out: string; err: string }> {
  const { code, out, err } = await movierec(folder, ...args);
  expect({ args, code, err }).toMatchObject({ args, code: 0 });
  expect({ args, wide: out.split('\n').filter((line) => line.length > 110) }).toEqual({ args, wide: [] });
  return { out, err };
}

test.each([
  [['ingest'], 'Ingested demo'],
  [['train', '--model', 'svd'], 'Trained svd on 80,0'],
  [['eval', '--k', '10'], 'ndcg@10'],
  [['recommend', '--user', '42'], 'For user 42'],
])('in an empty folder, one after the other, works: movierec %j', async (args, shows) => {
  const { out } = await shown(...args);
  expect(out).toContain(shows);
  expect(out).toContain('Simulated audience');
});

test.each([
  [['recommend', '--user', '42', '--explain', '--genre', 'Comedy', '--year', '1990..1999'], '199'],
  [['similar', '--movie', 'Toy Story (1995)'], 'Most like Toy Story (1995)'],
  [['explain', '--user', '42', '--movie', 'toy story'], 'Toy Story (1995) a score of'],
  [['clean'], 'Cleaned demo (fresh: nothing has changed)'],
  [['models'], 'To predict ratings'],
  [['models', 'item-knn'], 'item-knn (both)'],
  [['datasets'], 'ml-latest-small'],
  [['doctor'], 'Node'],
])('then works too: movierec %j', async (args, shows) => {
  const { out, err } = await shown(...args);
  expect(out).toContain(shows);
  expect(err).toMatch(/^(Using model svd\n|)$/);
});

test('nothing lies outside data and reports', async () => {
  expect((await readdir(folder)).sort()).toEqual(['data', 'reports']);
});
