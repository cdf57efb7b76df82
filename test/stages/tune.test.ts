import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { lock } from '../../src/artifacts/lock.ts';
import { makeFolder } from '../../src/artifacts/make-folder.ts';
import { readManifest } from '../../src/artifacts/manifest.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { splitRatings } from '../../src/dataset/splits/split-ratings.ts';
import { loadDataset } from '../../src/dataset/load-dataset.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import { definitionOf } from '../../src/models/registry.ts';
import { clean } from '../../src/stages/clean.ts';
import { requireProcessed } from '../../src/stages/processed.ts';
import { tune, type TuneOptions, type TuneResult } from '../../src/stages/tune.ts';
import type { Trial } from '../../src/tuning/trial.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim, type Tables } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });
let workspace: Workspace;
let count = 0;
async function newWorkspace(tables: Tables = tastesTables()): Promise<Workspace> {
  const made = new Workspace(join(root, String(++count)));
  await writeInterim(made, 'set', tables);
  return made;
}
beforeEach(async () => {
  workspace = await newWorkspace();
});

/** A small search. */
const asked = { model: 'svd', trials: 5, parameters: { epochs: 4 }, parallel: 1 } as const;
const tuned = (options: Partial<TuneOptions> = {}, given = context) => tune({ workspace, ...asked, ...options }, given);
/** All but how long it took. */
const withoutTimes = (trials: readonly Trial[]) => trials.map(({ seconds: _, ...trial }) => trial);
const found = ({ trials, best, start, importance }: TuneResult) => ({
  trials: withoutTimes(trials),
  best: best.trial,
  start: start.trial,
  importance,
});

test('begins with the defaults, keeps the best, trains it and draws what was found', async () => {
  const result = await tuned();
  expect(result).toMatchObject({
    ...{
      model: 'svd',
      dataset: 'set',
      metric: 'rmse',
      better: 'lower',
      search: 'tpe',
      seed: 42,
      heldOut: 'not loaded',
    },
    ...{ total: 5, stopped: false, resumed: 0, path: 'data/tuning/set/svd', trained: 'data/models/set/svd' },
    start: { trial: 0, parameters: { factors: 50, learningRate: 0.01, regularization: 0.05, epochs: 4 } },
    ...{ startsWithDefaults: false, importance: null, remark: null },
  });
  expect(result.split).toEqual({ protocol: 'by-user', share: 0.2 });
  const values = result.trials.map(({ value }) => value!);
  expect(result.best.value).toBe(Math.min(...values));
  expect(result.best.low!).toBeLessThan(result.best.value!);
  expect(result.best.high!).toBeGreaterThan(result.best.value!);
  const trained = await readManifest(workspace.model('set', 'svd'));
  expect(trained!.result['parameters']).toEqual(result.parameters);
  expect(result.parameters).toMatchObject({ ...result.best.parameters, users: 'solved' });
  const folder = workspace.tuning('set', 'svd');
  const best = JSON.parse(await readFile(join(folder, 'best.json'), 'utf8')) as object;
  expect(best).toMatchObject({
    value: result.best.value,
    trial: result.best.trial,
    of: 5,
    parameters: result.parameters,
  });
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['trials.jsonl', 'history.vl.json', ...result.charts]));
});

test('the figure of a trial is that of a fit on the inner training part, tested on the rest', async () => {
  const { trials } = await tuned({ train: false });
  const { folder, info } = await requireProcessed({ workspace }, context);
  const { ratings } = await loadDataset(folder, info, context, { only: 'train' });
  const { user, item, value, time } = ratings.columns;
  const counts = { users: ratings.users.size, items: ratings.items.size };
  const [roles] = splitRatings('by-user', { user, item, time, ...counts }, { share: 0.2, seed: 42 });
  for (const { parameters, value: figure } of trials.slice(0, 2)) {
    const training = ratings.filter((at) => roles[at] === role.train);
    const model = await fitModel(definitionOf('svd'), training, parameters, context);
    const errors = Array.from(value, (rating, at) =>
      roles[at] === role.test ? rating - model.predict(model.user(user[at]), item[at]).rating : NaN,
    ).filter((error) => !Number.isNaN(error));
    const mse = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    expect(figure).toBeCloseTo(Math.sqrt(mse), 9);
  }
});

test('the held-out ratings are never read: with other values in them nothing is different', async () => {
  const { folder, info } = await requireProcessed({ workspace }, context);
  const { ratings, roles, catalog } = await loadDataset(folder, info, context);
  const { user, item } = ratings.columns;
  const heldOut = new Set(
    Array.from(roles.keys())
      .filter((at) => roles[at] === role.test)
      .map((at) => `${ratings.users.names[user[at]]} ${catalog.ids.names[item[at]]}`),
  );
  expect(heldOut.size).toBeGreaterThan(100);
  const tables = tastesTables();
  const garbled = tables.ratings!.map(([person, film, rating, time]) =>
    heldOut.has(`${person} ${film}`) ? [person, film, Number(rating) > 3 ? 1 : 5, time] : [person, film, rating, time],
  );
  const before = await tuned();
  workspace = await newWorkspace({ ...tables, ratings: garbled });
  expect(found(await tuned())).toEqual(found(before));
});

test('one or two at once, and another number of threads, give the same', async () => {
  const one = await tuned();
  workspace = await newWorkspace();
  const two = await tuned({ parallel: 2 }, createContext({ threads: 1 }));
  expect(found(two)).toEqual(found(one));
});

test('the same again is fresh, more trials go on, and another option begins anew and keeps the old file', async () => {
  const first = await tuned();
  expect(await tuned()).toEqual({ ...first, resumed: 5, fresh: true });
  const more = await tuned({ trials: 8 });
  expect(more).toMatchObject({ resumed: 5, total: 8 });
  expect(more).not.toHaveProperty('fresh');
  expect(more.trials.slice(0, 5)).toEqual(first.trials);
  const said: string[] = [];
  const listening = createContext({ threads: 2, log: (message) => said.push(message) });
  expect(await tuned({ metric: 'ndcg@5', train: false }, listening)).toMatchObject({ resumed: 0, metric: 'ndcg@5' });
  expect(said).toContain('The search before is kept as trials-1.jsonl: it was another (metric)');
  await tuned({ metric: 'ndcg@5', train: false }, createContext({ seed: 1 }));
  await tuned({ metric: 'ndcg@5', train: false, parameters: { epochs: 5 } }, createContext({ seed: 1 }));
  await clean({ workspace, test: 0.3 }, context);
  await tuned({ metric: 'ndcg@5', train: false, parameters: { epochs: 5 } }, createContext({ seed: 1 }));
  await tuned({ metric: 'ndcg@5', train: false, parameters: { epochs: 5 }, force: true }, createContext({ seed: 1 }));
  const kept = (await readdir(workspace.tuning('set', 'svd'))).filter((name) => /^trials-\d/.test(name));
  expect(kept.sort()).toEqual([1, 2, 3, 4, 5].map((number) => `trials-${number}.jsonl`));
});

test('stopped while two are under way, it ends at once, and goes on to the same end', async () => {
  const whole = await tuned({ parallel: 2 });
  workspace = await newWorkspace();
  const controller = new AbortController();
  const stopping = createContext({
    threads: 2,
    signal: controller.signal,
    progress: (done) => void (done === 2 && controller.abort(new Error('stopped'))),
  });
  await expect(tuned({ parallel: 2 }, stopping)).rejects.toThrow('stopped');
  expect(await readdir(dirname(workspace.tuning('set', 'svd')))).toEqual(['svd']); // no lock is left
  const rest = await tuned({ parallel: 2 });
  expect(rest.resumed).toBeGreaterThanOrEqual(2);
  expect(found(rest)).toEqual(found(whole));
});

describe('a fit that fails', () => {
  const wild = { parameters: { epochs: 4, initialDeviation: 1, regularization: 0 } };

  test('is a failed trial, and the others go on', async () => {
    const { trials, best } = await tuned({
      ...wild,
      space: { learningRate: '0.001..1' },
      search: 'random',
      trials: 12,
    });
    const failed = trials.filter(({ value }) => value === null);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(12);
    for (const trial of failed) expect(trial).toMatchObject({ failed: 'DIVERGED', low: null, high: null });
    expect(best.value).toBeGreaterThan(0);
  });

  test('ends it with its code where all do, and nothing is trained', async () => {
    await expect(tuned({ ...wild, space: { learningRate: '0.9..1' }, parallel: 2 })).rejects.toMatchObject({
      code: 'DIVERGED',
      message: 'none of 5 trials of svd gave a figure; the first ended with DIVERGED.',
    });
    expect(await readdir(workspace.models('set')).catch(() => [])).toEqual([]);
  });
});

test('halving gives the best third three times the epochs, up to all of them, and tunes no epochs', async () => {
  const { trials, total } = await tuned({ search: 'halving', trials: 9, parameters: { epochs: 9 }, train: false });
  const epochs = trials.map(({ parameters }) => parameters['epochs']);
  expect(total).toBe(14);
  expect(epochs).toEqual([9, ...Array<number>(9).fill(1), 3, 3, 3, 9]);
  expect(trials[0].parameters).toMatchObject({ factors: 50, learningRate: 0.01 });
  const firstRung = trials.slice(1, 10).toSorted((a, b) => a.value! - b.value!);
  expect(trials[10].parameters).toEqual({ ...firstRung[0].parameters, epochs: 3 });
});

test('no search ends worse than what it began with, and the winner is fitted with the epochs of its trial', async () => {
  for (const search of ['halving', 'grid', 'random', 'tpe']) {
    workspace = await newWorkspace();
    const { best, start, parameters } = await tuned({ search, trials: 9, parameters: { epochs: 9, factors: 4 } });
    expect(best.value).toBeLessThanOrEqual(start.value!);
    expect(start.parameters).toMatchObject({ epochs: 9, learningRate: 0.01 });
    const trained = await readManifest(workspace.model('set', 'svd'));
    expect(trained!.result['parameters']).toMatchObject(best.parameters);
    expect(parameters['epochs']).toBe(best.parameters['epochs']);
  }
});

test('what begins with the very defaults says so; what was set or moved is no default', async () => {
  const quick = { model: 'bias', parameters: {}, trials: 1, train: false };
  const { parameters } = await tuned(quick);
  expect(await tuned(quick)).toMatchObject({ startsWithDefaults: true });
  expect(await tuned({ ...quick, parameters: { itemDamping: parameters['itemDamping'] } })).toMatchObject({
    startsWithDefaults: true,
  });
  expect(await tuned({ ...quick, parameters: { itemDamping: 99 } })).toMatchObject({ startsWithDefaults: false });
  expect(await tuned({ ...quick, space: { itemDamping: '50..99' } })).toMatchObject({ startsWithDefaults: false });
});

test('from 10 trials on it is said and drawn what mattered; of fewer, an earlier chart is taken away', async () => {
  const quick = { model: 'bias', parameters: {}, train: false };
  const folder = workspace.tuning('set', 'bias');
  const many = await tuned({ ...quick, trials: 10 });
  expect(many.importance!.map(({ name }) => name)).toEqual(many.searched);
  expect(many.charts).toContain('importance.svg');
  const few = await tuned({ ...quick, trials: 9, metric: 'mae' });
  expect(few).toMatchObject({ importance: null, charts: ['history.svg', 'effects.svg'] });
  expect((await readdir(folder)).filter((name) => name.startsWith('importance'))).toEqual([]);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['effects.svg', 'history.svg']));
});

test('where there are fewer settings than trials, each is tried once, and the result says why', async () => {
  expect(await tuned({ model: 'popularity', parameters: {}, trials: 3, train: false })).toMatchObject({
    total: 2,
    remark: 'there are only 2 settings',
  });
});

test('a figure without meaning on the held-out ratings is said to be that, and not a matter of the ranges', async () => {
  const { ratings, ...tables } = tastesTables();
  const equal = ratings!.map(([user, movie, , time]) => [user, movie, 3, time]);
  workspace = await newWorkspace({ ...tables, ratings: equal });
  await expect(tuned({ model: 'bias', parameters: {}, metric: 'r2' })).rejects.toMatchObject({
    code: 'NOTHING_TO_TEST',
    message: 'r2 has no meaning on these held-out ratings: all held-out ratings are equal.',
    hint: 'Choose another --metric or another --protocol.',
  });
});

test('after halving, the effects are those of the first rung, with the best trial of all as the one named', async () => {
  const als = { model: 'als', parameters: { epochs: 9 } };
  const { best } = await tuned({ ...als, search: 'halving', trials: 9, train: false });
  expect(best.parameters['epochs']).toBeGreaterThan(1);
  const folder = workspace.tuning('set', 'als');
  const spec = JSON.parse(await readFile(join(folder, 'effects.vl.json'), 'utf8')) as { title: { text: string[] } };
  expect(spec.title.text.join(' ')).toContain(`the best trial (RMSE ${best.value!.toFixed(4)})`);
});

test('a grid tries its points and the start, and patience ends a search', async () => {
  const space = { factors: '8..16', learningRate: '0.01..0.02' };
  const fixed = { epochs: 2, regularization: 0.05, itemDamping: 5, ridge: 0.1, prior: 5 };
  const grid = await tuned({ search: 'grid', trials: 4, space, parameters: fixed, train: false });
  const tried = grid.trials.map(({ parameters }) => `${parameters['factors']} ${parameters['learningRate']}`);
  expect(new Set(tried).size).toBe(5);
  expect(tried[0]).toBe('16 0.01'); // the defaults, 50 and 0.01, moved into the ranges
  expect(grid.remark).toBe('a grid of 4, and the start');
  const patient = await tuned({ trials: 40, patience: 2, train: false });
  expect(patient).toMatchObject({ total: 40, stopped: true });
  expect(patient.best.trial).toBe(patient.trials.length - 3);
});

test('what is best by a metric of lists, or of the catalog, is what is highest, and k-fold tests each rating', async () => {
  for (const metric of ['ndcg@5', 'coverage@5']) {
    const { trials, best, better } = await tuned({ metric, protocol: 'kfold', folds: 2, trials: 3, train: false });
    expect(better).toBe('higher');
    expect(best.value).toBe(Math.max(...trials.map(({ value }) => value!)));
  }
  expect(await tuned({ model: 'ease', parameters: {}, trials: 2 })).toMatchObject({
    metric: 'ndcg@10',
    trained: 'data/models/set/ease',
  });
});

test.each(['temporal', 'rolling', 'leave-last-out'])(
  'a set with the split %s is split by time again',
  async (split) => {
    await clean({ workspace, split }, context);
    expect((await tuned({ trials: 1, train: false })).split).toEqual({ protocol: 'temporal', share: 0.2 });
  },
);

test('where films are held out, lists are made of these, so that no figure is 0', async () => {
  const { trials, split } = await tuned({ metric: 'ndcg@5', protocol: 'held-out-films', test: 0.5, train: false });
  expect(split).toEqual({ protocol: 'held-out-films', share: 0.5 });
  for (const { value } of trials) expect(value).toBeGreaterThan(0.1);
});

test('a search that is extended is the one that had as many trials from the first', async () => {
  const small = { parameters: { epochs: 1, factors: 4 }, train: false };
  await tuned({ ...small, trials: 8 });
  const extended = await tuned({ ...small, trials: 14 });
  workspace = await newWorkspace();
  const unbroken = await tuned({ ...small, trials: 14 });
  expect(extended.resumed).toBe(8);
  expect(found(extended)).toEqual(found(unbroken));
});

test('a search that cannot begin leaves the file of the one before as it was', async () => {
  await tuned({ trials: 2, train: false });
  const folder = workspace.tuning('set', 'svd');
  const before = await readFile(join(folder, 'trials.jsonl'), 'utf8');
  await expect(tuned({ test: 1e-6 })).rejects.toMatchObject({ code: 'NOTHING_TO_TEST' });
  await expect(tuned({ metric: 'ndcg@500', parallel: 2 })).rejects.toMatchObject({ code: 'OPTION_RANGE' });
  expect(await readFile(join(folder, 'trials.jsonl'), 'utf8')).toBe(before);
  expect((await readdir(folder)).filter((name) => /^trials-\d/.test(name))).toEqual([]);
});

test.each<[string, Partial<TuneOptions>, string, RegExp]>([
  ['an unknown model', { model: 'sdv' }, 'UNKNOWN_MODEL', /svd/],
  ['an unknown search', { search: 'luck' }, 'USAGE', /tpe, random, grid, halving/],
  ['an unknown metric', { metric: 'luck' }, 'USAGE', /rmse/],
  ['a length that is none', { metric: 'ndcg@ten' }, 'USAGE', /--metric ndcg@10/],
  ['a length for what has no lists', { metric: 'rmse@10' }, 'USAGE', /--metric rmse/],
  ['ratings’ errors of what only ranks', { model: 'ease', parameters: {}, metric: 'rmse' }, 'WRONG_MODEL', /ndcg@10/],
  ['a parameter that there is not', { space: { factor: '1..2' } }, 'UNKNOWN_OPTION', /factors/],
  ['a range outside of the parameter’s', { space: { factors: '0..8' } }, 'OPTION_RANGE', /from 1 to 500/],
  ['halving without epochs', { model: 'ease', parameters: {}, search: 'halving' }, 'USAGE', /--search tpe/],
  ['halving that searches epochs', { search: 'halving', parameters: {}, space: { epochs: '5..20' } }, 'USAGE', /--set/],
  ['halving with patience', { search: 'halving', patience: 3 }, 'USAGE', /--patience/],
])('%s is refused before anything is done', async (_, options, code, hint) => {
  await expect(tuned(options)).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) as string });
  expect(await readdir(join(workspace.root, 'data'))).toEqual(['interim']);
});

test('a split there is not, an option that it does not use, or nothing to test, is said plainly', async () => {
  await expect(tuned({ protocol: 'luck' })).rejects.toMatchObject({ code: 'USAGE' });
  await expect(tuned({ folds: 7 })).rejects.toMatchObject({ code: 'USAGE', hint: 'Leave out --folds.' });
  await expect(tuned({ protocol: 'kfold', test: 0.3 })).rejects.toMatchObject({
    code: 'USAGE',
    hint: 'Leave out --test.',
  });
  await expect(tuned({ test: 1e-6 })).rejects.toMatchObject({ code: 'NOTHING_TO_TEST' });
});

test('two at the same search: the second is told so, and the file is the first one’s', async () => {
  const folder = workspace.tuning('set', 'svd');
  await makeFolder(dirname(folder));
  const release = await lock(folder);
  await expect(tuned()).rejects.toMatchObject({ code: 'BUSY' });
  await release();
  expect(await tuned()).toMatchObject({ resumed: 0 });
});
