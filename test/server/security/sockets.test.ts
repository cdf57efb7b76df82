import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/server/app.ts';
import { failure } from '../../../src/server/contract.ts';
import type { Server } from '../../../src/server/route.ts';
import { testService, type TestService } from '../../fixtures/service.ts';

let server: Server;
let service: TestService['service'];
let port: number;
const sockets: Socket[] = [];
beforeAll(async () => {
  ({ service } = await testService());
  server = await createApp(service, { rateLimit: 0 });
  await server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = server.server.address() as AddressInfo);
});
afterAll(async () => {
  service.streams.close();
  sockets.forEach((socket) => socket.destroy());
  await server.close();
});

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}
/** All that comes back until the other side hangs up. */
async function heard(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  if (!socket.closed) await once(socket, 'close');
  return text;
}
async function say(text: string): Promise<string> {
  const socket = await open();
  socket.write(text);
  return heard(socket);
}
const alive = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/health`)).status === 200;

describe('what is no proper HTTP', () => {
  const end = 'Connection: close\r\n\r\n';
  it.each([
    ['noise', '\u0000\u0001\u0002 hello\r\n\r\n', 400, 'BAD_REQUEST'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', 400, 'BAD_REQUEST'],
    ['no host', `GET /api/me HTTP/1.1\r\n${end}`, 400, 'BAD_REQUEST'],
    ['two hosts in one', `GET /api/me HTTP/1.1\r\nHost: a, b\r\n${end}`, 400, 'BAD_REQUEST'],
    [
      'two lengths',
      'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{}',
      400,
      'BAD_REQUEST',
    ],
    [
      'a length and chunks',
      `POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'BAD_REQUEST',
    ],
    ['a null byte in a header', `GET /api/me HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n${end}`, 400, 'BAD_REQUEST'],
    ['large headers', `GET /api/me HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(20_000)}\r\n${end}`, 431, 'TOO_LARGE'],
    ['a long address', `GET /api/films?query=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n${end}`, 431, 'TOO_LARGE'],
    ['a null byte in the address', `GET /api/films/a\u0000b HTTP/1.1\r\nHost: a\r\n${end}`, 400, 'BAD_REQUEST'],
    ['an address of elsewhere', `GET http://evil.example/api/nowhere HTTP/1.1\r\nHost: a\r\n${end}`, 404, 'NOT_FOUND'],
    [
      'broken chunks',
      'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
      400,
      'BAD_REQUEST',
    ],
  ])('is answered and hung up on: %s', async (_, text, status, code) => {
    const answer = await say(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain('connection: close');
    const [, body] = answer.split('\r\n\r\n');
    expect(failure.parse(JSON.parse(body)).error.code).toBe(code);
    expect(await alive()).toBe(true);
  });

  it('that expects what nobody knows is answered as any other', async () => {
    const answer = await say(`GET /api/nowhere HTTP/1.1\r\nHost: a\r\nExpect: nonsense\r\n${end}`);
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(answer).toContain('"NOT_FOUND"');
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
  });

  it('that wants a tunnel to elsewhere is hung up on', async () => {
    expect(await say(`CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n${end}`)).toBe('');
    expect(await alive()).toBe(true);
  });

  it('that ends in the middle of a body harms nobody', async () => {
    const socket = await open();
    socket.write(
      'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na',
    );
    socket.destroy();
    expect(await alive()).toBe(true);
  });
});

describe('whoever is slow', () => {
  it('saying nothing, or a header now and then, is hung up on; others are answered meanwhile', async () => {
    const silent = await open();
    const dripping = await open();
    dripping.write('GET /api/me HTTP/1.1\r\nHost: a\r\n');
    const drip = setInterval(() => dripping.writable && dripping.write('X-Drip: 1\r\n'), 1000);
    const both = Promise.all([heard(silent), heard(dripping)]);
    expect(await alive()).toBe(true);
    const answers = await both;
    clearInterval(drip);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(answer).toContain('TOO_SLOW');
    }
  });
});

describe('an open page', () => {
  const password = 'a heron in the rain';
  const post = async (path: string, body: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.headers.get('set-cookie')!.split(';')[0];
  };
  const listen = async (cookie: string) => {
    const { body } = await fetch(`http://127.0.0.1:${port}/api/me/stream`, { headers: { cookie } });
    return body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  };
  /** All that a page is told until its stream ends. */
  const told = async (
    reader: ReadableStreamDefaultReader<Uint8Array>,
    soFar?: (text: string) => void,
  ): Promise<string> => {
    let text = '';
    // Hung up on, in whichever way.
    const read = () => reader.read().catch(() => ({ done: true, value: undefined }) as const);
    for (let part = await read(); !part.done; part = await read()) {
      text += Buffer.from(part.value).toString();
      soFar?.(text);
    }
    return text;
  };

  it('hears that its session has ended and is hung up on, and those of other sessions are not', async () => {
    const one = await post('/api/accounts', { name: 'Two streams', password });
    const two = await post('/api/session', { name: 'Two streams', password });
    const [first, second] = [await listen(one), await listen(two)];
    const ended = told(first);
    let others = '';
    const other = told(second, (text) => (others = text));
    await fetch(`http://127.0.0.1:${port}/api/session`, { method: 'DELETE', headers: { cookie: one } });
    expect(await ended).toContain('event: ended');
    expect(others).not.toContain('event: ended');
    await fetch(`http://127.0.0.1:${port}/api/me`, {
      method: 'DELETE',
      headers: { cookie: two, 'content-type': 'application/json' },
      body: JSON.stringify({ password }),
    });
    expect(await other).toContain('event: ended');
  });
});

it('a thousand connections that say nothing leave the service to others', async () => {
  await Promise.all([...Array(1000)].map(open));
  expect(await alive()).toBe(true);
});
