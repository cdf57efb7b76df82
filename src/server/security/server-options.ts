import { STATUS_CODES, type Server } from 'node:http';
import { LogController, type FastifyHttpOptions } from 'fastify';
import { MovierecError } from '../../errors.ts';
import { answerFailure, failureBody } from '../failures.ts';
import { statusOf } from '../status-of.ts';

/**
 * How long and how large what comes over the wire may be. A connection that says nothing is closed after ten seconds, one
 * between two requests after a minute; an answer, such as a stream, may take as long as it likes.
 */
export const serverOptions = {
  bodyLimit: 64 * 1024,
  requestTimeout: 20_000,
  keepAliveTimeout: 60_000,
  http: {
    headersTimeout: 10_000,
    maxHeaderSize: 16 * 1024,
    connectionsCheckingInterval: 2000,
    // Node would answer without a body; security/guards.ts asks for the header.
    requireHostHeader: false,
  },
  routerOptions: { maxParamLength: 300 },
  // Prototype poisoning is refused, which is fastify's way too; said here since it must stay.
  onProtoPoisoning: 'error',
  onConstructorPoisoning: 'error',
  // One line a request is written by security/request-log.ts.
  logController: new LogController({ disableRequestLogging: true }),
  frameworkErrors: (error, request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    answerFailure(error, request, reply);
  },
  clientErrorHandler(error, socket) {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
    const [status, failure] = refusals[error.code] ?? [400, notHttp];
    const body = JSON.stringify(failureBody(failure));
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'X-Content-Type-Options: nosniff',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
      // Whoever does not take the answer has no use for the connection.
      () => socket.destroy(),
    );
  },
} satisfies FastifyHttpOptions<Server>;

const notHttp = new MovierecError('BAD_REQUEST', 'this is no HTTP request.', 'See RFC 9112.');
const tooSlow = new MovierecError('TOO_SLOW', 'the request took too long to come.', 'Send it faster.');
const headersTooLarge = new MovierecError('TOO_LARGE', 'the headers are larger than 16 kB.', 'Send less of them.');

const refusals: Readonly<Record<string, readonly [number, MovierecError]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [statusOf('TOO_SLOW'), tooSlow],
  HPE_HEADER_OVERFLOW: [431, headersTooLarge],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [statusOf('TOO_LARGE'), headersTooLarge],
};
