import helmet from '@fastify/helmet';
import fastify, { type FastifyRequest } from 'fastify';
import { MovierecError } from '../../errors.ts';
import type { Server } from '../route.ts';
import { schemaController } from '../schema-controller.ts';
import { requireSameSite } from './require-same-site.ts';

/**
 * What the page may do: run and fetch what comes from here, show pictures that it has drawn, nothing else. No script and no
 * style in the document itself, nothing evaluated: Vega goes by its interpreter (embed's `ast`), and its tooltips and
 * menus by styles of the page. Content Security Policy Level 3, W3C.
 */
const contentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
};

/** What a page of a recommender has no use for. */
const permissions = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** What every answer bears: that of helmet, which makes it anew for each request, made once. */
async function securityHeaders(): Promise<Readonly<Record<string, string>>> {
  const one = fastify({ schemaController });
  await one.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    // Only where the page itself came by https: below.
    hsts: false,
  });
  let made: Record<string, string> = {};
  one.get('/', (_, reply) => {
    made = { ...(reply.getHeaders() as Record<string, string>), 'permissions-policy': permissions };
    return '';
  });
  await one.inject('/');
  await one.close();
  return made;
}

/** What holds for every request whoever asks: security headers, a content policy, where it may come from, only JSON. */
export async function addGuards(server: Server): Promise<void> {
  const headers = await securityHeaders();
  server.removeContentTypeParser('text/plain');
  // What is expected that nobody knows is passed over (RFC 9110, 10.1.1); Node's own answer has no body and no headers.
  server.server.on('checkExpectation', (...asked) => server.server.emit('request', ...asked));
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
    // What belongs to a person stays out of caches; a route whose answer is the same for all may say otherwise.
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
    requireHost(request);
    requireSameSite(request);
    done();
  });
}

/** A host name or address, and perhaps a port: RFC 9110, 7.2. */
const host = /^([\w.~-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

function requireHost({ raw: { headers, rawHeaders, httpVersion } }: FastifyRequest): void {
  const given = headers.host ?? (httpVersion === '1.0' ? 'localhost' : '');
  // Of several Node takes the first, and a proxy before it perhaps the last.
  const times = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  if (times <= 1 && given.length <= 255 && host.test(given)) return;
  throw new MovierecError(
    'BAD_REQUEST',
    'the Host header is no host, or there are several.',
    'Send the name that the service is reached by.',
  );
}
