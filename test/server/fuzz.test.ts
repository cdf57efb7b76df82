import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { fuzz } from '../../bench/serve/fuzz/fuzz.js';
import { answerRules } from '../../bench/serve/fuzz/rules.js';
import { sequence } from '../../src/random.ts';
import { testService } from '../fixtures/service.ts';

test('fifteen hundred proper and improper requests are answered as the document says, and change nobody else', async () => {
  const { server, service, workspace } = await testService();
  // On a socket: what goes over the wire is not tidied up on the way, and streams end where somebody hangs up.
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const { rows, violations } = await fuzz({
    address: `http://127.0.0.1:${port}`,
    operatorKey: service.operatorKey,
    requests: 1500,
    random: sequence(42, 'fuzz'),
    secrets: [workspace.root, process.cwd(), service.cookieKey.toString('base64')],
  });
  expect(violations).toEqual([]);
  // It is no test of refusals alone, nor of what is always taken.
  const never = (from: number): string[] =>
    rows.flatMap(({ operation, statuses }) => (statuses[from] === 0 ? [operation] : []));
  expect(never(4)).toEqual([]);
  const rarely = [
    'GET /api/charts/{chart}',
    'POST /api/operator/rollback',
    'PUT /api/me/password',
    'POST /api/session',
  ];
  expect(never(2).filter((operation) => !rarely.includes(operation))).toEqual([]);
});

test('what an answer must not be is seen: a fault, an odd form, a file of the machine, a secret, silence', () => {
  const schema = {
    type: 'object',
    properties: { id: { type: 'integer' } },
    required: ['id'],
    additionalProperties: false,
  };
  const error = { type: 'object', required: ['error'] };
  const judge = answerRules(
    {
      paths: { '/api/a': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } } },
      components: { schemas: { Failure: error } },
    },
    ['hidden'],
  );
  const asked = { method: 'GET', path: '/api/a?x=1', headers: {}, body: undefined, kind: 'proper', astray: false };
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' };
  const said = (status: number, text: string, more: object = {}) =>
    judge(asked, { status, headers: { ...headers, ...more }, text });
  const refusal = (message: string): string => JSON.stringify({ error: { code: 'NOT_FOUND', message, hint: 'Look.' } });
  expect(said(200, '{"id":1}')).toBeUndefined();
  expect(said(404, refusal('none.'))).toBeUndefined();
  expect(said(500, refusal('none.'))).toContain('status 500');
  expect(said(200, '{"id":"1"}')).toContain('not as the document says');
  expect(said(200, '{"id":1,"more":2}')).toContain('not as the document says');
  expect(said(201, '{"id":1}')).toContain('status 201');
  expect(said(200, '{"id":1}', { 'content-type': 'text/plain' })).toContain('text/plain');
  expect(said(200, '{"id":1}', { 'x-content-type-options': undefined })).toContain('headers');
  expect(said(404, '{}')).toContain('another form');
  expect(said(404, refusal(''))).toContain('without a code');
  expect(said(404, refusal('no file /home/ann/x.'))).toContain('inside');
  expect(said(404, refusal('hidden'))).toContain('hidden');
  expect(judge(asked, { status: 0, headers: {}, text: '', failed: 'hung up' })).toContain('hung up');
});
