import fastify, { type FastifyServerOptions } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { addCompression } from './compression.ts';
import { addDocument } from './document.ts';
import { addFailures } from './failures.ts';
import { addPage } from './page.ts';
import type { Server } from './route.ts';
import { routes } from './routes/registry.ts';
import { schemaController } from './schema-controller.ts';
import { addAccess } from './security/access.ts';
import { addGuards } from './security/guards.ts';
import { addConnectionLimit } from './security/connection-limit.ts';
import { addForgetting } from './security/forget-guests.ts';
import { addLimits } from './security/limits.ts';
import { addRequestLog } from './security/request-log.ts';
import { serverOptions } from './security/server-options.ts';
import type { Service } from './service.ts';
import { addTraffic } from './traffic.ts';

/** How the server meets the world. */
export interface AppOptions {
  readonly logger?: FastifyServerOptions['logger'];
  /** Requests a minute from an address, 0 for no limits; without it 600, from other machines. */
  readonly rateLimit?: number | undefined;
  /** Which proxies are believed that say for whom they ask, as in fastify: their addresses, their number, or true for any. */
  readonly trustProxy?: FastifyServerOptions['trustProxy'];
}

/** The HTTP server of a service, not yet listening: `inject` asks it without a network. */
export async function createApp(service: Service, options: AppOptions = {}): Promise<Server> {
  const { logger = false, trustProxy = false, rateLimit } = options;
  const server = fastify({
    ...serverOptions,
    logger,
    trustProxy,
    schemaController,
  }).withTypeProvider<ZodTypeProvider>();
  addFailures(server, service);
  await addTraffic(server, service);
  await addGuards(server);
  await addLimits(server, rateLimit);
  await addCompression(server);
  await addDocument(server);
  await addAccess(server, service);
  addRequestLog(server);
  addForgetting(server, service);
  addConnectionLimit(server);
  // In a scope of their own, which comes after all that is above: the hooks and the document know of every route.
  await server.register((scope, _, done) => {
    for (const add of routes) add(scope, service);
    done();
  });
  await addPage(server);
  return server;
}
