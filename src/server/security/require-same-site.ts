import type { FastifyRequest } from 'fastify';
import { MovierecError } from '../../errors.ts';

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Refuses what another site lets a browser send. No token is needed for that: browsers say where a request comes from,
 * in Sec-Fetch-Site (all since 2023, over https and on this machine) or else in Origin, and no page can change what they
 * say; a cookie that is SameSite=Lax comes with no post from another site anyway, and a body of JSON makes browsers ask
 * beforehand, which is answered with no. What has neither header comes from no browser, and has no cookie that it did not
 * get itself. After the fetch metadata specification (W3C) and the OWASP sheet on cross-site request forgery.
 * @throws CROSS_SITE
 */
export function requireSameSite(request: FastifyRequest): void {
  if (safe.has(request.method)) return;
  const { 'sec-fetch-site': site, origin } = request.headers;
  // Another port or another name below the same domain is `same-site`, and someone else's.
  const own = site !== undefined ? site === 'same-origin' || site === 'none' : isOwn(origin, request);
  if (own) return;
  throw new MovierecError('CROSS_SITE', 'this was sent by a page of another site.', 'Use the page of this service.');
}

function isOwn(origin: string | undefined, { host, protocol }: FastifyRequest): boolean {
  if (origin === undefined) return true;
  // Behind a proxy that does not say so, what came by https seems to have come by http.
  return [`${protocol}://${host}`, `https://${host}`].includes(origin.toLowerCase());
}
