import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, inject, test } from 'vitest';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { eda, type EdaResult } from '../../../src/stages/eda.ts';
import { outlineDataset } from '../../../src/stages/outline-dataset.ts';
import { emptyFolder, sparkWorkspace } from '../../fixtures/servers/spark-workspace.ts';

const context = createContext();
const engine = { engine: 'spark', master: inject('spark') } as const;

let here: Workspace;
/** It knows nothing of the data set. */
let elsewhere: Workspace;
let from: string;
beforeAll(async () => {
  here = await sparkWorkspace();
  elsewhere = new Workspace(await emptyFolder());
  from = here.processed('small');
});

test('eda --from: each chart by Spark is to the last digit the one that is drawn here, but for those that need every rating', async () => {
  const drawn: EdaResult[] = [
    await eda({ workspace: here }, context),
    await eda({ workspace: elsewhere, dataset: 'small', from: pathToFileURL(from).href, ...engine }, context),
  ];
  const [local, there] = drawn.map(({ charts }) => charts.map(({ name }) => name));
  const needRows = ['rating-drift', 'sparsity', 'user-archetypes'];
  expect(there).toEqual(local.filter((name) => !needRows.includes(name)));
  const added = drawn[1].leftOut.filter(({ name }) => local.includes(name));
  expect(added.map(({ name }) => name).sort()).toEqual(needRows);
  expect(new Set(added.map(({ why }) => why))).toEqual(
    new Set(['it needs the ratings themselves, which are on other machines']),
  );
  const specOf = ({ root }: Workspace, { path }: EdaResult, name: string): Promise<string> =>
    readFile(join(root, path, `${name}.vl.json`), 'utf8');
  for (const name of there) {
    expect(await specOf(elsewhere, drawn[1], name)).toBe(await specOf(here, drawn[0], name));
  }
  // Nothing of what was brought here remains but the report, and the log.
  expect(await readdir(join(elsewhere.root, 'reports', 'small'))).toEqual(['.eda.spark.log', 'eda']);
  expect((await readdir(join(elsewhere.root, drawn[1].path))).filter((name) => name.includes('parquet'))).toEqual([]);
});

test('eda --terminal --from: sentences and tallies are those of this machine', async () => {
  const there = await outlineDataset({ workspace: elsewhere, dataset: 'small', from, ...engine }, context);
  expect(there).toEqual(await outlineDataset({ workspace: here }, context));
});

test('what is not there, has other columns or is no cleaned data set is told, and so is what does not go together', async () => {
  const asked = { workspace: elsewhere, dataset: 'small' };
  const bySpark = { ...asked, engine: 'spark', master: 'local[1]' };
  const nowhere = join(elsewhere.root, 'nowhere');
  await expect(eda({ ...bySpark, from: nowhere }, context)).rejects.toMatchObject({
    code: 'MISSING_FILE',
    message: `there is no ${nowhere}/ratings.parquet, or the cluster does not see it.`,
  });
  await expect(eda({ ...bySpark, from: here.interim('small') }, context)).rejects.toMatchObject({
    code: 'BAD_COLUMNS',
    message: `${here.interim('small')}/ratings.parquet has no columns item, time (it has: user, movie, rating, timestamp).`,
  });
  const odd = await emptyFolder();
  for (const table of ['movies', 'ratings']) {
    await copyFile(join(from, `${table}.parquet`), join(odd, `${table}.parquet`));
  }
  await copyFile(join(here.interim('small'), 'manifest.json'), join(odd, 'manifest.json'));
  await expect(eda({ ...bySpark, from: odd }, context)).rejects.toMatchObject({ code: 'NOT_A_DATASET' });
  await expect(eda({ ...asked, from }, context)).rejects.toMatchObject({
    code: 'USAGE',
    message: `the engine local does not read what is at ${from}.`,
  });
  await expect(eda({ ...bySpark, workspace: here }, context)).rejects.toMatchObject({ code: 'USAGE' });
});
