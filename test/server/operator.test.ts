import { createContext } from '../../src/context.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { setTimeout } from 'node:timers/promises';
import { overview, retrainStarted, rolledBack, type Overview } from '../../src/server/contract.ts';
import { testService, type TestService } from '../fixtures/service.ts';

let opened: TestService;
const remarks: string[] = [];
const visitors = 60;
let given = 0;

beforeAll(async () => {
  opened = await testService({}, createContext({ log: (message) => remarks.push(message) }));
  const { store, catalog, models } = opened.service;
  // Visitors each of whom has rated half of what someone in the data set has.
  const { starts, indexes, values } = (await models.take()).model.seen.histories;
  for (let person = 0; person < visitors; person++) {
    await store.addGuest(`visitor${person}`, Date.now());
    const half = Array.from(indexes.keys()).filter((at) => at >= starts[person] && at < starts[person + 1] && at % 2);
    given += half.length;
    await Promise.all(
      half.map((at) => {
        const film = catalog.ids.names[indexes[at]];
        return store.rate(`visitor${person}`, { film, rating: values[at], at: Date.now() });
      }),
    );
  }
});

const ask = async (method: 'GET' | 'POST', path: string, payload?: object, key = opened.service.operatorKey) => {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await opened.server.inject({
    method,
    url: `/api/operator/${path}`,
    headers,
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};
const overviewNow = async (): Promise<Overview> => overview.parse((await ask('GET', 'overview')).body);

/** Waits until nothing is being retrained. */
async function idle(): Promise<void> {
  while (opened.service.retrainer.busy) await setTimeout(50);
}

describe('without the key', () => {
  test.each([
    ['GET', 'overview', undefined],
    ['POST', 'retrain', {}],
    ['POST', 'rollback', { version: 0 }],
    ['POST', 'rollback', { nonsense: true }],
  ] as const)('%s %s is forbidden', async (method, path, payload) => {
    const answer = await ask(method, path, payload, 'not the key at all');
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
  });
});

test('the overview counts people and ratings, knows the models and names nobody', async () => {
  await opened.server.inject('/health');
  const now = await overviewNow();
  expect(now.people).toMatchObject({ guests: visitors, accounts: 0, ratings: given });
  expect(now.models.map(({ model, version, usual, versions }) => ({ model, version, usual, versions }))).toEqual(
    expect.arrayContaining([
      { model: 'ease', version: 0, usual: true, versions: [0] },
      { model: 'svd', version: 0, usual: false, versions: [0] },
    ]) as unknown,
  );
  expect(now.routes.find(({ route }) => route === 'GET /health')).toMatchObject({ requests: 1, failed: 0 });
  expect(now.retraining).toEqual({ allowed: true, everyMinutes: null, next: null, busy: false });
  expect(now.memory.resident).toBeGreaterThan(now.memory.heap);
  expect(JSON.stringify(now)).not.toMatch(/visitor/);
});

test('a retraining begins at once, one at a time; its version is in use afterwards, and goes back by command', async () => {
  const started = await ask('POST', 'retrain', { model: 'ease' });
  expect(started.status).toBe(202);
  expect(retrainStarted.parse(started.body)).toEqual({ model: 'ease', busy: true });
  expect(await ask('POST', 'retrain', {})).toMatchObject({ status: 409, body: { error: { code: 'BUSY' } } });
  expect((await overviewNow()).retraining.busy).toBe(true);
  // Whoever asks meanwhile is answered.
  expect((await opened.server.inject('/api/recommendations?model=ease')).json()).toMatchObject({ version: 0 });
  await idle();
  expect(remarks.join('\n')).toContain('Retraining ease: swapped');
  const after = await overviewNow();
  expect(after.retrainings).toMatchObject([{ model: 'ease', outcome: 'swapped', version: 1, ownRatings: given }]);
  expect(after.models.find(({ model }) => model === 'ease')).toMatchObject({ version: 1, versions: [0, 1] });
  expect((await opened.server.inject('/api/recommendations?model=ease')).json()).toMatchObject({ version: 1 });

  const back = await ask('POST', 'rollback', { model: 'ease', version: 0 });
  expect(rolledBack.parse(back.body)).toEqual({ model: 'ease', version: 0 });
  expect((await opened.server.inject('/api/recommendations?model=ease')).json()).toMatchObject({ version: 0 });
});

test('a retraining that finds nothing new says so in the overview, until the next, and not in the log', async () => {
  await ask('POST', 'rollback', { model: 'ease', version: 1 });
  for (let time = 0; time < 2; time++) {
    expect(await ask('POST', 'retrain', { model: 'ease' })).toMatchObject({ status: 202 });
    await idle();
  }
  const { retrainings } = await overviewNow();
  const nothingNew = { model: 'ease', outcome: 'unchanged', version: 1, why: 'Nothing is new since version 1.' };
  expect(retrainings[0]).toMatchObject(nothingNew);
  expect(retrainings.map(({ outcome }) => outcome)).toEqual(['unchanged', 'rolled back', 'rolled back', 'swapped']);
});

test.each([
  ['retrain', { model: 'no such model' }, 404, 'UNKNOWN_MODEL'],
  ['retrain', { model: 'bpr' }, 404, 'MISSING_ARTIFACT'],
  ['rollback', { model: 'svd', version: 9 }, 404, 'MISSING_ARTIFACT'],
  ['rollback', { version: -1 }, 400, 'BAD_REQUEST'],
  ['rollback', {}, 400, 'BAD_REQUEST'],
] as const)('%s of %j is refused', async (path, payload, status, code) => {
  await idle();
  expect(await ask('POST', path, payload)).toMatchObject({ status, body: { error: { code } } });
  await idle();
});

test('a service that ends ends the process that retrains; the version before is still there', async () => {
  await ask('POST', 'retrain', { model: 'svd' });
  await opened.close();
  expect(opened.service.retrainer.busy).toBe(false);
  await expect(opened.service.retrainer.start()).rejects.toMatchObject({ code: 'NOT_READY' });
});
