import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Rated } from '../../src/server/contract.ts';
import { browserOf } from '../fixtures/browser-of.ts';
import { listen } from '../fixtures/listen.ts';
import { testService, type TestService } from '../fixtures/service.ts';

let tested: TestService;
let port: number;
let address: string;
let film: string;
beforeAll(async () => {
  tested = await testService();
  const { server, service } = tested;
  await server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = server.server.address() as AddressInfo);
  address = `http://127.0.0.1:${port}`;
  film = service.catalog.ids.names[0];
});

const mine: Socket[] = [];
async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  mine.push(socket);
  await once(socket, 'connect');
  return socket;
}
async function guest(): Promise<string> {
  const browser = browserOf(tested.server);
  await browser.ask('POST', '/api/guests');
  return browser.cookie;
}
const connections = (): Promise<number> =>
  new Promise((resolve, reject) =>
    tested.server.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
/** Waits until a thing is so; the test's own time is the limit. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
const answers = async (path = '/api/recommendations'): Promise<number> => {
  const answer = await fetch(`${address}${path}`, { headers: { connection: 'close' } });
  await answer.text();
  return answer.status;
};

afterEach(async () => {
  for (const socket of mine.splice(0)) socket.destroy();
  // Whatever was done to it: it answers, and nothing of it is left.
  expect(await answers()).toBe(200);
  await until(async () => (await connections()) === 0);
  expect(tested.service.streams.size).toBe(0);
});

test('a body that drips is cut off with what is wrong, and others are answered meanwhile', async () => {
  const socket = await open();
  let text = '';
  socket.on('data', (part) => (text += String(part)));
  socket.write(
    'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name":"',
  );
  const drip = setInterval(() => socket.writable && socket.write('x'), 500);
  const closed = once(socket, 'close');
  expect(await answers()).toBe(200);
  await closed;
  clearInterval(drip);
  expect(text).toMatch(/^HTTP\/1.1 408 /);
  expect(text).toContain('TOO_SLOW');
});

test('requests in one piece are all answered, in the order in which they came', async () => {
  const socket = await open();
  let text = '';
  socket.on('data', (part) => (text += String(part)));
  const paths = Array.from({ length: 200 }, (_, at) => `/api/nothing-${at}`);
  const last = 'GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join('') + last);
  await once(socket, 'close');
  const found = Array.from(text.matchAll(/nothing at GET (\S+)\./g), ([, path]) => path);
  expect(found).toEqual(paths);
  expect(text).toContain('"status":"ok"');
});

test('whoever closes one half of the connection has it closed whole, with or without an answer', async () => {
  const half = Array.from({ length: 50 }, async (_, at) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
    mine.push(socket);
    await once(socket, 'connect');
    socket.end(at % 2 ? `GET /api/films/${film} HTTP/1.1\r\nHost: a\r\n\r\n` : 'GET /api/fi');
    await once(socket.resume(), 'close');
  });
  await Promise.all(half);
});

test('hundreds of headers, and of cookies, are read or refused and nothing else', async () => {
  const many = (line: (at: number) => string, count: number): string =>
    Array.from({ length: count }, (_, at) => line(at)).join('');
  for (const [lines, status] of [
    [many((at) => `X-${at}: ${at}\r\n`, 900), 200],
    [many((at) => `X-${at}: ${at}\r\n`, 3000), 431],
    [many((at) => `Cookie: movierec=${at}\r\n`, 500), 200],
    [many(() => 'Host: b\r\n', 20), 400],
  ] as const) {
    const socket = await open();
    let text = '';
    socket.on('data', (part) => (text += String(part)));
    socket.write(`GET /api/me HTTP/1.1\r\n${lines}Host: a\r\nConnection: close\r\n\r\n`);
    await once(socket, 'close');
    expect([lines.slice(0, 20), Number(text.slice(9, 12))]).toEqual([lines.slice(0, 20), status]);
  }
});

test('two thousand connections that say nothing, and as many that stop amid a header, keep nobody waiting', async () => {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  // This process has both ends of each.
  const count = Math.min(2000, Math.floor(((Number(userLimits?.open_files?.soft) || 20_000) - 500) / 4));
  for (let opened = 0; opened < count; opened += 200) {
    const some = await Promise.all(Array.from({ length: 400 }, open));
    some.slice(200).forEach((socket) => socket.write('GET /api/me HTTP/1.1\r\nHost: a\r\nX-'));
  }
  expect(await connections()).toBeGreaterThanOrEqual(count);
  const cookie = await guest();
  for (let asked = 0; asked < 50; asked++) {
    const answer = await fetch(`${address}/api/me/ratings/${film}?list=10`, {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ rating: 1 + (asked % 5) }),
    });
    expect(((await answer.json()) as Rated).list?.films).toHaveLength(10);
  }
});

test('bodies that are reset midway, and lists that nobody waits for, leave nothing and store nothing', async () => {
  const cookie = await guest();
  const before = timers();
  await Promise.all(
    Array.from({ length: 100 }, async (_, at) => {
      const socket = await open();
      if (at % 2) {
        const head = `PUT /api/me/ratings/${film} HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n`;
        socket.write(`${head}Content-Length: 100\r\n\r\n{"rating":4`);
      } else {
        socket.write(`GET /api/recommendations?k=100&reasons=true HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\n\r\n`);
      }
      await new Promise((resolve) => setTimeout(resolve, at % 10));
      socket.resetAndDestroy();
    }),
  );
  await until(async () => (await connections()) === 0);
  expect((await browserOf(tested.server, cookie).ask('GET', '/api/me/ratings')).json()).toEqual({ films: [] });
  await until(() => timers() <= before);
});

test('requests that are aborted as their answer comes end on both sides', async () => {
  const cookie = await guest();
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      const asked = request(`${address}/api/recommendations?k=100&reasons=true`, { headers: { cookie }, agent: false });
      asked.on('error', () => undefined).on('response', (answer) => answer.destroy());
      asked.end();
      await once(asked, 'close');
    }),
  );
});

test('pages that never read, and more of them than a person may have, are dropped and not remembered', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, guest));
  const pages = await Promise.all(
    people.flatMap((cookie) =>
      Array.from({ length: 10 }, () => listen(`${address}/api/me/stream?list=100`, { cookie }, { reads: false })),
    ),
  );
  const refused = pages.filter(({ answer }) => answer.statusCode === 429);
  expect([refused.length, tested.service.streams.size]).toEqual([20 * 2, 20 * 8]);
  const [, one] = people;
  for (let rated = 0; rated < 40; rated++) {
    await browserOf(tested.server, one).ask('PUT', `/api/me/ratings/${film}`, { rating: 1 + (rated % 5) });
  }
  pages.forEach((page) => page.close());
  await until(() => tested.service.streams.size === 0);
});
