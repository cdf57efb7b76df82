import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { loadDataset } from '../../src/dataset/load-dataset.ts';
import { clean } from '../../src/stages/clean.ts';
import { recommendAll, type RecommendAllOptions } from '../../src/stages/recommend-all.ts';
import { recommend } from '../../src/stages/recommend.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { readParquet, temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const workspace = new Workspace(root);
const context = createContext({ threads: 2 });
await writeInterim(workspace, 'set', tastesTables());
const { fresh: _, ...info } = await clean({ workspace }, context);
const { ratings } = await loadDataset(workspace.processed('set'), info, context);
/** Everyone, and some whose lists are asked for one by one. */
const everyone = ratings.users.names;
const some = everyone.filter((_, at) => at % 6 === 0);

interface Row {
  readonly user: string;
  readonly place: number;
  readonly movie: string;
  readonly score: number;
  readonly fallback: string | null;
}

/** The rows of the artifact, in the order of its files. */
async function rowsOf(model: string): Promise<Row[]> {
  const folder = workspace.lists('set', model);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.parquet')).sort();
  return (await Promise.all(files.map((file) => readParquet<Row>(join(folder, file))))).flat();
}

/** The same by asking for one person after the other. */
async function oneByOne(options: Partial<RecommendAllOptions>): Promise<Row[]> {
  const lists = await Promise.all(
    some.map((user) => recommend({ workspace, user, ...options, k: options.k ?? 100 }, context)),
  );
  return lists.flatMap(({ user, items }) =>
    items.map(({ movie, score, fallback = null }, at) => {
      return { user: user!, place: at + 1, movie, score, fallback };
    }),
  );
}

describe('recommendAll', () => {
  // By products of vectors, by scores of all films, without an opinion on many, the same for everyone, and on all ratings.
  const cases = [
    { model: 'svd', k: 5 },
    { model: 'svd', k: 1000 },
    { model: 'item-knn', k: 100, parameters: { neighbors: 2 } },
    { model: 'ials', k: 10, parameters: { factors: 4 } },
    { model: 'popularity', k: 7 },
    { model: 'svd', k: 12, full: true },
    { model: 'bias', k: 5, genre: 'Comedy', exclude: ['i8'] },
  ];
  test.each(cases)('gives everyone what recommend gives them: $model, k $k', async (one) => {
    const { parameters = {}, full = false, ...options } = one;
    await train({ workspace, model: one.model, parameters, full }, context);
    const result = await recommendAll({ workspace, ...options }, context);
    const rows = await rowsOf(one.model);
    expect(rows.filter(({ user }) => some.includes(user))).toEqual(await oneByOne(options));
    expect([...new Set(rows.map(({ user }) => user))]).toEqual(everyone);
    expect(result).toMatchObject({
      ...{ dataset: 'set', model: one.model, k: one.k, full, engine: { name: 'local' }, people: everyone.length },
      ...{ rows: rows.length, fallback: rows.filter(({ fallback }) => fallback !== null).length },
      path: `data/lists/set/${one.model}`,
    });
  });

  test('is fresh where nothing has changed, and made anew for another k', async () => {
    await train({ workspace, model: 'popularity' }, context);
    const first = await recommendAll({ workspace, model: 'popularity', k: 3 }, context);
    expect(await recommendAll({ workspace, model: 'popularity', k: 3 }, context)).toEqual({ ...first, fresh: true });
    expect(await recommendAll({ workspace, model: 'popularity', k: 4 }, context)).not.toHaveProperty('fresh');
  });

  test('is not made again by this machine where another engine made it, if any engine will do', async () => {
    const asked = { workspace, model: 'popularity', k: 6 };
    await recommendAll(asked, context);
    // As if a cluster had made it.
    const path = join(workspace.lists('set', 'popularity'), 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { options: object; result: object };
    const by = {
      options: { ...manifest.options, engine: 'spark' },
      result: { ...manifest.result, engine: { name: 'spark' } },
    };
    await writeFile(path, JSON.stringify({ ...manifest, ...by }));
    const found = { fresh: true, engine: { name: 'spark' } };
    expect(await recommendAll({ ...asked, anyEngine: true }, context)).toMatchObject(found);
    expect(await recommendAll({ ...asked, anyEngine: true, engine: 'local' }, context)).not.toHaveProperty('fresh');
  });

  test('called off in the middle it leaves the lists that were there', async () => {
    await recommendAll({ workspace, model: 'popularity', k: 3 }, context);
    const before = await rowsOf('popularity');
    const stop = new AbortController();
    const called = createContext({
      signal: stop.signal,
      log: (text) => text.startsWith('Listing') && stop.abort(new Error('enough')),
    });
    await expect(recommendAll({ workspace, model: 'popularity', k: 9 }, called)).rejects.toThrow('enough');
    expect(await rowsOf('popularity')).toEqual(before);
    expect((await readdir(join(root, 'data', 'lists', 'set'))).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('refuses filters that no film passes, and an engine that is not there', async () => {
    await expect(recommendAll({ workspace, model: 'bias', year: '1800' }, context)).rejects.toMatchObject({
      code: 'USAGE',
    });
    await expect(recommendAll({ workspace, engine: 'horse' }, context)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
    });
    await expect(recommendAll({ workspace, k: 0 }, context)).rejects.toMatchObject({ code: 'OPTION_RANGE' });
  });
});
