import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { metricOf, metrics } from '../../src/metrics/registry.ts';
import { clean } from '../../src/stages/clean.ts';
import { compare } from '../../src/stages/compare.ts';
import { evaluate, type EvaluateOptions, type EvaluateResult } from '../../src/stages/evaluate.ts';
import { train } from '../../src/stages/train.ts';
import { twoTastes } from '../fixtures/ratings.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { readParquet, temporaryFolder, writeInterim, type Cell, type Tables } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });
let count = 0;

/** A workspace with these tables, and models trained on them. */
async function workspaceOf(tables: Tables, models: readonly string[] = []): Promise<Workspace> {
  const workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', tables);
  for (const model of models) await train({ workspace, model }, context);
  return workspace;
}

const trained = ['bias', 'ease', 'item-knn', 'popularity'];
/** With these models trained; nothing is changed in it but reports. */
let shared: Workspace;
beforeAll(async () => {
  const tables = tastesTables();
  const names = [...new Set(tables.ratings!.map(([user]) => user))];
  // Nothing is known of the last few people.
  const users = names.slice(0, 50).map((user, at): Cell[] => [user, at % 2 ? 'F' : 'M', at < 25 ? 20 : 40, null, null]);
  shared = await workspaceOf({ ...tables, users }, trained);
});
const evaluated = (options: Partial<EvaluateOptions> = {}, given = context): Promise<EvaluateResult> =>
  evaluate({ workspace: shared, models: ['bias'], ...options }, given);
/** Ratings from 1 to 3 on a scale up to 5. */
async function ofBadFilms(): Promise<Workspace> {
  const ratings = tastesTables().ratings!.map(([user, movie, rating, time]): Cell[] => {
    return [user, movie, Math.min(3, Number(rating)), time];
  });
  const workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', { ratings });
  await clean({ workspace, scale: { min: 1, max: 5 } }, context);
  for (const model of ['bias', 'popularity']) await train({ workspace, model }, context);
  return workspace;
}
const ratingsOf = (rows: readonly (readonly [string, string, number, (number | null)?])[]): Tables => ({
  ratings: rows.map(([user, movie, rating, time = null]): Cell[] => [user, movie, rating, time]),
});

describe('all metrics at several cutoffs', () => {
  const cutoffs = [5, 10, 20];
  let result: EvaluateResult;
  beforeAll(async () => {
    result = await evaluated({ models: undefined, metrics: ['all'], k: cutoffs });
  });

  test('every model that is trained has every figure it can have, finite, with its value in its interval', () => {
    expect(result.models.map(({ model }) => model)).toEqual(trained);
    for (const { model, metrics: figures, meaningless } of result.models) {
      const predicts = ['bias', 'item-knn'].includes(model);
      const expected = metrics.flatMap(({ kind, name }) =>
        kind === 'rating' ? (predicts ? [name] : []) : cutoffs.map((k) => `${name}@${k}`),
      );
      expect(Object.keys(figures).sort()).toEqual(expected.sort());
      expect(meaningless).toEqual([]);
      for (const [key, { value, low, high }] of Object.entries(figures)) {
        const isOfAll = metricOf(key.split('@')[0]).kind === 'catalog';
        expect({ key, finite: Number.isFinite(value), interval: low !== null && high !== null }).toEqual({
          ...{ key, finite: true, interval: !isOfAll },
        });
        if (isOfAll) continue;
        expect(low!).toBeLessThanOrEqual(value);
        expect(high!).toBeGreaterThanOrEqual(value);
      }
    }
  });

  test('the file holds the very result, without a null where a figure should be', async () => {
    const file = join(shared.root, result.path, 'evaluation.json');
    const written = JSON.parse(await readFile(file, 'utf8')) as EvaluateResult;
    expect(written).toEqual(JSON.parse(JSON.stringify(result)));
    expect(result.path).toBe('reports/set/evaluation/held-out');
    const values = JSON.stringify(result).match(/"value":[^,}]+/g)!;
    expect(values.filter((text) => !/^"value":-?[\d.]+(e[-+]\d+)?$/.test(text))).toEqual([]);
  });

  test('each metric stands with its definition, word for word', () => {
    expect(result.definitions).toEqual(Object.fromEntries(metrics.map(({ name, formula }) => [name, formula])));
  });

  test('every model is tested against every other, by what both have, and ranked by NDCG at the first cutoff', () => {
    expect(result.comparisons).toHaveLength(6);
    for (const { first, second, metrics: tests } of result.comparisons) {
      const both = [first, second].every((name) => ['bias', 'item-knn'].includes(name));
      expect('rmse' in tests).toBe(both);
      expect(Object.values(tests).every(({ pValue, corrected }) => pValue > 0 && corrected >= pValue)).toBe(true);
    }
    const { by, models } = result.ranking;
    expect(by).toBe('ndcg@5');
    const values = result.models.map(({ model, metrics: own }) => ({ model, value: own['ndcg@5'].value }));
    const inOrder = values.sort((a, b) => b.value - a.value);
    expect(models.map(({ model, value }) => ({ model, value }))).toEqual(inOrder);
    expect(models[0].rank).toBe(1);
  });

  test('figures stand for groups of people and of films, also by what is known of people', () => {
    const [{ segments, users, metrics: whole }] = result.models;
    expect(segments.map(({ by }) => by)).toEqual(['activity', 'gender', 'age', 'popularity', 'genre']);
    const groups = (by: string) => segments.find((one) => one.by === by)!.groups;
    const peopleIn = (by: string) => groups(by).map(({ name, people }) => [name, people]);
    expect(peopleIn('gender')).toEqual([
      ['F', 25],
      ['M', 25],
    ]);
    expect(peopleIn('age')).toEqual([
      ['18 to 24', 25],
      ['35 to 44', 25],
    ]);
    expect(groups('activity').reduce((sum, { people }) => sum + people, 0)).toBe(users);
    expect(groups('genre').map(({ name }) => name)).toEqual(['Comedy', 'Drama']);
    // The RMSE of all is between those of the parts.
    const errors = groups('genre').map(({ metrics: own }) => own['rmse'].value);
    expect(whole['rmse'].value).toBeGreaterThan(Math.min(...errors));
    expect(whole['rmse'].value).toBeLessThan(Math.max(...errors));
  });

  test('the second time it is fresh, and by another figure it is not', async () => {
    const options = { models: undefined, metrics: ['all'], k: cutoffs };
    expect(await evaluated(options)).toEqual({ ...result, fresh: true });
    const other = await evaluated({ ...options, by: 'rmse' });
    expect(other).not.toHaveProperty('fresh');
    expect(other.ranking.by).toBe('rmse');
    expect(other.ranking.models.map(({ model }) => model).sort()).toEqual(['bias', 'item-knn']);
  });
});

describe('protocols', () => {
  test('folds in files give the figures of the split that they hold', async () => {
    const folder = shared.processed('set');
    const [rows, users, films] = await Promise.all([
      readParquet<{ user: number; item: number; rating: number; part: string }>(join(folder, 'ratings.parquet')),
      readParquet<{ user: string }>(join(folder, 'users.parquet')),
      readParquet<{ movie: string }>(join(folder, 'movies.parquet')),
    ]);
    const half = (wanted: string): string =>
      rows
        .filter(({ part }) => part === wanted)
        .map(({ user, item, rating }) => `${users[user].user}\t${films[item].movie}\t${rating}\n`)
        .join('');
    const folds = join(root, 'folds');
    await mkdir(folds);
    await writeFile(join(folds, 'u1.base'), half('train'));
    await writeFile(join(folds, 'u1.test'), half('test'));
    const saved = await evaluated();
    const given = await evaluated({ foldFiles: [folds] });
    expect(given).toMatchObject({ protocol: 'given', split: { name: 'given', rounds: 1, fitted: 'afresh' } });
    expect(given.models[0].metrics).toEqual(saved.models[0].metrics);
    expect(given.path).toBe('reports/set/evaluation/given');
  });

  test('a split is repeated with the next seeds, as many rounds in one figure', async () => {
    const options = { protocol: 'by-user', k: 5, metrics: ['rmse'] };
    const once = await evaluated(options);
    const next = await evaluated(options, createContext({ seed: 43 }));
    const both = await evaluated({ ...options, repeats: 2 });
    expect(both.split.rounds).toBe(2);
    const [a, b, whole] = [once, next, both].map(({ models: [{ metrics: own, pairs }] }) => {
      return { error: own['rmse'].value, pairs };
    });
    expect(whole.pairs).toBe(a.pairs + b.pairs);
    const pooled = Math.sqrt((a.error ** 2 * a.pairs + b.error ** 2 * b.pairs) / whole.pairs);
    expect(whole.error).toBeCloseTo(pooled, 12);
  });

  test('time travel is the more the less a split goes by time', async () => {
    expect((await evaluated({ protocol: 'temporal' })).timeTravel).toBe(0);
    expect((await evaluated({ protocol: 'random' })).timeTravel).toBeGreaterThan(0.95);
  });

  test('held-out films are listed among themselves, and as a second table out of all films', async () => {
    const [{ metrics: own, wholeCatalog }] = (await evaluated({ protocol: 'held-out-films', k: 4 })).models;
    expect(own['recall@4'].value).toBeGreaterThan(wholeCatalog!['recall@4'].value);
    expect(wholeCatalog).not.toHaveProperty('rmse');
  });

  test('films that nobody rated are listed in no order, though the first of the catalog be the best: AUC is chance', async () => {
    const rows = Array.from({ length: 60 * 40 }, (_, at) => [Math.floor(at / 40), at % 40] as const);
    const half = rows.filter(([user, film]) => (user * 7 + film * 3) % 2 === 0);
    const named = (film: number): string => String(film).padStart(2, '0');
    const workspace = await workspaceOf(
      ratingsOf(half.map(([user, film]) => [`u${user}`, named(film), film < 20 ? 5 : 1] as const)),
    );
    const options = { workspace, models: ['popularity'], metrics: ['auc'], protocol: 'held-out-films', repeats: 20 };
    const [{ metrics: own, filled, lists }] = (await evaluate({ ...options, k: 3 }, context)).models;
    expect(filled).toBe(lists);
    const { low, high } = own['auc@3'];
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    expect(high! - low!).toBeLessThan(0.1);
  });

  test('negatives from a file are those that each good film is ranked among', async () => {
    const { users, items } = twoTastes();
    const file = join(root, 'negatives.txt');
    await writeFile(
      file,
      users.names.map((user) => `(${user},i0)\t${items.names.slice(30, 36).join('\t')}\n`).join(''),
    );
    const result = await evaluated({ protocol: 'leave-one-out', negatives: file, k: 2, relevant: 1 });
    expect(result).toMatchObject({ negatives: file, path: expect.stringMatching(/leave-one-out-among-negatives$/) });
    expect(result.models[0].metrics['hr@2'].value).toBeLessThan(1);
  });

  test('among five sampled negatives there is one good film: precision is a k-th of the hit rate', async () => {
    const options = { protocol: 'leave-one-out', negatives: 5, k: [1, 5] };
    const [{ metrics: own, withoutRelevant, lists, users }] = (await evaluated(options)).models;
    expect(own['hr@1'].value).toBeLessThan(own['hr@5'].value);
    expect(own['hr@5'].value).toBeLessThanOrEqual(1);
    expect(own['precision@5'].value).toBeCloseTo(own['hr@5'].value / 5, 12);
    expect([lists + withoutRelevant, users]).toEqual([60, 60]);
  });
});

describe('histories cut to a few ratings', () => {
  const lengths = [0, 1, 3, 12];
  const models = ['bias', 'ease', 'popularity'];
  const options = { protocol: 'held-out-users', test: 0.5, k: 5, models };
  let result: EvaluateResult;
  beforeAll(async () => {
    result = await evaluated({ ...options, histories: [3, 0, 12, 1, 3] });
  });

  test('come the shortest first, each once, with every model, every pair of models and the same people in both', () => {
    expect(result.histories!.map(({ ratings }) => ratings)).toEqual(lengths);
    expect(result.path).toBe('reports/set/evaluation/held-out-users-cut-histories');
    for (const { people, models: own, comparisons, ranking } of result.histories!) {
      expect(own.map(({ model }) => model)).toEqual(models);
      expect(own[0]).toMatchObject({ users: people });
      expect(comparisons).toHaveLength(3);
      for (const { metrics: tests } of comparisons) expect(tests['ndcg@5'].users).toBe(own[1].lists);
      expect(ranking.models.map(({ model }) => model).sort()).toEqual(models);
    }
    const people = result.histories!.map((history) => history.people);
    expect(people.slice(0, 3)).toEqual([30, 30, 30]);
    expect(people[3]).toBeLessThan(30);
    expect(people[3]).toBeGreaterThan(5);
  });

  test('leave the figures of whole histories as they are', async () => {
    const { models: own, path } = await evaluated(options);
    const figures = (some: EvaluateResult['models']) => some.map(({ metrics: each, segments }) => ({ each, segments }));
    expect(figures(own)).toEqual(figures(result.models));
    expect(path).toBe('reports/set/evaluation/held-out-users');
  });

  test('a model that does not ask who it is for has the same figures at every length, as the lists are over the same films', () => {
    const same = result.histories!.map(({ models: own }) => own[2].samePeople);
    expect(Object.keys(same[0])).toContain('ndcg@5');
    for (const metric of ['precision', 'recall', 'ndcg', 'map', 'hr', 'mrr']) {
      for (const figures of same) expect(figures[`${metric}@5`]).toEqual(same[0][`${metric}@5`]);
    }
    // Those with at least no rating are everyone.
    const [{ models: unknown }] = result.histories!;
    expect(unknown[2].metrics).toEqual(result.models[2].metrics);
  });

  test('of someone unknown a model knows no more than the general standing of films: ease is popularity', () => {
    const [{ models: unknown }] = result.histories!;
    expect(unknown[1].metrics).toEqual(unknown[2].metrics);
  });

  test('the people of the last column are the same in all of them', () => {
    const last = result.histories!.at(-1)!.models[0];
    for (const [key, figure] of Object.entries(last.samePeople)) expect(last.metrics[key]).toEqual(figure);
    const found = result.histories!.map(({ models: own }) => own[1].samePeople['ndcg@5'].value);
    expect(found.at(-1)).toBeGreaterThan(found[0]);
  });

  test('people are grouped by what is known of them', () => {
    const bands = result.histories!.map(({ models: own }) => {
      const { groups } = own[0].segments.find(({ by }) => by === 'activity')!;
      return groups.map(({ name, people }) => [name, people]);
    });
    const people = result.histories!.at(-1)!.people;
    expect(bands).toEqual([[['no ratings', 30]], [['1 to 5', 30]], [['1 to 5', 30]], [['6 to 20', people]]]);
  });

  test('cut to all that there is they are whole', async () => {
    const rows = Array.from({ length: 40 * 20 }, (_, at) => [Math.floor(at / 20), at % 20] as const).map(
      ([user, place]) => [`u${user}`, `i${(place * 7 + user) % 33}`, 1 + ((user * place) % 5)] as const,
    );
    const workspace = await workspaceOf(ratingsOf(rows));
    const whole = { workspace, protocol: 'held-out-users', models: ['svd', 'ease'], k: 5, metrics: ['all'] };
    const { models: own, histories } = await evaluate({ ...whole, histories: [16] }, context);
    const figures = (some: readonly { metrics: object; meaningless: readonly string[] }[]) =>
      some.map(({ metrics: each, meaningless }) => ({ each, meaningless }));
    expect(figures(histories![0].models)).toEqual(figures(own));
  });

  test('give the same figures whatever the number of threads', async () => {
    const again = await evaluated({ ...options, histories: lengths, force: true }, createContext({ threads: 1 }));
    expect(again.histories).toEqual(result.histories);
  });

  test('of several rounds are those of the seeds that follow', async () => {
    const both = await evaluated({ ...options, repeats: 2, histories: [1, 2], models: ['bias'] });
    const once = await evaluated({ ...options, histories: [1, 2], models: ['bias'] });
    const next = await evaluated({ ...options, histories: [1, 2], models: ['bias'] }, createContext({ seed: 43 }));
    const [whole, a, b] = [both, once, next].map(({ histories }) => {
      const [{ pairs, metrics: own }] = histories![1].models;
      return { pairs, error: own['rmse'].value };
    });
    expect(whole.pairs).toBe(a.pairs + b.pairs);
    const pooled = Math.sqrt((a.error ** 2 * a.pairs + b.error ** 2 * b.pairs) / whole.pairs);
    expect(whole.error).toBeCloseTo(pooled, 12);
  });

  test('are cut of saved models, too, where clean has held people out', async () => {
    const workspace = new Workspace(join(root, String(++count)));
    await writeInterim(workspace, 'set', tastesTables());
    await clean({ workspace, split: 'held-out-users' }, context);
    await train({ workspace, model: 'bias' }, context);
    const { histories, split } = await evaluated({ workspace, histories: [0, 5] });
    expect(split).toMatchObject({ name: 'held-out-users', fitted: 'saved' });
    expect(histories!.map(({ people }) => people)).toEqual([12, 12]);
  });

  test('compare models as well', async () => {
    const { histories, path } = await compare({ ...options, workspace: shared, histories: [1] }, context);
    expect(path).toBe('reports/set/comparison/held-out-users-cut-histories');
    expect(histories![0].comparisons).toHaveLength(3);
  });
});

describe('refuses', () => {
  const refused = (code: string, message: RegExp, hint = /\w/): unknown =>
    expect.objectContaining({
      code,
      message: expect.stringMatching(message) as unknown,
      hint: expect.stringMatching(hint) as unknown,
    });

  test.each<[what: string, options: Partial<EvaluateOptions>, code: string, says: RegExp, advises: RegExp]>([
    ['k above the catalog', { k: [5, 1000] }, 'OPTION_RANGE', /k is 1000.*only 40 films/, /--k up to 40/],
    ['negatives among held-out films', { protocol: 'held-out-films', negatives: 5 }, 'USAGE', /held-out films/, /out/],
    ['a good rating off the scale', { relevant: 6 }, 'OPTION_RANGE', /from 6 on is none/, /from 0.5 to 5/],
    ['k above the negatives', { negatives: 5, k: [5, 6] }, 'OPTION_RANGE', /k is 6, more than the 5 others/, /up to 5/],
    ['no k at all', { k: [] }, 'OPTION_RANGE', /k is not given/, /from 1/],
    ['ranking by all lists together', { by: 'coverage' }, 'USAGE', /all lists together/, /ndcg@10/],
    ['folds where there are none', { protocol: 'by-user', folds: 3 }, 'USAGE', /by-user has no folds/, /--folds/],
    ['a share of folds', { protocol: 'kfold', test: 0.3 }, 'USAGE', /kfold has no share/, /--test/],
    ['repeats of files', { foldFiles: ['u1.base'], repeats: 2 }, 'USAGE', /folds from files/, /out/],
    ['k of nothing', { k: 0 }, 'OPTION_RANGE', /k is 0/, /from 1/],
    ['half a k', { k: [10, 2.5] }, 'OPTION_RANGE', /k is 2.5/, /from 1/],
    [
      'errors of models that only rank',
      { models: ['ease', 'popularity'], metrics: ['rmse', 'ndcg'] },
      'WRONG_MODEL',
      /ease, popularity only rank.*no rmse/,
      /--model svd/,
    ],
    ['a metric that there is not', { metrics: ['ndgc'] }, 'USAGE', /"ndgc"/, /Did you mean "ndcg"/],
    ['a metric with a cutoff', { metrics: ['ndcg@5'] }, 'USAGE', /"ndcg@5"/, /--metrics ndcg --k 5/],
    ['ranking by what is not measured', { metrics: ['rmse'], by: 'ndcg' }, 'USAGE', /"ndcg"/, /rmse/],
    ['ranking by errors of what only ranks', { models: ['ease'], by: 'rmse' }, 'USAGE', /"rmse"/, /ndcg@10/],
    ['a protocol that there is not', { protocol: 'kfoldd' }, 'USAGE', /"kfoldd"/, /kfold/],
    ['the protocol of files without files', { protocol: 'given' }, 'USAGE', /which files/, /--fold-files/],
    ['no files', { foldFiles: [] }, 'USAGE', /which files/, /--fold-files/],
    ['two protocols at once', { protocol: 'kfold', foldFiles: ['u1.base'] }, 'USAGE', /kfold/, /Give one/],
    ['files for saved models', { protocol: 'held-out', foldFiles: ['u1.base'] }, 'USAGE', /held-out/, /Give one/],
    ['files that are not there', { foldFiles: ['none/u1.base'] }, 'MISSING_FILE', /none\/u1.base/, /path/],
    ['folds of saved models', { folds: 3 }, 'USAGE', /fitted afresh/, /--protocol/],
    ['parameters of saved models', { parameters: { bias: {} } }, 'USAGE', /fitted afresh/, /--protocol/],
    ['a split again that is no other', { protocol: 'temporal', repeats: 2 }, 'OPTION_RANGE', /temporal/, /random/],
    ['a share of nothing', { protocol: 'by-user', test: 0 }, 'OPTION_RANGE', /share is 0/, /between 0 and 1/],
    ['a share that leaves nothing', { protocol: 'random', test: 1e-9 }, 'NOTHING_TO_TEST', /nothing to test/, /larger/],
    [
      'histories of nobody',
      { protocol: 'by-user', histories: [1] },
      'USAGE',
      /by-user leaves no such/,
      /held-out-users/,
    ],
    ['histories of saved models', { histories: [1] }, 'USAGE', /by-user leaves no such people/, /held-out-users/],
    ['no history', { protocol: 'held-out-users', histories: [] }, 'OPTION_RANGE', /no length/, /0 1 3 5 20/],
    ['a negative history', { protocol: 'held-out-users', histories: [-1] }, 'OPTION_RANGE', /is -1/, /from 0/],
    ['half a history', { protocol: 'held-out-users', histories: [0, 1.5] }, 'OPTION_RANGE', /is 1.5/, /from 0/],
    [
      'histories longer than any',
      { protocol: 'held-out-users', histories: [0, 999] },
      'OPTION_RANGE',
      /none of the held-out people has 999 .* longest history has \d\d\./,
      /up to \d\d\./,
    ],
    ['half a negative', { protocol: 'leave-one-out', negatives: 0.5 }, 'OPTION_RANGE', /0.5/, /whole number from 1/],
    ['a model that is not trained', { models: ['svd'] }, 'MISSING_ARTIFACT', /"svd"/, /train --model svd/],
    ['a model that there is not', { models: ['sdv'] }, 'UNKNOWN_MODEL', /"sdv"/, /svd/],
  ])('%s', async (_, options, code, says, advises) => {
    await expect(evaluated(options)).rejects.toThrow(refused(code, says, advises));
  });

  test('fold files that overlap', async () => {
    const [[user, movie, rating], [, other, second]] = tastesTables().ratings!;
    const folder = join(root, 'overlapping');
    await mkdir(folder);
    await writeFile(join(folder, 'u1.base'), `${user}\t${movie}\t${rating}\n${user}\t${other}\t${second}\n`);
    await writeFile(join(folder, 'u1.test'), `${user}\t${movie}\t${rating}\n`);
    await expect(evaluated({ foldFiles: [folder] })).rejects.toThrow(refused('LEAK', /both in u1.base and in u1.test/));
  });

  test('a saved model that has seen the answers', async () => {
    const workspace = await workspaceOf(tastesTables(), ['bias']);
    await train({ workspace, model: 'bias', full: true }, context);
    await cp(workspace.model('set', 'bias', true), workspace.model('set', 'bias'), { recursive: true });
    await expect(evaluated({ workspace })).rejects.toThrow(refused('LEAK', /bias has seen \d+ of the \d+/, /--force/));
  });

  test('a split with nothing to test: everyone has a single rating', async () => {
    const workspace = await workspaceOf(ratingsOf(Array.from({ length: 30 }, (_, at) => [`u${at}`, `i${at % 4}`, 3])));
    const nothing = refused('NOTHING_TO_TEST', /30 ratings there is nothing to test/, /another split/);
    await expect(evaluated({ workspace, protocol: 'leave-one-out', k: 2 })).rejects.toThrow(nothing);
  });

  test('nobody with a good held-out film, where there are only lists to judge', async () => {
    const nobody = refused('NOTHING_TO_TEST', /nobody has a relevant held-out film/, /--relevant/);
    const workspace = await ofBadFilms();
    await expect(evaluated({ workspace, models: ['popularity'] })).rejects.toThrow(nobody);
  });

  test('errors of strengths, which are no ratings', async () => {
    const events = Array.from({ length: 200 }, (_, at) => [`u${at % 20}`, `i${(at * 7) % 31}`, 'play', 1, 1e9 + at]);
    const workspace = await workspaceOf({ events }, ['popularity']);
    const options = { workspace, models: undefined };
    await expect(evaluated({ ...options, metrics: ['mae'] })).rejects.toThrow(refused('WRONG_MODEL', /no ratings/));
    const { models, reference } = await evaluated({ ...options, metrics: ['all'], k: 3 });
    expect(Object.keys(models[0].metrics)).toContain('ndcg@3');
    expect(models[0].metrics).not.toHaveProperty('mae');
    expect(reference).toBeNull();
  });
});

describe('where there is little to say, that is said', () => {
  test('nobody with a good held-out film: errors alone, the skipped lists counted, and nothing ranked by lists', async () => {
    const result = await evaluated({ workspace: await ofBadFilms(), metrics: ['all'] });
    const [{ metrics: own, lists, withoutRelevant, users }] = result.models;
    expect(Object.keys(own)).toEqual(['rmse', 'mae', 'mse', 'r2', 'fcp']);
    expect({ lists, withoutRelevant, users }).toEqual({ lists: 0, withoutRelevant: 60, users: 60 });
    expect(result.ranking).toEqual({ by: 'ndcg@10', models: [] });
  });

  test('someone who has rated all there is: no list to judge, and it is counted', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => ['me', `i${at}`, 1 + (at % 5), 1e9 + at] as const);
    const workspace = await workspaceOf(ratingsOf(rows), ['bias']);
    const [{ metrics: own, lists, withoutCandidates }] = (await evaluated({ workspace, k: 5 })).models;
    expect(Object.keys(own)).toEqual(['rmse', 'mae']);
    expect({ lists, withoutCandidates }).toEqual({ lists: 0, withoutCandidates: 1 });
  });

  test('one person: figures without intervals, tests without a chance', async () => {
    const own = Array.from({ length: 30 }, (_, at) => ['me', `i${at}`, 1 + (at % 5), 1e9 + at] as const);
    // Of who has rated two films none is held out.
    const others = Array.from(
      { length: 20 },
      (_, at) => [`other${at >> 1}`, `x${at}`, 1 + (at % 5), 1e9 + at] as const,
    );
    const workspace = await workspaceOf(ratingsOf([...own, ...others]), ['bias', 'popularity']);
    const result = await evaluated({ workspace, models: undefined, metrics: ['all'], k: 5 });
    for (const { users, metrics: own } of result.models) {
      expect(users).toBe(1);
      expect(Object.values(own).every(({ value }) => Number.isFinite(value))).toBe(true);
      expect(Object.values(own).every(({ low, high }) => low === null && high === null)).toBe(true);
    }
    for (const one of Object.values(result.comparisons[0].metrics)) {
      expect(one).toMatchObject({ pValue: 1, corrected: 1, low: null, high: null, effect: null, users: 1 });
    }
    expect(new Set(result.ranking.models.map(({ rank }) => rank))).toEqual(new Set([1]));
    expect(result.models[0].segments.every(({ gaps }) => Object.keys(gaps).length === 0)).toBe(true);
  });

  test('ratings that are all equal: no R² and no order of pairs, and both are named', async () => {
    const rows = tastesTables().ratings!.map(([user, movie, , time]): Cell[] => [user, movie, 4, time]);
    const workspace = await workspaceOf({ ratings: rows }, ['bias']);
    const [{ metrics: own, meaningless }] = (await evaluated({ workspace, metrics: ['all'] })).models;
    expect(meaningless).toEqual(['r2', 'fcp', ...meaningless.slice(2)]);
    expect(meaningless.filter((key) => key in own)).toEqual([]);
    expect(own['rmse'].value).toBeCloseTo(0, 5);
  });

  test('films without genres: every metric that goes by them is named as having no meaning', async () => {
    const { ratings } = tastesTables();
    const workspace = await workspaceOf({ ratings: ratings! }, ['popularity']);
    const options = { workspace, models: ['popularity'], metrics: ['all'], k: 5 };
    const [{ metrics: own, meaningless }] = (await evaluated(options)).models;
    expect(meaningless).toEqual(['diversity@5', 'calibration@5']);
    expect(own).not.toHaveProperty('diversity@5');
  });

  test('without times there is nothing to say of time travel', async () => {
    const rows = tastesTables().ratings!.map(([user, movie, rating]): Cell[] => [user, movie, rating, null]);
    const workspace = await workspaceOf({ ratings: rows }, ['bias']);
    expect((await evaluated({ workspace })).timeTravel).toBeNull();
  });
});

describe('compare', () => {
  test('says which of some models are better, and leaves the evaluation as it is', async () => {
    const before = await evaluated({ models: undefined, k: 7 });
    const result = await compare({ workspace: shared, models: ['popularity', 'ease'], k: 7 }, context);
    expect(result.path).toBe('reports/set/comparison/held-out');
    expect(result.models.map(({ model }) => model)).toEqual(['popularity', 'ease']);
    expect(result.comparisons.map(({ first, second }) => [first, second])).toEqual([['popularity', 'ease']]);
    const value = (model: string, of: EvaluateResult) =>
      of.models.find((one) => one.model === model)!.metrics['ndcg@7'].value;
    const difference = value('popularity', before) - value('ease', before);
    expect(result.comparisons[0].metrics['ndcg@7'].difference).toBeCloseTo(difference, 12);
    expect(await evaluated({ models: undefined, k: 7 })).toEqual({ ...before, fresh: true });
  });

  test('refuses one model, named or the only one that is trained, and models that are not trained', async () => {
    const failure = (code: string, message: RegExp): unknown =>
      expect.objectContaining({ code, message: expect.stringMatching(message) as unknown });
    for (const models of [['svd'], ['ease', 'ease']]) {
      await expect(compare({ workspace: shared, models }, context)).rejects.toThrow(failure('USAGE', /one model/));
    }
    await expect(compare({ workspace: shared, models: ['ease', 'svd'] }, context)).rejects.toThrow(
      failure('MISSING_ARTIFACT', /"svd"/),
    );
    const workspace = await workspaceOf(tastesTables(), ['bias']);
    await expect(compare({ workspace }, context)).rejects.toThrow(failure('USAGE', /bias is the only trained model/));
    await clean({ workspace, minUserRatings: 10 }, context);
    await expect(compare({ workspace, models: ['bias', 'ease'] }, context)).rejects.toMatchObject({
      code: expect.stringMatching(/STALE_MODEL|MISSING_ARTIFACT/) as unknown,
    });
  });
});
