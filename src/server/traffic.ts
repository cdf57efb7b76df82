import type { Server } from './route.ts';
import type { Service } from './service.ts';
import { openTraffic, type Traffic } from './traffic/open-traffic.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly traffic: Traffic;
  }
  interface FastifyContextConfig {
    /** Of a route whose answer goes on for as long as somebody listens: how long it took says nothing. */
    endless?: boolean;
  }
}

/** Counts and times requests, for /metrics and for the operator's page: `server.traffic`. */
export function addTraffic(server: Server, { context }: Pick<Service, 'context'>): Promise<void> {
  const traffic = openTraffic(context.now);
  server.decorate('traffic', traffic);
  server.addHook('onRequest', (request, reply, done) => {
    traffic.begin();
    const began = performance.now();
    // The only event that comes in any case: whoever asked may be gone before there is an answer.
    reply.raw.once('close', () => {
      const { url = 'elsewhere', config } = request.routeOptions;
      const isWhole = reply.raw.writableEnded;
      traffic.end({
        route: url,
        method: request.method,
        status: isWhole ? reply.raw.statusCode : 0,
        milliseconds: isWhole && !config.endless ? performance.now() - began : undefined,
      });
    });
    done();
  });
  server.addHook('onClose', (_, done) => {
    traffic.close();
    done();
  });
  return Promise.resolve();
}
