import { beforeAll, describe, expect, it } from 'vitest';
import { MovierecError } from '../../../src/errors.ts';
import { createApp } from '../../../src/server/app.ts';
import { failure } from '../../../src/server/contract.ts';
import { browserOf } from '../../fixtures/browser-of.ts';
import { testService, type TestService } from '../../fixtures/service.ts';

let test: TestService;
let film: string;
beforeAll(async () => {
  test = await testService();
  film = test.service.catalog.ids.names[0];
});

const rate = (headers: Record<string, string>, method: 'PUT' | 'DELETE' = 'PUT') =>
  test.server.inject({
    method,
    url: `/api/me/ratings/${film}`,
    headers: { host: 'films.example', ...headers },
    payload: { rating: 4 },
  });

describe('a post of another site', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'nonsense' }],
    [{ 'sec-fetch-site': '' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://films.example' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ origin: 'http://films.example.evil.example' }],
    [{ origin: 'http://films.example:8081' }],
    [{ origin: 'http://evil.example/http://films.example' }],
  ])('is refused: %j', async (headers) => {
    for (const method of ['PUT', 'DELETE'] as const) {
      const answer = await rate(headers, method);
      expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'CROSS_SITE']);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'http://films.example' }],
    [{ origin: 'https://films.example' }],
    [{ host: 'films.example:8080', origin: 'http://films.example:8080' }],
    [{}],
  ])('is told from one of its own page, or of no page: %j', async (headers) => {
    expect((await rate(headers as unknown as Record<string, string>)).statusCode).toBe(200);
  });

  it('cannot be a form: only JSON is read', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/json',
      'a/b/c',
    ]) {
      const answer = await test.server.inject({
        method: 'POST',
        url: '/api/session',
        headers: { 'content-type': type },
        payload: '{"name":"x","password":"x"}',
      });
      expect([type, answer.statusCode, answer.json().error.code]).toEqual([type, 415, 'NOT_JSON']);
    }
  });

  it('is not allowed by a preflight request either', async () => {
    const answer = await test.server.inject({
      method: 'OPTIONS',
      url: '/api/session',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('every answer', () => {
  it.each(['/api/me', '/health', '/nowhere', '/api/films/none', '/openapi.json'])(
    'of %s has the security headers',
    async (url) => {
      const { headers, statusCode } = await test.server.inject({ url });
      expect(statusCode).toBeLessThan(500);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers['permissions-policy']).toContain('geolocation=()');
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it('about a person stays out of caches', async () => {
    const own = browserOf(test.server);
    await own.ask('POST', '/api/guests');
    for (const url of ['/api/me', '/api/me/data', '/api/me/ratings', '/api/recommendations']) {
      expect((await own.ask('GET', url)).headers['cache-control']).toBe('no-store');
    }
  });
});

describe('a request that cannot be', () => {
  const json = { 'content-type': 'application/json' };
  const put = (payload: string | Buffer, headers: Record<string, string> = json) =>
    test.server.inject({ method: 'PUT', url: `/api/me/ratings/${film}`, headers, payload });

  it.each<[string, () => ReturnType<typeof put>, number, string]>([
    ['JSON that is none', () => put('{"rating":'), 400, 'BAD_REQUEST'],
    ['an empty body', () => put(''), 400, 'BAD_REQUEST'],
    ['a body in UTF-16', () => put(Buffer.from('{"rating":4}', 'utf16le')), 400, 'BAD_REQUEST'],
    ['a prototype', () => put('{"rating":4,"__proto__":{"operator":true}}'), 400, 'BAD_REQUEST'],
    ['a constructor', () => put('{"rating":4,"constructor":{"prototype":{"operator":true}}}'), 400, 'BAD_REQUEST'],
    ['a list', () => put('[4]'), 400, 'BAD_REQUEST'],
    ['null', () => put('null'), 400, 'BAD_REQUEST'],
    ['a text for a number', () => put('{"rating":"4"}'), 400, 'BAD_REQUEST'],
    ['a number that overflows', () => put('{"rating":1e999}'), 400, 'BAD_REQUEST'],
    ['lists in lists', () => put('['.repeat(30_000) + ']'.repeat(30_000)), 400, 'BAD_REQUEST'],
    ['objects in objects', () => put('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)), 400, 'BAD_REQUEST'],
    ['a huge body', () => put(`{"rating":4,"more":"${'x'.repeat(70_000)}"}`), 413, 'TOO_LARGE'],
    ['a wrong length', () => put('{"rating":4}', { ...json, 'content-length': '5' }), 400, 'BAD_REQUEST'],
    [
      'a body that is compressed',
      () => put(Buffer.from([31, 139, 8, 0]), { ...json, 'content-encoding': 'gzip' }),
      400,
      'BAD_REQUEST',
    ],
    ['broken percent signs', () => test.server.inject('/api/films/%E0%A4%A'), 400, 'BAD_REQUEST'],
    ['a percent sign alone', () => test.server.inject('/api/films/%'), 400, 'BAD_REQUEST'],
    ['a long part', () => test.server.inject(`/api/films/${'x'.repeat(400)}`), 404, 'NOT_FOUND'],
    ['a null byte', () => test.server.inject('/api/films/%00'), 404, 'UNKNOWN_MOVIE'],
    ['a path that climbs', () => test.server.inject('/api/films/..%2f..%2fetc%2fpasswd'), 404, 'UNKNOWN_MOVIE'],
    ['a host with a path', () => test.server.inject({ url: '/api/me', headers: { host: 'a/b' } }), 400, 'BAD_REQUEST'],
    ['a host with a user', () => test.server.inject({ url: '/api/me', headers: { host: 'a@b' } }), 400, 'BAD_REQUEST'],
    [
      'a long host',
      () => test.server.inject({ url: '/api/me', headers: { host: 'x'.repeat(300) } }),
      400,
      'BAD_REQUEST',
    ],
    ['nothing there', () => test.server.inject('/api/nowhere'), 404, 'NOT_FOUND'],
    ['another method', () => test.server.inject({ method: 'POST', url: '/api/me' }), 404, 'NOT_FOUND'],
  ])('is answered with what is wrong: %s', async (_, ask, status, code) => {
    const answer = await ask();
    const { error } = failure.parse(answer.json());
    expect([answer.statusCode, error.code]).toEqual([status, code]);
    expect(error.message).not.toBe('');
    expect(error.hint).not.toBe('');
  });

  it.each<[string, object]>([
    ['a null byte', { name: 'a\u0000b', password: 'a heron in the rain' }],
    ['half a letter', { name: 'a\ud800b', password: 'a heron in the rain' }],
    ['a line break', { name: 'a\nb', password: 'a heron in the rain' }],
    ['letters that turn the line round', { name: 'a\u202eb', password: 'a heron in the rain' }],
    ['spaces alone', { name: '   ', password: 'a heron in the rain' }],
    ['a list', { name: ['a', 'b'], password: 'a heron in the rain' }],
    ['an object', { name: { $ne: null }, password: { $ne: null } }],
    ['a long password', { name: 'somebody', password: 'x'.repeat(300) }],
    ['no password', { name: 'somebody' }],
  ])('makes no account: %s', async (_, payload) => {
    const answer = await test.server.inject({ method: 'POST', url: '/api/accounts', payload });
    expect([answer.statusCode, failure.parse(answer.json()).error.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('keeps what is SQL or HTML as it is', async () => {
    for (const name of [
      `'; DROP TABLE people; --`,
      '<script>alert(1)</script>',
      '" OR 1=1',
      '${7*7}',
      '%s%n',
      '../../x',
    ]) {
      const own = browserOf(test.server);
      const answer = await own.ask('POST', '/api/accounts', { name, password: 'a heron in the rain' });
      expect([answer.statusCode, answer.json().name]).toEqual([201, name]);
      expect(answer.headers['content-type']).toContain('application/json');
    }
  });

  it('says nothing of what is inside where the service itself has failed', async () => {
    const store = { ...test.service.store, findPerson: () => Promise.reject(new Error('secret /path of a file')) };
    const server = await createApp({ ...test.service, store }, { rateLimit: 0 });
    const own = browserOf(test.server);
    await own.ask('POST', '/api/guests');
    const answer = await browserOf(server, own.cookie).ask('GET', '/api/me');
    expect([answer.statusCode, answer.json().error.code]).toEqual([500, 'UNEXPECTED']);
    expect(answer.body).not.toContain('secret');
    expect((await server.inject({ url: '/health', headers: { cookie: own.cookie } })).statusCode).toBe(200);
    await server.close();
  });
});

it('names files as from the workspace, and not where that lies on the machine', async () => {
  const { root } = test.service.workspace;
  const failing = new MovierecError(
    'BUSY',
    `${root}/data/models is being written to.`,
    `Wait, or remove ${root}/lock.`,
  );
  const retrainer = { ...test.service.retrainer, rollBack: () => Promise.reject(failing) };
  const server = await createApp({ ...test.service, retrainer }, { rateLimit: 0 });
  const answer = await server.inject({
    method: 'POST',
    url: '/api/operator/rollback',
    headers: { authorization: `Bearer ${test.service.operatorKey}` },
    payload: { version: 0 },
  });
  expect([answer.statusCode, answer.json()]).toEqual([
    409,
    { error: { code: 'BUSY', message: 'data/models is being written to.', hint: 'Wait, or remove lock.' } },
  ]);
  await server.close();
});

describe('too many requests', () => {
  it('of an address are refused with the time to wait, on every path, and others go on', async () => {
    const server = await createApp(test.service, { rateLimit: 10, trustProxy: true });
    const from = (address: string, url: string) => server.inject({ url, headers: { 'x-forwarded-for': address } });
    for (let asked = 0; asked < 10; asked++) expect((await from('192.0.2.1', '/nowhere')).statusCode).toBe(404);
    for (const url of ['/nowhere', '/api/me', '/health', '/openapi.json']) {
      const refused = await from('192.0.2.1', url);
      expect([refused.statusCode, failure.parse(refused.json()).error.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await from('192.0.2.2', '/api/me')).statusCode).toBe(200);
    // A household has a whole /64 of IPv6.
    for (let asked = 0; asked < 10; asked++) await from(`2001:db8::${asked + 1}`, '/nowhere');
    expect((await from('2001:db8::ffff', '/api/me')).statusCode).toBe(429);
    await server.close();
  });

  it('of a person are refused from whatever address they come', async () => {
    const server = await createApp(test.service, { rateLimit: 10, trustProxy: true });
    const own = browserOf(server);
    await own.ask('POST', '/api/guests', undefined, { 'x-forwarded-for': '192.0.2.100' });
    const statuses: number[] = [];
    for (let asked = 0; asked < 12; asked++) {
      statuses.push((await own.ask('GET', '/api/me', undefined, { 'x-forwarded-for': `192.0.2.${asked}` })).statusCode);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
    await server.close();
  });

  it('from the machine itself are free where no limit is given, unless a proxy there passes them on', async () => {
    const server = await createApp(test.service);
    const crowd = async (from: object): Promise<number> => {
      let refused = 0;
      for (let asked = 0; asked < 610; asked++) {
        refused += Number((await server.inject({ url: '/health', ...from })).statusCode === 429);
      }
      return refused;
    };
    expect(await crowd({})).toBe(0);
    expect(await crowd({ remoteAddress: '203.0.113.9' })).toBe(10);
    expect(await crowd({ headers: { 'x-forwarded-for': '203.0.113.10' } })).toBe(10);
    await server.close();
  });

  it('to sign in, to sign up or to be a guest are fewer', async () => {
    const server = await createApp(test.service, { rateLimit: 40 });
    const post = (url: string, payload?: object) => server.inject({ method: 'POST', url, ...(payload && { payload }) });
    const statuses = async (times: number, ask: () => ReturnType<typeof post>) => {
      const all: number[] = [];
      for (let asked = 0; asked < times; asked++) all.push((await ask()).statusCode);
      return all;
    };
    let people = 0;
    expect(await statuses(3, () => post('/api/session', { name: 'x', password: 'x' }))).toEqual([401, 401, 429]);
    expect(
      await statuses(3, () => post('/api/accounts', { name: `Many ${people++}`, password: 'a heron in the rain' })),
    ).toEqual([201, 201, 429]);
    expect(await statuses(5, () => post('/api/guests'))).toEqual([201, 201, 201, 201, 429]);
    await server.close();
  });
});
