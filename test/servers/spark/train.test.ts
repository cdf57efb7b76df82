import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Database, quoted } from '../../../src/artifacts/database.ts';
import type { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import type { Model } from '../../../src/models/contract/model.ts';
import { load } from '../../../src/models/registry.ts';
import type { Recommendations } from '../../../src/server/contract/recommendations.ts';
import { evaluate } from '../../../src/stages/evaluate.ts';
import { explain } from '../../../src/stages/explain.ts';
import { recommendAll } from '../../../src/stages/recommend-all.ts';
import { recommend } from '../../../src/stages/recommend.ts';
import { similar } from '../../../src/stages/similar.ts';
import { train, type TrainResult } from '../../../src/stages/train.ts';
import { ask } from '../../fixtures/ask.ts';
import { browserOf } from '../../fixtures/browser-of.ts';
import { testService } from '../../fixtures/service.ts';
import { copyOf, sparkWorkspace } from '../../fixtures/servers/spark-workspace.ts';

const context = createContext();
const engine = { engine: 'spark', master: inject('spark') } as const;
/** With the settings under which both minimize the same, and small enough to be quick. */
const settings = {
  als: { factors: 16, epochs: 8, ridge: 0.1, offsets: 'fixed' },
  ials: { factors: 16, epochs: 6, regularization: 0.06, frequencyExponent: 1, scaling: 'likes', solver: 'cholesky' },
} as const;

let bySpark: Workspace;
let local: Workspace;
let trained: Record<keyof typeof settings, TrainResult>;
let progress: string[];
beforeAll(async () => {
  bySpark = await sparkWorkspace();
  local = await copyOf(bySpark);
  progress = [];
  const watched = createContext({ progress: (done, all, what) => progress.push(`${done}/${all} ${what}`) });
  const fitted = { als: undefined, ials: undefined } as unknown as Record<keyof typeof settings, TrainResult>;
  for (const model of ['als', 'ials'] as const) {
    fitted[model] = await train({ workspace: bySpark, model, parameters: settings[model], ...engine }, watched);
    await train({ workspace: local, model, parameters: settings[model] }, context);
  }
  trained = fitted;
});

const figureOf = async (workspace: Workspace, model: string, metric: string): Promise<number> => {
  const { models } = await evaluate({ workspace, models: [model], metrics: [metric.split('@')[0]], k: 10 }, context);
  return models[0].metrics[metric].value;
};
const modelOf = (workspace: Workspace, name: string): Promise<Model> => load(workspace.model('small', name), name);

test('als: the RMSE is within .005 of that of als on this machine, of the same objective from another start', async ({
  annotate,
}) => {
  const [there, here] = await Promise.all([bySpark, local].map((workspace) => figureOf(workspace, 'als', 'rmse')));
  await annotate(`als: RMSE ${there.toFixed(4)} by Spark, ${here.toFixed(4)} here`);
  expect(Math.abs(there - here)).toBeLessThan(0.005);
});

test('ials: NDCG@10 is within .01 of that of ials on this machine, of the same objective from another start', async ({
  annotate,
}) => {
  const [there, here] = await Promise.all([bySpark, local].map((workspace) => figureOf(workspace, 'ials', 'ndcg@10')));
  await annotate(`ials: NDCG@10 ${there.toFixed(4)} by Spark, ${here.toFixed(4)} here`);
  expect(Math.abs(there - here)).toBeLessThan(0.01);
});

describe.each(['als', 'ials'] as const)('the artifact of %s', (name) => {
  test('has what the one made here has: the same state but for its numbers, people, films and histories', async () => {
    const [there, here] = await Promise.all([bySpark, local].map((workspace) => modelOf(workspace, name)));
    const shapeOf = ({ state }: Model): unknown =>
      Object.entries(state).map(([key, value]) => [key, typeof value === 'number' ? value : value.length]);
    expect(shapeOf(there)).toEqual(shapeOf(here));
    expect(there.parameters).toEqual(here.parameters);
    expect(there.seen).toEqual(here.seen);
  });

  test('gives known people, to the bit, what it gives to new ones of the same history', async () => {
    const model = await modelOf(bySpark, name);
    for (const user of [0, 41, 413, 609]) {
      const known = model.user(user);
      expect(model.scoreAll(model.foldIn(known.history))).toEqual(model.scoreAll(known));
    }
  });

  test('is recommended, compared and explained by, and the reasons add up', async () => {
    const on = { workspace: bySpark, model: name };
    const { items } = await recommend({ ...on, user: '42', k: 5 }, context);
    expect(items).toHaveLength(5);
    expect((await similar({ ...on, movie: 'Toy Story (1995)', k: 5 }, context)).items).toHaveLength(5);
    const { score, reasons } = (await explain({ ...on, user: '42', movie: items[0].title }, context)) as unknown as {
      score: number;
      reasons: readonly { amount: number }[];
    };
    expect(reasons.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(score, 3);
  });
});

test('the service gives a person of the data set the list that recommend gives, and takes new ratings', async () => {
  const { server, service } = await testService({ workspace: await copyOf(bySpark), model: 'als' });
  const ann = browserOf(server);
  const operator = { authorization: `Bearer ${service.operatorKey}` };
  const { body } = await ask<Recommendations>(ann, 'GET', '/api/recommendations?user=42&k=5', undefined, operator);
  const { items } = await recommend({ workspace: bySpark, model: 'als', user: '42', k: 5 }, context);
  expect(body.films.map(({ film, score }) => [film, score])).toEqual(items.map(({ movie, score }) => [movie, score]));
  const rated = await ask(ann, 'PUT', `/api/me/ratings/${body.films[0].film}?list=5`, { rating: 5 });
  expect(rated).toMatchObject({ status: 200, body: { ratings: 1, list: { model: 'als', rated: 1 } } });
});

test('progress is told in stages, and the manifest tells engine, version and cluster', async () => {
  expect(progress.some((told) => /^\d+\/\d+ stages$/.test(told))).toBe(true);
  expect(trained.als.engine).toEqual({ name: 'spark', spark: '3.5.6', master: engine.master });
  const manifest = await readFile(join(bySpark.model('small', 'als'), 'manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ options: { engine: 'spark' }, result: { engine: trained.als.engine } });
});

test('what is fresh is not fitted again, and what the other engine made is not fresh', async () => {
  const again = { workspace: bySpark, model: 'als', parameters: settings.als };
  expect(await train({ ...again, ...engine }, context)).toMatchObject({ fresh: true });
  expect(await train({ ...again, workspace: local }, context)).toMatchObject({ fresh: true });
  expect(await train({ ...again, workspace: await copyOf(bySpark) }, context)).not.toHaveProperty('fresh');
});

test('recommend --all: everyone’s list is the one that is made here of the same model, place by place', async () => {
  const copy = await copyOf(bySpark);
  const asked = { model: 'als', k: 30 };
  const there = await recommendAll({ workspace: bySpark, ...asked, ...engine }, context);
  const here = await recommendAll({ workspace: copy, ...asked }, context);
  expect({ ...there, engine: 0, seconds: 0 }).toEqual({ ...here, engine: 0, seconds: 0 });
  const rowsOf = ({ root }: Workspace): string =>
    `read_parquet(${quoted(join(new URL(`file://${root}`).pathname, 'data', 'lists', 'small', 'als', '*.parquet'))})`;
  const [odd] = await Database.use(bySpark.root, context, (database) =>
    database.rows<{ odd: number; rows: number; swapped: number }>(`SELECT count(*) AS rows,
      count(*) FILTER (abs(a.score - b.score) > 1e-5 OR a.score IS NULL OR b.score IS NULL
        OR a.fallback IS DISTINCT FROM b.fallback) AS odd,
      count(*) FILTER (a.movie <> b.movie) AS swapped
      FROM ${rowsOf(copy)} a FULL JOIN ${rowsOf(bySpark)} b USING (user, place)`),
  );
  // Films that are liked alike to the last digits may change places.
  expect(odd).toMatchObject({ odd: 0, rows: here.rows });
  expect(odd.swapped).toBeLessThan(0.001 * odd.rows);
});
