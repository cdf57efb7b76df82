import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();

test('without a data set the next step is to ingest one', async () => {
  const workspace = new Workspace(join(root, 'empty'));
  expect(await workspace.datasets()).toEqual([]);
  const outcome = workspace.dataset();
  await expect(outcome).rejects.toMatchObject({ code: 'MISSING_ARTIFACT', hint: 'Run: movierec ingest' });
});

test('the data set ingested last is the current one, and others go by name', async () => {
  const workspace = new Workspace(join(root, 'several'));
  for (const [minute, name] of ['first', 'last', 'middle'].entries()) {
    const now = 1e12 + 60_000 * (name === 'last' ? 9 : minute);
    await writeInterim(workspace, name, { ratings: [['a', 'x', 4, 1]] }, createContext({ now: () => now }));
  }
  await mkdir(workspace.interim('half-made'));
  await mkdir(workspace.interim('.hidden'));
  await writeFile(workspace.interim('a file'), '');
  expect(await workspace.datasets()).toEqual(['last', 'middle', 'first']);
  expect(await workspace.dataset()).toBe('last');
  expect(await workspace.dataset('first')).toBe('first');
  for (const wrong of ['half-made', '../several', '']) {
    await expect(workspace.dataset(wrong)).rejects.toMatchObject({
      code: 'UNKNOWN_DATASET',
      message: expect.stringContaining('last, middle, first') as string,
    });
  }
});

test('an honest model and the one fitted on all ratings stand side by side', () => {
  const workspace = new Workspace(root);
  expect(workspace.model('set', 'svd')).toBe(join(root, 'data', 'models', 'set', 'svd'));
  expect(workspace.model('set', 'svd', true)).toBe(join(root, 'data', 'models', 'set', 'svd.full'));
});
