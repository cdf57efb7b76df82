import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { createApp } from '../../../src/server/app.ts';
import type { Me } from '../../../src/server/contract.ts';
import { browserOf, type Browser } from '../../fixtures/browser-of.ts';
import { testService, type TestService } from '../../fixtures/service.ts';

const password = 'a heron in the rain';
const day = 24 * 60 * 60 * 1000;

let now = Date.UTC(2026, 10, 29);
let test: TestService;
beforeAll(async () => {
  test = await testService({}, createContext({ now: () => now }));
});

const browser = (cookie = '') => browserOf(test.server, cookie);
const kindOf = async (own: Browser) => (await own.ask('GET', '/api/me')).json<Me>().kind;
async function guest(): Promise<Browser> {
  const own = browser();
  await own.ask('POST', '/api/guests');
  return own;
}
const sealed = (own: Browser): string => decodeURIComponent(own.cookie.slice('movierec='.length));
const withValue = (value: string): Browser => browser(`movierec=${encodeURIComponent(value)}`);

describe('a cookie', () => {
  it('is out of reach of scripts and of other sites', async () => {
    const { headers } = await browser().ask('POST', '/api/guests');
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^movierec=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/i);
  });

  it('is for https alone where it came by https, which only a known proxy can say', async () => {
    const trusting = await createApp(test.service, { trustProxy: true, rateLimit: 0 });
    const byHttps = { 'x-forwarded-proto': 'https' };
    const [known, unknown] = [
      await browserOf(trusting).ask('POST', '/api/guests', undefined, byHttps),
      await browser().ask('POST', '/api/guests', undefined, byHttps),
    ];
    expect(String(known.headers['set-cookie'])).toContain('Secure');
    expect(known.headers['strict-transport-security']).toContain('max-age');
    expect(String(unknown.headers['set-cookie'])).not.toContain('Secure');
    expect(unknown.headers['strict-transport-security']).toBeUndefined();
    await trusting.close();
  });

  it('that was altered, wherever, is nobody', async () => {
    const own = await guest();
    expect(await kindOf(own)).toBe('guest');
    const value = sealed(own);
    for (let at = 0; at < value.length; at += 7) {
      const sign = value[at] === 'A' ? 'B' : 'A';
      // Padding that decodes to the same bytes is the same cookie.
      if ('=;'.includes(value[at])) continue;
      expect(await kindOf(withValue(value.slice(0, at) + sign + value.slice(at + 1)))).toBe('nobody');
    }
  });

  it('that was forged is nobody: no seal, another seal, a secret that nobody has', async () => {
    const { server, service } = test;
    const session = (secret: unknown) => server.createSecureSession({ secret });
    const own = randomBytes(32).toString('base64url');
    const elsewhere = await createApp({ ...service, cookieKey: randomBytes(32) }, { rateLimit: 0 });
    await elsewhere.ready();
    const forged = [
      'person',
      ';',
      'AAAA;AAAA',
      `${Buffer.from('{"secret":"x"}').toString('base64')};${randomBytes(24).toString('base64')}`,
      elsewhere.encodeSecureSession(elsewhere.createSecureSession({ secret: own })),
      server.encodeSecureSession(session(own)),
      server.encodeSecureSession(session('')),
      server.encodeSecureSession(session('__proto__')),
      '\u0000'.repeat(40),
      'x'.repeat(5000),
    ];
    for (const value of forged) {
      const answer = await withValue(value).ask('GET', '/api/me');
      expect([answer.statusCode, answer.json<Me>().kind]).toEqual([200, 'nobody']);
    }
    await elsewhere.close();
  });

  it('that was copied is worth nothing after its owner has signed out', async () => {
    const own = await guest();
    const copied = browser(own.cookie);
    expect(await kindOf(copied)).toBe('guest');
    await own.ask('DELETE', '/api/session');
    expect(await kindOf(copied)).toBe('nobody');
    expect((await copied.ask('GET', '/api/me/data')).statusCode).toBe(401);
  });

  it('that someone was made to use does not become that of their account', async () => {
    const attacker = await guest();
    const victim = browser(attacker.cookie);
    await victim.ask('POST', '/api/accounts', { name: 'A victim of fixation', password });
    expect(victim.cookie).not.toBe(attacker.cookie);
    expect(await kindOf(victim)).toBe('account');
    expect(await kindOf(attacker)).toBe('nobody');

    const second = await guest();
    const signingIn = browser(second.cookie);
    await signingIn.ask('POST', '/api/session', { name: 'A victim of fixation', password });
    expect(await kindOf(signingIn)).toBe('account');
    expect(await kindOf(browser(second.cookie))).toBe('nobody');
  });

  it('does not sign anyone else out', async () => {
    const one = browser();
    await one.ask('POST', '/api/accounts', { name: 'Two windows', password });
    const two = browser();
    await two.ask('POST', '/api/session', { name: 'Two windows', password });
    await one.ask('DELETE', '/api/session');
    expect([await kindOf(one), await kindOf(two)]).toEqual(['nobody', 'account']);
  });

  it('lasts thirty days from the last visit, and no longer', async () => {
    const own = await guest();
    const first = own.cookie;
    now += 29 * day;
    expect(await kindOf(own)).toBe('guest');
    expect(own.cookie).not.toBe(first);
    const second = own.cookie;
    now += 1000;
    expect(await kindOf(own)).toBe('guest');
    expect(own.cookie).toBe(second);
    now += 29 * day;
    expect(await kindOf(own)).toBe('guest');
    now += 30 * day;
    expect(await kindOf(own)).toBe('nobody');
  });

  it('is looked up once for many requests at once, and once a few seconds', async () => {
    let asked = 0;
    const store = {
      ...test.service.store,
      findSession: (...given: [string, number]) => (asked++, test.service.store.findSession(...given)),
    };
    const server = await createApp({ ...test.service, store }, { rateLimit: 0 });
    const { cookie } = await guest();
    const ask = () => Promise.all([...Array(50)].map(() => browserOf(server, cookie).ask('GET', '/api/me')));
    await ask();
    await ask();
    expect(asked).toBe(1);
    now += 5000;
    await ask();
    expect(asked).toBe(2);
    await server.close();
  });
});

describe('a guest', () => {
  it('is made by the first thing that someone writes', async () => {
    const own = browser();
    const film = test.service.catalog.ids.names[0];
    expect((await own.ask('PUT', `/api/me/ratings/${film}`, { rating: 4 })).statusCode).toBe(200);
    expect((await own.ask('GET', '/api/me')).json<Me>()).toMatchObject({ kind: 'guest', ratings: 1, keptForDays: 30 });
  });

  it('is forgotten after thirty days of doing nothing, an account never', async () => {
    const { store } = test.service;
    await store.addGuest('idle', now);
    await store.addAccount({ person: 'busy', name: 'Of no hurry', password: 'none' }, now);
    now += 31 * day;
    const server = await createApp(test.service, { rateLimit: 0 });
    await server.ready();
    expect(await store.findPerson('idle')).toBeUndefined();
    expect(await store.findPerson('busy')).toBeDefined();
    await server.close();
  });
});

describe('the operator key', () => {
  const ask = (key: string, server = test.server) =>
    server.inject({ url: '/api/operator/overview', headers: { authorization: key } });

  it('is made at the first start, for its owner alone to read, and opens doors', async () => {
    const { workspace, data, operatorKey } = test.service;
    for (const name of ['operator.key', 'secret.key']) {
      const { mode } = await stat(join(workspace.service(data.dataset), name));
      expect(mode & 0o777).toBe(0o600);
    }
    const kept = await readFile(join(workspace.service(data.dataset), 'operator.key'), 'utf8');
    expect(kept.trim()).toBe(operatorKey);
    expect((await ask(`Bearer ${operatorKey}`)).statusCode).not.toBe(403);
  });

  it.each(['Bearer', 'Bearer ', 'Bearer x', 'Basic eDp4', '', '\u0000'])('is not %j', async (key) => {
    expect((await ask(key)).json().error.code).toBe('FORBIDDEN');
  });

  it('cannot be guessed often, and then not be used either', async () => {
    const server = await createApp(test.service, { rateLimit: 120 });
    const key = `Bearer ${test.service.operatorKey}`;
    expect((await ask(key, server)).statusCode).not.toBe(429);
    expect((await ask('Bearer wrong', server)).statusCode).toBe(403);
    expect((await ask('Bearer wrong', server)).statusCode).toBe(403);
    expect((await ask('Bearer wrong', server)).statusCode).toBe(429);
    expect((await ask(key, server)).statusCode).toBe(429);
    await server.close();
  });
});
