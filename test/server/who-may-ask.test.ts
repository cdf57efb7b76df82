import { beforeAll, expect, test } from 'vitest';
import type { AddressInfo } from 'node:net';
import { operationsOf, requestMaker, type Operation } from '../../bench/serve/fuzz/requests.js';
import { send, type Answer } from '../../bench/serve/fuzz/wire.js';
import { sequence } from '../../src/random.ts';
import { testService, type TestService } from '../fixtures/service.ts';

const password = 'a heron in the rain';
const visitors = ['nobody', 'guest', 'account', 'other account', 'operator', 'wrong key'] as const;
type Visitor = (typeof visitors)[number];

let tested: TestService;
let address: string;
let operations: readonly Operation[];
let ask: (operation: Operation, as: Visitor) => Promise<Answer>;

beforeAll(async () => {
  tested = await testService();
  const { server, service } = tested;
  await server.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const document: unknown = (await server.inject('/openapi.json')).json();
  operations = operationsOf(document);
  const film = service.catalog.ids.names[0];
  const known = {
    film: [film],
    model: ['ease'],
    chart: ['none'],
    rating: [4],
    name: ['Nobody at all'],
    genre: ['Drama'],
    version: [0],
  };
  let people = 0;
  /** A cookie of its own for each request: some of them end a session. */
  const cookieOf = async (path: string, body?: object): Promise<Record<string, string>> => {
    const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
    const answer = await send(address, { method: 'POST', path, headers, body: body && JSON.stringify(body) });
    return { cookie: String(answer.headers['set-cookie']).split(';')[0] };
  };
  const account = (): Promise<Record<string, string>> =>
    cookieOf('/api/accounts', { name: `Person ${++people}`, password });
  const ofAccounts = new Map<Visitor, Record<string, string>>();
  const lasting = async (as: Visitor): Promise<Record<string, string>> => {
    const alive = ofAccounts.get(as);
    const kind = alive && (await send(address, { method: 'GET', path: '/api/me', headers: alive })).text;
    if (alive && kind?.includes('"account"')) return alive;
    const fresh = await account();
    ofAccounts.set(as, fresh);
    return fresh;
  };
  const headersOf: Record<Visitor, () => Promise<Record<string, string>>> = {
    nobody: async () => ({}),
    guest: () => cookieOf('/api/guests'),
    account: () => lasting('account'),
    'other account': () => lasting('other account'),
    operator: async () => ({ authorization: `Bearer ${service.operatorKey}` }),
    'wrong key': async () => ({ authorization: `Bearer ${service.operatorKey.slice(1)}x` }),
  };
  ask = async (operation, as) => {
    // The same question whoever asks.
    const asked = requestMaker(document, sequence(3, operation.path), {
      ...known,
      password: [password],
      newPassword: [password],
    }).proper(operation);
    return send(address, { ...asked, headers: { ...(await headersOf[as]()), ...asked.headers } });
  };
});

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;
const schemesOf = ({ said }: Operation): string[] =>
  (said.security ?? []).map((one: object) => Object.keys(one).join(' ') || 'nobody');
const codeOf = ({ text }: Answer): string => (text.startsWith('{"error"') ? JSON.parse(text).error.code : '');

test('what stands below a path is for whom the document says: operators, a person, everyone', () => {
  for (const operation of operations) {
    const { path } = operation;
    const expected = path.startsWith('/api/operator')
      ? ['operatorKey']
      : /^\/api\/(me|accounts|session|guests|home|recommendations|onboarding|feedback)\b/.test(path)
        ? expect.arrayContaining(['session'])
        : [];
    expect(schemesOf(operation), nameOf(operation)).toEqual(expected);
  }
});

test('every operation answers each visitor as its `security` says', async () => {
  for (const operation of operations) {
    const schemes = schemesOf(operation);
    for (const as of visitors) {
      const { status, ...answer } = await ask(operation, as);
      const where = `${nameOf(operation)} as ${as}: ${status} ${answer.text.slice(0, 200)}`;
      const code = codeOf({ status, ...answer });
      expect(status, where).toBeGreaterThanOrEqual(200);
      expect(status, where).toBeLessThan(500);
      if (schemes.includes('operatorKey')) {
        if (as === 'operator') expect(code, where).not.toBe('FORBIDDEN');
        else expect([status, code], where).toEqual([403, 'FORBIDDEN']);
        continue;
      }
      const needsPerson = schemes.includes('session') && !schemes.includes('nobody');
      const isPerson = as === 'guest' || as.endsWith('account');
      if (needsPerson && !isPerson) expect([status, code], where).toEqual([401, 'NOT_SIGNED_IN']);
      else expect(code, where).not.toBe('NOT_SIGNED_IN');
    }
  }
});

test('what is for everyone is the same whoever asks', async () => {
  const changing = /^\/(api\/site|health|ready|metrics)$/;
  const same = operations.filter(
    (one) => schemesOf(one).length === 0 && one.method === 'GET' && !changing.test(one.path),
  );
  expect(same.length).toBeGreaterThan(5);
  for (const operation of same) {
    const answers = new Set<string>();
    for (const as of visitors) answers.add((await ask(operation, as)).text);
    expect(answers.size, nameOf(operation)).toBe(1);
  }
});

test('nothing that one account has is in any answer to another', async () => {
  const { service } = tested;
  const film = service.catalog.ids.names[1];
  const mark = 'a very particular model';
  const of = async (method: string, path: string, body: object | undefined, cookie = ''): Promise<Answer> =>
    send(address, {
      ...{ method, path, body: body && JSON.stringify(body) },
      headers: { ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) },
    });
  const name = 'Somebody quite else';
  const cookie = String(
    (await of('POST', '/api/accounts', { name, password: `${password}!` })).headers['set-cookie'],
  ).split(';')[0];
  const rated = await of('PUT', `/api/me/ratings/${film}`, { rating: 4.5 }, cookie);
  await of('POST', '/api/feedback', { events: [{ kind: 'clicked', film, model: mark }] }, cookie);
  const own = await of('GET', '/api/me/data', undefined, cookie);
  expect([rated.status, own.text.includes(name), own.text.includes(mark)]).toEqual([200, true, true]);
  for (const operation of operations.filter(({ path }) => !path.startsWith('/api/operator'))) {
    for (const as of visitors) {
      const { text } = await ask(operation, as);
      expect([text.includes(name), text.includes(mark)], `${nameOf(operation)} as ${as}`).toEqual([false, false]);
    }
  }
  // And none of what the others asked has changed it.
  expect((await of('GET', '/api/me/data', undefined, cookie)).text).toBe(own.text);
});
