import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as movierec from '../src/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'library-'));
afterAll(() => rm(folder, { recursive: true }));

/** Two camps of people, each fond of its own half of the films. */
function ratings(): string {
  const rows = ['userId,movieId,rating,timestamp'];
  for (let user = 1; user <= 30; user++) {
    for (let movie = 1; movie <= 20; movie++) {
      if ((user * 7 + movie * 3) % 4 === 0) continue;
      rows.push(`${user},${movie},${(user + movie) % 2 === 0 ? 5 : 1},${1e9 + user * 100 + movie}`);
    }
  }
  return `${rows.join('\n')}\n`;
}

test('the example in the README runs: ingest, train, evaluate, recommend through the public API, in silence', async () => {
  const from = join(folder, 'camps.csv');
  await writeFile(from, ratings());
  const { createContext, evaluate, ingest, openWorkspace, recommend, train } = movierec;
  const said: string[] = [];
  const workspace = openWorkspace(join(folder, 'workspace'));
  const context = createContext({ log: (message) => said.push(message) });

  await ingest({ workspace, from }, context);
  await train({ workspace, model: 'svd' }, context);
  const { models } = await evaluate({ workspace, k: 3 }, context);
  const { items } = await recommend({ workspace, user: '2', k: 3, explain: true }, context);

  expect(models[0].metrics['rmse'].value).toBeLessThan(1); // guessing the mean of 1s and 5s errs by 2
  expect(items.map(({ movie }) => Number(movie) % 2)).toEqual([0, 0, 0]); // person 2 likes even films
  expect(items.every(({ reasons }) => reasons!.length > 0)).toBe(true);
  expect(said.length).toBeGreaterThan(0);
});

test('a model of one’s own is fitted, asked and explained by what the package exports', async () => {
  const { createContext, defineModel, fitModel, Ids, Ratings, real } = movierec;
  const constant = defineModel({
    name: 'constant',
    summary: 'The same rating for everything.',
    choose: 'In this test.',
    reference: 'none',
    feedback: 'explicit',
    impersonal: true,
    parameters: { rating: real({ default: 3, min: 1, max: 5, about: 'what everything gets' }) },
    memory: () => 0,
    fit: (_, { rating }) => ({ rating }),
    score({ rating }, _user, scores) {
      scores.fill(rating);
    },
    explain: ({ rating }) => [{ because: 'average', amount: rating }],
  });
  const data = new Ratings(
    new Ids(['ann']),
    new Ids(['heat', 'fargo']),
    { user: Int32Array.of(0, 0), item: Int32Array.of(0, 1), value: Float32Array.of(4, 2) },
    { scale: { min: 1, max: 5 }, feedback: 'explicit', relevant: 4 },
  );
  const model = await fitModel(constant, data, { rating: 4 }, createContext());
  expect(model.predict(model.user(-1), 1)).toEqual({ rating: 4 });
  expect(model.explain(model.user(0), 1)).toEqual({ score: 4, contributions: [{ because: 'average', amount: 4 }] });
});
