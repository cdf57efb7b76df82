import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelNames } from '../../src/models/registry.ts';
import { movierec, movierecJson } from '../fixtures/cli/movierec.ts';
import { copyOfPrepared } from '../fixtures/cli/workspaces.ts';

const folder = await copyOfPrepared();
const number: unknown = expect.any(Number);
const text: unknown = expect.any(String);

describe('--json prints the result in its published shape', () => {
  const trained = {
    ...{ model: 'svd', dataset: 'demo', seed: 42, threads: number, ratings: 80_013, path: 'data/models/demo/svd' },
    parameters: expect.objectContaining({ factors: 4, epochs: 2, learningRate: number }) as unknown,
    seconds: { load: number, fit: number, save: number },
  };
  const train = ['train', '--model', 'svd', '--set', 'factors=4', 'epochs=2'];

  test('train', async () => {
    const first = await movierecJson<object>(folder, ...train);
    expect(first).toMatchObject(trained);
    expect(first).not.toHaveProperty('fresh');
    // The same object, but for the mark.
    expect(await movierecJson(folder, ...train)).toEqual({ ...first, fresh: true });
  });

  test('eval', async () => {
    const interval = { value: number, low: number, high: number };
    interface Evaluation {
      readonly models: readonly { readonly model: string; readonly metrics: object }[];
      readonly comparisons: readonly { readonly metrics: Readonly<Record<string, object>> }[];
    }
    const result = await movierecJson<Evaluation>(folder, 'eval', '--k', '10');
    expect(result).toMatchObject({
      ...{
        dataset: 'demo',
        protocol: 'held-out',
        cutoffs: [10],
        relevant: number,
        negatives: null,
        timeTravel: number,
      },
      split: { name: 'by-user', seed: 42, rounds: 1, fitted: 'saved' },
      reference: { predicting: 'mean', rmse: interval, mae: interval },
      ranking: { by: 'ndcg@10', models: [{ rank: 1 }, { model: text, value: number, rank: number }] },
      definitions: { rmse: text, ndcg: text },
    });
    expect(result.comparisons).toEqual([{ first: 'bias', second: 'svd', metrics: expect.anything() as unknown }]);
    expect(result.comparisons[0].metrics['ndcg@10']).toEqual({
      ...{ difference: number, low: number, high: number, pValue: number, corrected: number },
      ...{ effect: number, higher: number, lower: number, users: number },
    });
    expect(result.models.map(({ model }) => model)).toEqual(['bias', 'svd']);
    for (const model of result.models) {
      expect(model).toMatchObject({
        ...{
          users: 1000,
          pairs: number,
          fallback: number,
          lists: number,
          withoutRelevant: number,
          unreachable: number,
        },
        ...{ meaningless: [], seconds: number },
        segments: [{ by: 'activity', kind: 'people' }, { by: 'popularity', kind: 'films' }, { by: 'genre' }],
        metrics: {
          ...{ rmse: interval, mae: interval, 'precision@10': interval, 'recall@10': interval, 'ndcg@10': interval },
          ...{ 'map@10': interval, 'hr@10': interval, 'mrr@10': interval, 'coverage@10': { value: number } },
        },
      });
    }
    expect(await movierecJson(folder, 'eval', '--k', '10')).toEqual({ ...result, fresh: true });
  });

  test('recommend, with and without reasons', async () => {
    const plain = await movierecJson<{ items: object[] }>(folder, 'recommend', '--user', '42', '--model', 'svd');
    expect(plain).toMatchObject({ user: '42', model: 'svd' });
    expect(plain.items).toHaveLength(10);
    for (const item of plain.items) {
      expect(item).toMatchObject({ movie: text, title: expect.stringMatching(/\(\d{4}\)$/), score: number });
      expect(item).not.toHaveProperty('reasons');
    }
    const why = await movierecJson<{ items: { reasons: object[] }[] }>(
      folder,
      'recommend',
      '--user',
      '42',
      '--explain',
    );
    expect(why.items[0].reasons[0]).toMatchObject({ because: text, amount: number });
  });

  test('recommend to someone who names films, and to anyone', async () => {
    const likes = ['--likes', 'FIGHT CLUB', 'toy stroy', '--dislikes', 'titanic'];
    const named = await movierecJson<{ items: object[] }>(folder, 'recommend', ...likes, '--k', '3', '--explain');
    expect(named).toMatchObject({
      ...{ user: null, rated: 3 },
      understood: [
        { given: 'FIGHT CLUB', movie: text, title: 'Fight Club (1999)' },
        { given: 'toy stroy', title: 'Toy Story (1995)' },
        { given: 'titanic', title: 'Titanic (1997)' },
      ],
      items: Array.from({ length: 3 }, () => ({ why: expect.stringMatching(/^[A-Z].*\.$/) as unknown })),
    });
    const anyone = ['--genre', 'Comedy', 'Horror', '--diversity', '0.5', '--novelty', '0.2', '--k', '4'];
    const result = await movierecJson<{ items: { genres: string[] }[] }>(folder, 'recommend', ...anyone);
    expect(result).toMatchObject({ user: null, rated: 0, understood: [], diversity: 0.5, novelty: 0.2 });
    expect(result.items).toHaveLength(4);
    for (const { genres } of result.items) expect(genres.some((name) => /Comedy|Horror/.test(name))).toBe(true);
  });

  test('models', async () => {
    const { models } = await movierecJson<{ models: { name: string }[] }>(folder, 'models');
    expect(models.map(({ name }) => name)).toEqual(expect.arrayContaining(['popularity', 'bias', 'svd', 'item-knn']));
    for (const model of models) {
      expect(model).toMatchObject({ task: expect.stringMatching(/^(rating prediction|ranking|both|baseline)$/) });
      expect(model).toMatchObject({
        name: text,
        summary: text,
        choose: text,
        reference: text,
        parameters: expect.any(Array),
      });
    }
  });

  test('models of some names, all of each', async () => {
    const { models } = await movierecJson<{ models: { name: string; task: string }[] }>(
      folder,
      'models',
      'item-knn',
      'bias',
    );
    expect(models.map(({ name, task }) => [name, task])).toEqual([
      ['item-knn', 'both'],
      ['bias', 'baseline'],
    ]);
  });

  test('explain adds up to the score', async () => {
    type Explanation = { score: number; why: string; reasons: { amount: number }[] };
    const args = ['explain', '--user', '42', '--movie', 'Fight Club (1999)', '--model', 'svd'];
    const { score, reasons, why } = await movierecJson<Explanation>(folder, ...args);
    expect(why).toMatch(/^[A-Z].*\.$/);
    expect(reasons.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(score, 3);
  });

  test.each([
    [['ingest'], { dataset: 'demo', source: 'generated', users: 1000, tables: { ratings: 100_000 }, fresh: true }],
    [['clean'], { dataset: 'demo', before: { ratings: 100_000 }, after: { users: 1000 }, fresh: true }],
    [['similar', '--movie', 'Toy Story'], { title: 'Toy Story (1995)', items: [{ movie: text, score: number }] }],
    [['doctor'], { checks: [{ name: 'movierec', ok: true }] }],
    [['generate', '--ratings', '10'], { simulated: { ratings: 10 }, folder: text }],
  ])('%j', async (args, shape) => {
    const result = await movierecJson<Record<string, unknown>>(folder, ...args);
    for (const [name, value] of Object.entries(shape)) {
      const found = result[name];
      // Of a list it is the first that is described.
      if (Array.isArray(value)) expect((found as unknown[])[0]).toMatchObject(value[0] as object);
      else expect({ [name]: found }).toMatchObject({ [name]: value });
    }
  });
});

test('an error stands on standard output in its shape; without --json in one line on standard error', async () => {
  const error = { code: 'UNKNOWN_MODEL', message: 'no model "x".', hint: expect.stringContaining('svd') as unknown };
  const asJson = await movierec(folder, 'train', '--model', 'x', '--json');
  expect(JSON.parse(asJson.out)).toEqual({ error });
  expect(asJson).toMatchObject({ code: 2, err: '' });
  const inWords = await movierec(folder, 'train', '--model', 'x');
  expect(inWords).toEqual({
    code: 2,
    out: '',
    err: `UNKNOWN_MODEL: no model "x". There are: ${modelNames.join(', ')}.\n`,
  });
});

test('a stack is shown only with --debug', async () => {
  const { err } = await movierec(folder, 'train', '--model', 'x', '--debug');
  expect(err).toMatch(/^UNKNOWN_MODEL: .*\n.*\n\s+at /);
});

test('remarks go to standard error, and --quiet silences them', async () => {
  await rm(join(folder, 'data/processed'), { recursive: true });
  const line = ['train', '--model', 'bias', '--force'];
  const loud = await movierec(folder, ...line);
  expect(loud.err.split('\n')).toEqual([
    'Cleaning "demo"',
    '"demo" was not cleaned yet: cleaned it with the defaults.',
    'Fitting bias on 80013 ratings of "demo"',
    expect.stringMatching(/^bias needs up to \d MB for 1000 people and 2578 films$/) as unknown,
    '',
  ]);
  const quiet = await movierec(folder, ...line, '--quiet');
  expect(quiet).toMatchObject({ code: 0, err: '' });
  expect(quiet.out.replace(/in [\d.]+ s/, '')).toBe(loud.out.replace(/in [\d.]+ s/, ''));
});

test('the same seed gives the same list, another seed another', async () => {
  const lists: string[] = [];
  for (const seed of ['1', '1', '2']) {
    await movierec(folder, 'train', '--model', 'svd', '--set', 'factors=4', 'epochs=2', '--seed', seed, '--force');
    lists.push((await movierec(folder, 'recommend', '--user', '42', '--json', '--model', 'svd')).out);
  }
  expect(lists[1]).toBe(lists[0]);
  expect(lists[2]).not.toBe(lists[0]);
});
