import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { Server } from '../../src/server/route.ts';
import { addTraffic } from '../../src/server/traffic.ts';

let server: Server;
let time = Date.UTC(2026, 0, 1);
afterEach(() => server.close());

async function serving(): Promise<Server> {
  server = fastify();
  await addTraffic(server, { context: createContext({ now: () => time }) });
  server.get('/quick/:id', () => 'ok');
  server.get('/broken', () => {
    throw new Error('broken');
  });
  server.get('/slow', () => setTimeout(100, 'slow'));
  server.get('/stream', { config: { endless: true } }, () => setTimeout(100, 'ended'));
  return server;
}

describe('traffic', () => {
  it('counts requests and the faults of the service by route, the most used first', async () => {
    const { traffic } = await serving();
    for (const url of ['/quick/1', '/quick/2', '/quick/3?x=1', '/broken', '/broken', '/nowhere'])
      await server.inject(url);
    expect(traffic.routes().map(({ route, requests, failed }) => ({ route, requests, failed }))).toEqual([
      { route: 'GET /quick/:id', requests: 3, failed: 0 },
      { route: 'GET /broken', requests: 2, failed: 2 },
      { route: 'GET elsewhere', requests: 1, failed: 0 },
    ]);
  });

  it('keeps an hour of minutes, and no more', async () => {
    const { traffic } = await serving();
    const start = time;
    for (let minute = 0; minute < 90; minute++) {
      time = start + minute * 60_000;
      if (minute % 2 === 0) await server.inject('/quick/1');
      if (minute % 10 === 0) await server.inject('/broken');
    }
    const minutes = traffic.minutes();
    expect(minutes.map(({ at }) => (at - start) / 60_000)).toEqual(Array.from({ length: 30 }, (_, at) => 30 + 2 * at));
    expect(minutes.map(({ requests, failed }) => [requests, failed]).slice(0, 6)).toEqual([
      ...[
        [2, 1],
        [1, 0],
        [1, 0],
        [1, 0],
        [1, 0],
        [2, 1],
      ],
    ]);
    time = start + 200 * 60_000;
    expect(traffic.minutes()).toEqual([]);
  });

  it('times answers; neither those that go on for as long as somebody listens, nor those that nobody waits for', async () => {
    const { traffic } = await serving();
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    await Promise.all(['slow', 'stream'].map((path) => fetch(`http://127.0.0.1:${port}/${path}`)));
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    while (traffic.inFlight === 0) await setTimeout(5);
    socket.destroy();
    while (traffic.inFlight > 0) await setTimeout(5);
    const [slow, stream] = traffic.routes();
    expect([slow.route, slow.requests, slow.failed]).toEqual(['GET /slow', 2, 0]);
    expect(slow.latency.p50).toBeGreaterThan(90);
    expect([stream.route, stream.requests, stream.latency.most]).toEqual(['GET /stream', 1, 0]);
  });

  it('notices that the event loop was held up', async () => {
    const { traffic } = await serving();
    await setTimeout(50);
    const until = performance.now() + 200;
    while (performance.now() < until);
    await setTimeout(50);
    expect(traffic.delay().most).toBeGreaterThan(100);
  });
});
