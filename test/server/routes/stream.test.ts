import { setTimeout } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { streamEvents, type Failure, type Recommendations } from '../../../src/server/contract.ts';
import { ask } from '../../fixtures/ask.ts';
import { browserOf, type Browser } from '../../fixtures/browser-of.ts';
import { listen } from '../../fixtures/listen.ts';
import { testService } from '../../fixtures/service.ts';

const { server, service, close } = await testService({}, undefined, { rateLimit: 0 });
const { streams, models, catalog } = service;
const films = catalog.ids.names;
let address: string;
beforeAll(async () => {
  address = await server.listen({ host: '127.0.0.1', port: 0 });
});

async function guest(): Promise<Browser> {
  const browser = browserOf(server);
  await ask(browser, 'PUT', `/api/me/ratings/${films[0]}`, { rating: 4 });
  return browser;
}
const open = ({ cookie }: Browser, query = '', headers = {}, options = {}) =>
  listen(`${address}/api/me/stream${query}`, { cookie, ...headers }, options);
/** Waits until something holds, as the end of a connection has no other sign at the server. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5);
}

it('tells all windows of a person of a rating, each with the list it wishes for, and nobody else', async () => {
  const [ann, bob] = [await guest(), await guest()];
  const [here, there, other, foreign] = await Promise.all([
    open(ann, '?list=3'),
    open(ann, '?list=3'),
    open(ann, '?list=7&model=ials'),
    open(bob),
  ]);
  const put = await ask(ann, 'PUT', `/api/me/ratings/${films[1]}`, { rating: 5 });
  expect(put.status).toBe(200);
  for (const [page, query] of [
    [here, 'k=3'],
    [there, 'k=3'],
    [other, 'k=7&model=ials'],
  ] as const) {
    const { name, data } = await page.next();
    const { body: list } = await ask<Recommendations>(ann, 'GET', `/api/recommendations?${query}`);
    expect(name).toBe('rated');
    expect(streamEvents.rated.parse(data)).toEqual({ film: films[1], rating: 5, ratings: 2, list });
  }
  await ask(ann, 'PUT', `/api/me/watch-list/${films[2]}`);
  expect(await here.next()).toMatchObject({ name: 'watched', data: { film: films[2], noted: true } });
  await ask(ann, 'POST', '/api/feedback', { events: [{ kind: 'hidden', film: films[3] }] });
  expect(await here.next()).toMatchObject({ name: 'hidden', data: { film: films[3], hidden: true } });
  expect(foreign.text()).not.toContain('event:');
  for (const page of [here, there, other, foreign]) page.close();
  await until(() => streams.size === 0);
});

it('is a stream that proxies neither keep, compress nor hold back, and says when to come back', async () => {
  const ann = await guest();
  const page = await open(ann, '', { 'accept-encoding': 'gzip, br' });
  const { headers } = page.answer;
  expect(headers['content-type']).toMatch(/^text\/event-stream/);
  expect(headers['cache-control']).toContain('no-store');
  expect(headers['x-accel-buffering']).toBe('no');
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['content-security-policy']).toBeDefined();
  await until(() => page.text() !== '');
  expect(page.text()).toBe('retry: 3000\nid: 0\n\n');
  page.close();
});

it('tells a page that comes back of the list as it is now', async () => {
  const ann = await guest();
  const page = await open(ann, '?list=4', { 'last-event-id': '3' });
  const { body: list } = await ask<Recommendations>(ann, 'GET', '/api/recommendations?k=4');
  expect(await page.next()).toMatchObject({ name: 'model', data: { model: list.model, version: list.version, list } });
  page.close();
});

it('is for people alone, for models that there are, and for eight pages a person', async () => {
  expect((await ask<Failure>(browserOf(server), 'GET', '/api/me/stream')).body.error.code).toBe('NOT_SIGNED_IN');
  const ann = await guest();
  expect((await ask<Failure>(ann, 'GET', '/api/me/stream?model=none')).body.error.code).toBe('UNKNOWN_MODEL');
  const pages = await Promise.all(Array.from({ length: 8 }, () => open(ann)));
  const ninth = await ask<Failure>(ann, 'GET', '/api/me/stream');
  expect([ninth.status, ninth.body.error.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  pages[0].close();
  await until(() => pages.length - 1 === streams.size);
  pages.push(await open(ann));
  for (const page of pages) page.close();
  await until(() => streams.size === 0);
});

it('ends with the session, and with the person', async () => {
  const ann = await guest();
  const page = await open(ann);
  expect((await ask(ann, 'DELETE', '/api/session')).status).toBe(200);
  expect((await page.next()).name).toBe('ended');
  await page.ended;
  const bob = await guest();
  const [one, two] = [await open(bob), await open(bob)];
  expect((await ask(bob, 'DELETE', '/api/me')).status).toBe(200);
  for (const own of [one, two]) {
    expect((await own.next()).name).toBe('ended');
    await own.ended;
  }
  await until(() => streams.size === 0);
});

it('drops a page that does not read, and goes on with those that do', async () => {
  const ann = await guest();
  const page = await open(ann, '?list=1');
  const deaf = await open(ann, '?list=100', {}, { reads: false });
  let told = 0;
  while (streams.size > 1 && told++ < 2000) {
    await ask(ann, 'PUT', `/api/me/ratings/${films[1]}`, { rating: 1 + (told % 5) });
  }
  expect(streams.size).toBe(1);
  let last = await page.next();
  while (JSON.parse(last.id) < told) last = await page.next();
  expect(last.name).toBe('rated');
  page.close();
  deaf.close();
  await until(() => streams.size === 0);
});

it('tells those who listen to a model that was replaced, and them alone', async () => {
  const ann = await guest();
  const [usual, other] = [await open(ann, '?list=2'), await open(ann, '?list=2&model=svd')];
  streams.tellAll({ name: 'model', model: models.usual });
  expect(await usual.next()).toMatchObject({ name: 'model', data: { model: models.usual } });
  streams.tellAll({ name: 'model', model: 'svd' });
  expect(await other.next()).toMatchObject({ name: 'model', data: { model: 'svd' } });
  expect(usual.text().match(/event:/g)).toHaveLength(1);
  for (const page of [usual, other]) page.close();
  await until(() => streams.size === 0);
});

it('keeps a thousand pages, tells the right ones, and lets go of all when the service ends', async () => {
  const people = await Promise.all(Array.from({ length: 125 }, () => guest()));
  const pages = await Promise.all(people.flatMap((own) => Array.from({ length: 8 }, () => open(own, '?list=1'))));
  expect(streams.size).toBe(1000);
  await ask(people[7], 'PUT', `/api/me/ratings/${films[2]}`, { rating: 3 });
  for (const page of pages.slice(56, 64)) expect(await page.next()).toMatchObject({ name: 'rated' });
  expect(pages.filter((page) => page.text().includes('event:'))).toHaveLength(8);
  const late = await Promise.race([
    Promise.all([close(), ...pages.map((page) => page.ended)]).then(() => false),
    setTimeout(20_000, true, { ref: false }),
  ]);
  expect(late).toBe(false);
  expect(streams.size).toBe(0);
});
