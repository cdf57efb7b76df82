import { expect, it } from 'vitest';
import type { Failure, History, Recommendations, WatchList } from '../../../src/server/contract.ts';
import { openBrowser, type Browser } from '../../fixtures/browser.ts';
import { testService } from '../../fixtures/service.ts';

const { server, service } = await testService();
const films = service.catalog.ids.names;

async function guest(): Promise<Browser> {
  const browser = openBrowser(server);
  await browser.ask('PUT', `/api/me/ratings/${films[0]}`, { rating: 4 });
  return browser;
}
const listOf = async (browser: Browser): Promise<string[]> => {
  const { body } = await browser.ask<Recommendations>('GET', '/api/recommendations?k=10');
  return body.films.map(({ film }) => film);
};

it('leaves a hidden film out of all lists at once, and has it in them again when that is taken back', async () => {
  const ann = await guest();
  const before = await listOf(ann);
  const tell = (kind: string) => ann.ask('POST', '/api/feedback', { events: [{ kind, film: before[0] }] });
  expect((await tell('hidden')).status).toBe(200);
  expect(await listOf(ann)).toEqual([...before.slice(1), expect.any(String)]);
  await tell('unhidden');
  expect(await listOf(ann)).toEqual(before);
});

it('remembers what is hidden when the taste is read from the store', async () => {
  const ann = await guest();
  const [first, second] = await listOf(ann);
  await ann.ask('POST', '/api/feedback', {
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
  const { status, body } = await ann.ask<Failure>('POST', '/api/feedback', { events });
  expect([status, body.error.code]).toEqual([404, 'UNKNOWN_MOVIE']);
  const { body: history } = await ann.ask<History>('GET', '/api/me/history');
  expect(history.events.map(({ kind }) => kind)).toEqual(['rated']);
});

it('hears nothing from nobody, nor what it does not know', async () => {
  const body = { events: [{ kind: 'shown', film: films[0] }] };
  expect((await openBrowser(server).ask('POST', '/api/feedback', body)).status).toBe(401);
  const ann = await guest();
  expect((await ann.ask('POST', '/api/feedback', { events: [] })).status).toBe(400);
  expect((await ann.ask('POST', '/api/feedback', { events: [{ kind: 'bought', film: films[0] }] })).status).toBe(400);
});

it('tells what a person did, the latest first, of all kinds together', async () => {
  const ann = await guest();
  await ann.ask('PUT', `/api/me/watch-list/${films[1]}`);
  await ann.ask('POST', '/api/feedback', { events: [{ kind: 'clicked', film: films[2] }] });
  const { body } = await ann.ask<History>('GET', '/api/me/history?most=10');
  expect(new Set(body.events.map(({ kind, film }) => `${kind} ${film}`))).toEqual(
    new Set([`clicked ${films[2]}`, `noted ${films[1]}`, `rated ${films[0]}`]),
  );
  expect(body.events.map(({ at }) => at)).toEqual(body.events.map(({ at }) => at).sort((a, b) => b - a));
  expect((await ann.ask<History>('GET', '/api/me/history?most=2')).body.events).toEqual(body.events.slice(0, 2));
  expect((await openBrowser(server).ask<History>('GET', '/api/me/history')).body.events).toEqual([]);
});

it('keeps a watch-list: noting twice or taking off twice is once', async () => {
  const ann = openBrowser(server);
  const filmsOn = async () =>
    (await ann.ask<WatchList>('GET', '/api/me/watch-list')).body.films.map(({ film }) => film);
  expect(await filmsOn()).toEqual([]);
  for (const film of [films[3], films[3]])
    expect((await ann.ask('PUT', `/api/me/watch-list/${film}`)).status).toBe(200);
  expect(await filmsOn()).toEqual([films[3]]);
  for (let time = 0; time < 2; time++) {
    expect((await ann.ask('DELETE', `/api/me/watch-list/${films[3]}`)).status).toBe(200);
  }
  expect(await filmsOn()).toEqual([]);
  expect((await ann.ask('PUT', '/api/me/watch-list/none')).status).toBe(404);
  expect((await openBrowser(server).ask('DELETE', `/api/me/watch-list/${films[3]}`)).status).toBe(401);
});
