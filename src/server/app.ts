import fastify, { type FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { addDocument } from './document.ts';
import { addFailures } from './failures.ts';
import { addPage } from './page.ts';
import type { Server } from './route.ts';
import { routes } from './routes/registry.ts';
import { addAccess } from './security/access.ts';
import { addGuards } from './security/guards.ts';
import type { Service } from './service.ts';
import { addTraffic } from './traffic.ts';

/** How the server meets the world. */
export interface AppOptions {
  readonly logger?: FastifyServerOptions['logger'];
}

/** The HTTP server of a service, not yet listening: `inject` asks it without a network. */
export async function createApp(service: Service, options: AppOptions = {}): Promise<Server> {
  const server = fastify({ logger: options.logger ?? false }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  addFailures(server);
  await addTraffic(server, service);
  await addGuards(server);
  await addDocument(server);
  await addAccess(server, service);
  // In a scope of their own, which comes after all that is above: the hooks and the document know of every route.
  await server.register((scope, _, done) => {
    for (const add of routes) add(scope, service);
    done();
  });
  await addPage(server);
  return server;
}
