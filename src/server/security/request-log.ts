import type { Server } from '../route.ts';
import { digest } from './digest.ts';

/** One line a request, once it is answered: what was asked of whom, how it went, how long it took. */
export function addRequestLog(server: Server): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, visitor } = request;
    request.log.info(
      {
        method,
        route: routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        // Enough to find what one person met with, too little to find the person.
        ...(visitor?.person !== undefined && { person: digest(visitor.person).slice(0, 8) }),
      },
      'answered',
    );
    done();
  });
}
