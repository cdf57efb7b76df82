import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { versions } from '../artifacts/versions.ts';
import type { Server } from './route.ts';

/** The API's own description, made from the schemas of its routes: /openapi.json, and /docs, a page to try it. */
export async function addDocument(server: Server): Promise<void> {
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'movierec', version: versions['movierec'] } },
    transform: jsonSchemaTransform,
  });
  server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger());
}
