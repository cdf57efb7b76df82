import { sep } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { asMovierecError, MovierecError, type ErrorCode } from '../errors.ts';
import type { Failure } from './contract.ts';
import type { Server } from './route.ts';
import { TooManyRequests } from './security/too-many-requests.ts';
import type { Service } from './service.ts';
import { statusOf } from './status-of.ts';

/** Turns whatever goes wrong into `{ error: { code, message, hint } }` with its status; the service's own faults are logged. */
export function addFailures(server: Server, { workspace }: Pick<Service, 'workspace'>): void {
  server.setNotFoundHandler((request) => {
    throw new MovierecError(
      'NOT_FOUND',
      `there is nothing at ${request.method} ${request.url.split('?')[0].slice(0, 200)}.`,
      'See /openapi.json.',
    );
  });
  server.setErrorHandler((error, request, reply) => answerFailure(error, request, reply, workspace.root));
}

/**
 * The answer where something went wrong, also where no route was found for it. Files are named as from the workspace: where
 * that lies on the machine, or a database on the network, is for the log.
 */
export function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  workspace?: string,
): FastifyReply {
  const failure = failureOf(error, request);
  const status = statusOf(failure.code);
  if (status >= 500) request.log.error({ err: error }, 'failed');
  if (failure instanceof TooManyRequests) reply.header('retry-after', failure.seconds);
  return reply
    .status(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(failureBody(failure, workspace)));
}

export function failureBody({ code, message, hint }: MovierecError, workspace?: string): Failure {
  const shown = (text: string): string =>
    (workspace ? text.replaceAll(workspace + sep, '') : text).replace(/\b(mysql|mongodb)(\+srv)?:\/\/\S+/g, '$1');
  return { error: { code, message: shown(message), hint: shown(hint) } };
}

const whatItTakes = 'See /openapi.json for what it takes.';

function failureOf(error: unknown, { id }: FastifyRequest): MovierecError {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new MovierecError('BAD_REQUEST', `${error.message}.`, whatItTakes);
  }
  if (error instanceof MovierecError && error.code !== 'UNEXPECTED') return error;
  const { statusCode = 500, code = '' } = error as { readonly statusCode?: number; readonly code?: string };
  const known = refusals[code];
  if (known) return new MovierecError(...known);
  // What the framework, its plugins or Node have refused as the asker's fault.
  if (statusCode >= 400 && statusCode < 500) {
    return new MovierecError('BAD_REQUEST', 'the request cannot be read.', whatItTakes);
  }
  const failure = asMovierecError(error);
  if (failure.code !== 'UNEXPECTED') return failure;
  // What happened inside is for the log, not for whoever asks.
  return new MovierecError(
    'UNEXPECTED',
    'something went wrong here.',
    `Try again later; the log has more on the request ${id}.`,
  );
}

/** What fastify refuses by itself. */
const refusals: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['BAD_REQUEST', 'the body is no JSON.', whatItTakes],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['BAD_REQUEST', 'the body is empty, which is no JSON.', whatItTakes],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['BAD_REQUEST', 'the body is not as long as Content-Length says.', whatItTakes],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'NOT_JSON',
    'only JSON is read here.',
    'Send JSON, with the header "Content-Type: application/json".',
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ['TOO_LARGE', 'the body is larger than 64 kB.', 'Send less at once.'],
  FST_ERR_BAD_URL: ['BAD_REQUEST', 'the address is not well-formed.', 'Write signs as %XX, in UTF-8.'],
  FST_ERR_MAX_PARAM_LENGTH: ['NOT_FOUND', 'a part of the address is too long for anything to be there.', whatItTakes],
};
