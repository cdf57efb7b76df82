import { expect, it } from 'vitest';
import type { Failure, History, Recommendations, WatchList } from '../../../src/server/contract.ts';
import { ask } from '../../fixtures/ask.ts';
import { browserOf, type Browser } from '../../fixtures/browser-of.ts';
import { testService } from '../../fixtures/service.ts';

const { server, service } = await testService();
const films = service.catalog.ids.names;

async function guest(): Promise<Browser> {
  const browser = browserOf(server);
  await ask(browser, 'PUT', `/api/me/ratings/${films[0]}`, { rating: 4 });
  return browser;
}
const listOf = async (browser: Browser): Promise<string[]> => {
  const { body } = await ask<Recommendations>(browser, 'GET', '/api/recommendations?k=10');
  return body.films.map(({ film }) => film);
};

it('leaves a hidden film out of all lists at once, and has it in them again when that is taken back', async () => {
  const ann = await guest();
  const before = await listOf(ann);
  const tell = (kind: string) => ask(ann, 'POST', '/api/feedback', { events: [{ kind, film: before[0] }] });
  expect((await tell('hidden')).status).toBe(200);
  expect(await listOf(ann)).toEqual([...before.slice(1), expect.any(String)]);
  await tell('unhidden');
  expect(await listOf(ann)).toEqual(before);
});

it('remembers what is hidden when the taste is read from the store', async () => {
  const ann = await guest();
  const [first, second] = await listOf(ann);
  await ask(ann, 'POST', '/api/feedback', {
    events: ['hidden', 'unhidden', 'hidden'].flatMap((kind) => [
      { kind, film: first },
      { kind: kind === 'hidden' ? 'unhidden' : 'hidden', film: second },
    ]),
  });
  const [{ person }] = (await service.store.eventsAfter(0, 1000)).filter(({ film }) => film === second).slice(-1);
  const live = await service.tastes.of(person);
  service.tastes.forget(person);
  const read = await service.tastes.of(person);
  expect(read.hidden).toEqual(live.hidden);
  expect(read.hidden).toEqual(new Set([service.catalog.ids.indexOf(first)]));
});

it('takes all events of a batch or none', async () => {
  const ann = await guest();
  const events = [
    { kind: 'shown', film: films[1], model: 'ease', place: 1 },
    { kind: 'shown', film: 'no-such-film' },
  ];
  const { status, body } = await ask<Failure>(ann, 'POST', '/api/feedback', { events });
  expect([status, body.error.code]).toEqual([404, 'UNKNOWN_MOVIE']);
  const { body: history } = await ask<History>(ann, 'GET', '/api/me/history');
  expect(history.events.map(({ kind }) => kind)).toEqual(['rated']);
});

it('hears nothing from nobody, nor what it does not know', async () => {
  const body = { events: [{ kind: 'shown', film: films[0] }] };
  expect((await ask(browserOf(server), 'POST', '/api/feedback', body)).status).toBe(401);
  const ann = await guest();
  expect((await ask(ann, 'POST', '/api/feedback', { events: [] })).status).toBe(400);
  expect((await ask(ann, 'POST', '/api/feedback', { events: [{ kind: 'bought', film: films[0] }] })).status).toBe(400);
});

it('tells what a person did, the latest first, of all kinds together', async () => {
  const ann = await guest();
  await ask(ann, 'PUT', `/api/me/watch-list/${films[1]}`);
  await ask(ann, 'POST', '/api/feedback', { events: [{ kind: 'clicked', film: films[2] }] });
  const { body } = await ask<History>(ann, 'GET', '/api/me/history?most=10');
  expect(new Set(body.events.map(({ kind, film }) => `${kind} ${film}`))).toEqual(
    new Set([`clicked ${films[2]}`, `noted ${films[1]}`, `rated ${films[0]}`]),
  );
  expect(body.events.map(({ at }) => at)).toEqual(body.events.map(({ at }) => at).sort((a, b) => b - a));
  expect((await ask<History>(ann, 'GET', '/api/me/history?most=2')).body.events).toEqual(body.events.slice(0, 2));
  expect((await ask<History>(browserOf(server), 'GET', '/api/me/history')).body.events).toEqual([]);
});

it('keeps a watch-list: noting twice or taking off twice is once', async () => {
  const ann = browserOf(server);
  const filmsOn = async () =>
    (await ask<WatchList>(ann, 'GET', '/api/me/watch-list')).body.films.map(({ film }) => film);
  expect(await filmsOn()).toEqual([]);
  for (const film of [films[3], films[3]])
    expect((await ask(ann, 'PUT', `/api/me/watch-list/${film}`)).status).toBe(200);
  expect(await filmsOn()).toEqual([films[3]]);
  for (let time = 0; time < 2; time++) {
    expect((await ask(ann, 'DELETE', `/api/me/watch-list/${films[3]}`)).status).toBe(200);
  }
  expect(await filmsOn()).toEqual([]);
  expect((await ask(ann, 'PUT', '/api/me/watch-list/none')).status).toBe(404);
  expect((await ask(browserOf(server), 'DELETE', `/api/me/watch-list/${films[3]}`)).status).toBe(401);
});
