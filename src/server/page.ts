import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MovierecError } from '../errors.ts';
import type { Server } from './route.ts';

/** Where the build puts the page: beside the compiled server, or, where that runs from its sources, in dist. */
const built = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/web/' : '../web/', import.meta.url));

/** What is never a page, so that a program which asks for it hears that it is not there. */
const notPages = /^(api|assets|docs|health|ready|metrics|openapi\.json)(\/|$)/;

/**
 * Serves the page that `npm run build` has put into dist/web. Files below assets/ have a digest of what they hold in their
 * names and may be kept for good, the page itself is asked for anew. Every path that is none of the server's is the page's own,
 * for whoever wants HTML.
 */
export async function addPage(server: Server, folder = built): Promise<void> {
  const isBuilt = existsSync(`${folder}/index.html`);
  // Files beside the page, such as its icon; those named otherwise are not there.
  const files = new Set(isBuilt ? readdirSync(folder).filter((name) => !/\.(html|br|gz)$/.test(name)) : []);
  await server.register(staticFiles, {
    root: isBuilt ? folder : fileURLToPath(new URL('.', import.meta.url)),
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });

  server.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    reply.header('vary', 'accept-encoding, accept');
    if (isBuilt && path.startsWith('assets/')) return send(reply, path, 'public, max-age=31536000, immutable');
    if (isBuilt && files.has(path)) return send(reply, path, 'public, max-age=3600');
    if (path !== '' && (notPages.test(path) || !wantsPage(request))) return reply.callNotFound();
    if (isBuilt) return send(reply, 'index.html', 'no-cache');
    throw new MovierecError(
      'NOT_FOUND',
      'the page is not built here; the API is.',
      'Run: npm run build. Or see /docs.',
    );
  });
}

const send = (reply: FastifyReply, path: string, keep: string): FastifyReply =>
  reply.header('cache-control', keep).sendFile(path);

const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false;
