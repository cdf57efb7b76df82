import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { asMovierecError, MovierecError } from '../errors.ts';
import type { Server } from './route.ts';
import { statusOf } from './status-of.ts';

/** Turns whatever goes wrong into `{ error: { code, message, hint } }` with its status; the service's own faults are logged. */
export function addFailures(server: Server): void {
  server.setNotFoundHandler((request) => {
    throw new MovierecError(
      'NOT_FOUND',
      `there is nothing at ${request.method} ${request.url.split('?')[0]}.`,
      'See /openapi.json.',
    );
  });
  server.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error);
    const status = statusOf(failure.code);
    if (status >= 500) request.log.error({ err: error }, 'failed');
    return reply.status(status).send({ error: { code: failure.code, message: failure.message, hint: failure.hint } });
  });
}

function failureOf(error: unknown): MovierecError {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new MovierecError('BAD_REQUEST', `${error.message}.`, 'See /openapi.json for what it takes.');
  }
  return asMovierecError(error);
}
