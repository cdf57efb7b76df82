import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, inject, test } from 'vitest';
import { readManifest } from '../../../src/artifacts/manifest.ts';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { sequence } from '../../../src/random.ts';
import { clean, type CleanOptions, type CleanResult } from '../../../src/stages/clean.ts';
import { cleanElsewhere } from '../../../src/stages/clean-elsewhere.ts';
import { outlineDataset } from '../../../src/stages/outline-dataset.ts';
import { train } from '../../../src/stages/train.ts';
import { context, now } from '../../fixtures/cleaning.ts';
import { emptyFolder, sparkWorkspace } from '../../fixtures/servers/spark-workspace.ts';
import { readParquet, writeInterim, type Cell } from '../../fixtures/workspace.ts';

const engine = { engine: 'spark', master: inject('spark') } as const;

let here: Workspace;
/** It knows nothing of the data sets. */
let elsewhere: Workspace;
beforeAll(async () => {
  here = await sparkWorkspace();
  elsewhere = new Workspace(await emptyFolder());
});

/** All rows of all tables are the same and in the same order; and so is what is said of them, but who did it and where. */
async function expectSame(folder: string, result: CleanResult, dataset: string): Promise<void> {
  const local = here.processed(dataset);
  const [own, others] = [await readdir(local), await readdir(folder)];
  expect(others.sort()).toEqual(own.sort());
  for (const table of own.filter((name) => name.endsWith('.parquet'))) {
    expect([table, await readParquet(join(folder, table))]).toEqual([table, await readParquet(join(local, table))]);
  }
  const manifest = (await readManifest(local))!;
  const { path: _, seconds: __, ...said } = manifest.result;
  expect(result).toMatchObject(said);
  expect(result.engine).toEqual({ name: 'spark', spark: expect.any(String) as string, master: engine.master });
  const { outputs, inputs, options, seed, result: written } = (await readManifest(folder))!;
  expect({ options, seed }).toEqual({ options: manifest.options, seed: manifest.seed });
  expect(inputs.map(({ sha256, path }) => [path, sha256])).toEqual(
    manifest.inputs.map(({ sha256, path }) => [path, sha256]),
  );
  expect(outputs.map(({ path }) => path)).toEqual(manifest.outputs.map(({ path }) => path));
  expect(written).toEqual(result);
}

test('MovieLens’ small set, at addresses: each rating has the numbers, the place and the part that it has here, and stages go on from there', async () => {
  await clean({ workspace: here, force: true }, context);
  const out = join(await emptyFolder(), 'cleaned');
  const [from, address] = [here.interim('small'), out].map((folder) => pathToFileURL(folder).href);
  const asked = { workspace: elsewhere, dataset: 'small', ...engine };
  const result = await cleanElsewhere({ ...asked, from, out: address }, context);
  await expectSame(out, result, 'small');
  expect(await outlineDataset({ ...asked, from: address }, context)).toEqual(
    await outlineDataset({ workspace: here }, context),
  );

  // Brought into a workspace, beside what it was made of, it is taken as it is.
  const brought = new Workspace(await emptyFolder());
  await cp(here.interim('small'), brought.interim('small'), { recursive: true });
  await cp(out, brought.processed('small'), { recursive: true });
  await train({ workspace: brought, model: 'bias' }, context);
  expect((await readManifest(brought.processed('small')))!.result).toEqual(result);
});

test.each<Partial<CleanOptions>>([
  { minUserRatings: 6, minMovieRatings: 4, rescale: { min: 0, max: 1 } },
  { minUserRatings: 12, test: 0.35, mergeFilms: false, scale: { min: 1, max: 4.5 } },
])('ratings with all that can be wrong with them, %o: as they are here', async (options) => {
  const dataset = 'hard';
  await writeInterim(here, dataset, hardTables(), context);
  await clean({ workspace: here, dataset, ...options }, context);
  const steps = (await readManifest(here.processed(dataset)))!.result['steps'] as unknown[];
  expect(steps).toHaveLength(6);
  // What an earlier run has left behind.
  const out = await emptyFolder();
  await mkdir(join(out, 'ratings.parquet'));
  await Promise.all(['_unfinished', 'genome.parquet'].map((name) => writeFile(join(out, name), '')));
  const asked = { workspace: elsewhere, dataset, ...engine, ...options };
  const result = await cleanElsewhere({ ...asked, from: here.interim(dataset), out }, context);
  await expectSame(out, result, dataset);
});

test('what is not there or no ingested data set, a folder with other things, and what cannot be done are told, and nothing is touched', async () => {
  const bySpark = { workspace: elsewhere, engine: 'spark', master: 'local[1]' };
  const from = here.interim('small');
  const out = await emptyFolder();
  const nowhere = join(out, 'nowhere');
  await expect(cleanElsewhere({ ...bySpark, from: nowhere, out }, context)).rejects.toMatchObject({
    code: 'MISSING_FILE',
    message: `there is no ${nowhere}/ratings.parquet, or the cluster does not see it.`,
  });
  await expect(cleanElsewhere({ ...bySpark, from: here.processed('small'), out }, context)).rejects.toMatchObject({
    code: 'BAD_COLUMNS',
  });
  // The ingested data set itself among them.
  const before = (await readManifest(from))!;
  await expect(cleanElsewhere({ ...bySpark, from, out: from }, context)).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
    message: expect.stringContaining(`there is something else at ${from}: `) as string,
  });
  expect((await readdir(from)).sort()).toEqual([...before.outputs.map(({ path }) => path), 'manifest.json'].sort());
  await writeInterim(here, 'events', { events: [['1', '2', 'play', 1, 1000]] }, context);
  await expect(cleanElsewhere({ ...bySpark, from: here.interim('events'), out }, context)).rejects.toMatchObject({
    code: 'UNSUPPORTED',
    message: `the data set at ${here.interim('events')} has events, and of these Spark makes no strengths.`,
  });
  await expect(cleanElsewhere({ ...bySpark, from, out, scale: { min: 90, max: 100 } }, context)).rejects.toMatchObject({
    code: 'NO_RATINGS',
    message: 'cleaning left no ratings: rating is not between 90 and 100: taken out (100836).',
  });
  expect(await readdir(out)).toEqual([]);
  await expect(cleanElsewhere({ ...bySpark, from, out, split: 'temporal' }, context)).rejects.toMatchObject({
    code: 'UNSUPPORTED',
    message: 'Spark does not hold ratings out by the split temporal.',
  });
  await expect(cleanElsewhere({ ...bySpark, from, out, test: 1 }, context)).rejects.toMatchObject({
    code: 'OPTION_RANGE',
  });
  await expect(cleanElsewhere({ ...bySpark, from }, context)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(cleanElsewhere({ workspace: elsewhere, from, out }, context)).rejects.toMatchObject({
    code: 'USAGE',
    message: `the engine local does not clean what is at ${from}.`,
  });
  await expect(cleanElsewhere({ ...bySpark, master: undefined, from, out }, context)).rejects.toMatchObject({
    code: 'USAGE',
    message: 'the engine spark has to know the cluster.',
  });
});

/** Ids of many kinds, ratings and times of which some cannot be, films rated twice and listed twice, people who rated little. */
function hardTables() {
  const random = sequence(9, 'hard ratings');
  const draw = (count: number): number => Math.floor(random() * count);
  const odd = ['1.5', ' 7', '1e3', 'b', 'B', 'é', 'z-😀', '007', '-3', '9007199254740993'];
  const idOf = (number: number): string => odd[number] ?? String(number);
  const ratings = Array.from({ length: 3000 }, (): Cell[] => {
    const time = [0, -5, 1_500_000_000_123, 1_500_000_000, 1_500_000_000, now + 1_000_000, 1_400_000_000 + draw(1000)];
    const rating = draw(200) === 0 ? [NaN, Infinity, -Infinity, 77][draw(4)] : 0.5 * (1 + draw(10));
    return [idOf(Math.floor(90 * random() ** 2)), idOf(Math.floor(160 * random() ** 3)), rating, time[draw(7)]];
  });
  const films = [...Array(120).keys()];
  return {
    ratings: [...ratings, ...ratings.slice(0, 200)],
    movies: films.map((film): Cell[] => [
      idOf(film),
      `Film ${String.fromCharCode(65 + (film % 26))}${film % 50}`,
      1950 + (film % 10),
      ['Drama'],
    ]),
    users: films.map((user): Cell[] => [idOf(user), 'F', 20 + user]),
    tags: films.map((film): Cell[] => ['3', idOf(film), 'fine', 1_500_000_000]),
    details: films.map((film): Cell[] => [idOf(film), 90 + film]),
  };
}
