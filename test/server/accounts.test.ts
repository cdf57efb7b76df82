import { createHash } from 'node:crypto';
import { createHook } from 'node:async_hooks';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { Me, MyData } from '../../src/server/contract.ts';
import { delayAfter } from '../../src/server/security/attempts.ts';
import { browserOf, type Browser } from '../fixtures/browser-of.ts';
import { testService, type TestService } from '../fixtures/service.ts';

const password = 'a heron in the rain';
const other = 'two herons in the rain';
const day = 24 * 60 * 60 * 1000;

let now = Date.UTC(2026, 10, 29);
let test: TestService;
let films: readonly string[];
beforeAll(async () => {
  test = await testService({}, createContext({ now: () => now }));
  films = test.service.catalog.ids.names.slice(0, 20);
});

let people = 0;
const newName = (): string => `Person ${++people}`;
const browser = (cookie = '') => browserOf(test.server, cookie);

/** A browser in which someone has signed up. */
async function signedUp(name = newName(), secret = password) {
  const own = browser();
  const answer = await own.ask('POST', '/api/accounts', { name, password: secret });
  expect(answer.statusCode).toBe(201);
  return { own, name, person: (await test.service.store.findAccount(name))!.person };
}
/** A browser of a guest. */
async function guest() {
  const own = browser();
  await own.ask('POST', '/api/guests');
  const person = await personOf(own.cookie);
  return { own, person };
}
/** Whose a cookie is, as the store has it. */
async function personOf(cookie: string): Promise<string> {
  const session = test.server.decodeSecureSession(decodeURIComponent(cookie.split('=').slice(1).join('=')))!;
  const digest = createHash('sha256').update(session.get('secret')!).digest('base64url');
  return (await test.service.store.findSession(digest, now))!.person;
}
const rate = (person: string, film: string, rating: number) =>
  test.service.store.rate(person, { film, rating, at: now });
const ratingsOf = async (person: string) =>
  Object.fromEntries((await test.service.store.ratingsOf(person)).map(({ film, rating }) => [film, rating]));

describe('signing up and in', () => {
  it('is nobody at first, a guest on wish, an account after signing up, and nobody again after signing out', async () => {
    const own = browser();
    const kind = async () => (await own.ask('GET', '/api/me')).json<Me>().kind;
    expect(await kind()).toBe('nobody');
    expect((await own.ask('POST', '/api/guests')).statusCode).toBe(201);
    expect(await kind()).toBe('guest');
    expect((await own.ask('POST', '/api/accounts', { name: newName(), password })).json<Me>().kind).toBe('account');
    expect(await kind()).toBe('account');
    expect((await own.ask('DELETE', '/api/session')).json()).toEqual({ done: true });
    expect(own.cookie).toBe('');
    expect(await kind()).toBe('nobody');
  });

  it("keeps a guest's ratings through sign-up, sign-out and sign-in", async () => {
    const { own, person } = await guest();
    await rate(person, films[0], 4);
    const name = newName();
    await own.ask('POST', '/api/accounts', { name, password });
    await own.ask('DELETE', '/api/session');
    const elsewhere = browser();
    const answer = await elsewhere.ask('POST', '/api/session', { name: ` ${name.toUpperCase()} `, password });
    expect(answer.json<Me>()).toMatchObject({ kind: 'account', name, ratings: 1, keptForDays: null });
    expect(await ratingsOf(person)).toEqual({ [films[0]]: 4 });
  });

  it("adds a guest's taste to the account, which keeps its own where both have rated, and the guest is gone", async () => {
    const { own, name, person } = await signedUp();
    await own.ask('DELETE', '/api/session');
    await rate(person, films[0], 1);
    const visit = await guest();
    await rate(visit.person, films[0], 5);
    await rate(visit.person, films[1], 3);
    const before = visit.own.cookie;
    await test.service.tastes.of(person);
    const answer = await visit.own.ask('POST', '/api/session', { name, password });
    expect(answer.json<Me>()).toMatchObject({ kind: 'account', name, ratings: 2 });
    expect(await ratingsOf(person)).toEqual({ [films[0]]: 1, [films[1]]: 3 });
    expect((await test.service.tastes.of(person)).history.items).toHaveLength(2);
    expect(await test.service.store.findPerson(visit.person)).toBeUndefined();
    expect((await browser(before).ask('GET', '/api/me')).json<Me>().kind).toBe('nobody');
  });

  it('counts each person once: two tastes that become one, and those of whoever has gone', async () => {
    const item = 7;
    const before = test.service.counts.ratings(item);
    const ratings = () => test.service.counts.ratings(item) - before;
    const rateBy = (own: Browser) => own.ask('PUT', `/api/me/ratings/${films[item]}`, { rating: 4 });
    const { own, name } = await signedUp();
    await rateBy(own);
    const visit = browser();
    await rateBy(visit);
    expect(ratings()).toBe(2);
    await visit.ask('POST', '/api/session', { name, password });
    expect(ratings()).toBe(1);
    await visit.ask('DELETE', '/api/me', { password });
    expect(ratings()).toBe(0);
  });

  it('leaves the ratings of an account alone when another signs in in the same browser', async () => {
    const [one, two] = [await signedUp(), await signedUp()];
    await rate(one.person, films[0], 5);
    await one.own.ask('POST', '/api/session', { name: two.name, password });
    expect(await ratingsOf(one.person)).toEqual({ [films[0]]: 5 });
    expect(await ratingsOf(two.person)).toEqual({});
  });

  it('refuses a name that is taken, in whatever case', async () => {
    const { name } = await signedUp();
    const answer = await browser().ask('POST', '/api/accounts', { name: name.toUpperCase(), password });
    expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'NAME_TAKEN']);
  });

  it.each(['password', '12345678', 'PASSWORD99!', 'aaaaaaaa', 'hgfedcba', 'The Name Itself'])(
    'refuses the password %s',
    async (guessed) => {
      const answer = await browser().ask('POST', '/api/accounts', { name: 'the name itself', password: guessed });
      expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'BAD_REQUEST']);
    },
  );
});

describe('wrong names and passwords', () => {
  it('are answered alike, after the same work', async () => {
    const { name } = await signedUp();
    const attempt = async (given: string, secret: string) => {
      let hashes = 0;
      const hook = createHook({ init: (_, type) => void (type === 'SCRYPTREQUEST' && hashes++) }).enable();
      const answer = await browser().ask('POST', '/api/session', { name: given, password: secret });
      hook.disable();
      return { hashes, status: answer.statusCode, body: answer.json() };
    };
    const wrong = await attempt(name, 'not this one');
    expect(wrong).toMatchObject({ hashes: 1, status: 401, body: { error: { code: 'WRONG_PASSWORD' } } });
    expect(await attempt('nobody has this name', password)).toEqual(wrong);
  });

  it('have to wait longer and longer, whoever asks, and not forever', async () => {
    const { name } = await signedUp();
    const attempt = (secret: string) => browser().ask('POST', '/api/session', { name, password: secret });
    for (let failures = 0; failures < 5; failures++) expect((await attempt('wrong')).statusCode).toBe(401);
    for (const seconds of [1, 2, 4]) {
      const refused = await attempt(password);
      expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(refused.headers['retry-after']).toBe(String(seconds));
      now += seconds * 1000;
      expect((await attempt('wrong')).statusCode).toBe(401);
    }
    now += delayAfter(1000, 'name');
    expect((await attempt(password)).statusCode).toBe(200);
    expect((await attempt('wrong')).statusCode).toBe(401);
  });

  it('cannot be tried many at once', async () => {
    const { name } = await signedUp();
    const answers = await Promise.all(
      [...Array(12).keys()].map((at) => browser().ask('POST', '/api/session', { name, password: `wrong ${at}` })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(7);
    now += day + 1;
  });

  it('do not hold up those who are signed in', async () => {
    const { own, name } = await signedUp();
    for (let failures = 0; failures < 6; failures++)
      await browser().ask('POST', '/api/session', { name, password: 'wrong' });
    expect((await own.ask('GET', '/api/me')).json<Me>().name).toBe(name);
    now += day + 1;
  });
});

describe('my data', () => {
  it('come whole, as a file, without the password', async () => {
    const { own, name, person } = await signedUp();
    const { store, catalog } = test.service;
    await rate(person, films[0], 4);
    await store.watch(person, films[1], now);
    await store.addEvents(person, [{ kind: 'clicked', film: films[2], at: now, model: 'ease', place: 3 }]);
    const answer = await own.ask('GET', '/api/me/data');
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json<MyData>()).toEqual({
      name,
      since: now,
      ratings: [{ film: films[0], title: catalog.titles[0], rating: 4, at: now }],
      watchList: [{ film: films[1], title: catalog.titles[1], at: now }],
      events: [{ kind: 'clicked', film: films[2], model: 'ease', place: 3, at: now }],
    });
    expect(answer.body).not.toMatch(/scrypt|password|digest/);
  });

  it("are nobody else's", async () => {
    const { person } = await signedUp();
    await rate(person, films[0], 4);
    const { own } = await signedUp();
    for (const url of ['/api/me/data', `/api/me/data?person=${person}`]) {
      expect((await own.ask('GET', url)).json<MyData>().ratings).toEqual([]);
    }
    expect((await browser().ask('GET', '/api/me/data')).json().error.code).toBe('NOT_SIGNED_IN');
    expect((await browser().ask('DELETE', '/api/me')).statusCode).toBe(401);
  });

  it('are deleted without a trace in the files of the store, for whoever knows the password', async () => {
    const name = 'Zebulon Quagmire-Nightingale';
    const { own, person } = await signedUp(name);
    const stored = (await test.service.store.findAccount(name))!.password;
    await rate(person, films[0], 4);
    const traces = [name, person, stored];
    expect(await found(traces)).not.toEqual([]);
    expect((await own.ask('DELETE', '/api/me', { password: 'wrong' })).statusCode).toBe(401);
    expect((await own.ask('DELETE', '/api/me')).statusCode).toBe(401);
    expect(await test.service.store.findPerson(person)).toBeDefined();
    const cookie = own.cookie;
    expect((await own.ask('DELETE', '/api/me', { password })).statusCode).toBe(200);
    expect(own.cookie).toBe('');
    expect((await browser(cookie).ask('GET', '/api/me')).json<Me>().kind).toBe('nobody');
    expect(await found(traces)).toEqual([]);
  });

  /** Which of some texts are in the bytes of the store's files. */
  async function found(texts: readonly string[]): Promise<readonly string[]> {
    const { workspace, data } = test.service;
    const folder = workspace.service(data.dataset);
    const files = (await readdir(folder)).filter((file) => file.startsWith('store'));
    expect(files.length).toBeGreaterThan(0);
    const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(join(folder, file)))));
    return texts.filter((text) => bytes.includes(text));
  }

  it('of a guest are deleted without a password', async () => {
    const { own, person } = await guest();
    expect((await own.ask('DELETE', '/api/me')).json()).toEqual({ done: true });
    expect(await test.service.store.findPerson(person)).toBeUndefined();
  });
});

describe('another password', () => {
  it('needs the old one, ends all other sessions, and is the one from then on', async () => {
    const { own, name } = await signedUp();
    const elsewhere = browser();
    await elsewhere.ask('POST', '/api/session', { name, password });
    const before = own.cookie;
    const change = (old: string, newPassword: string) =>
      own.ask('PUT', '/api/me/password', { password: old, newPassword });
    expect((await change('wrong', other)).statusCode).toBe(401);
    expect((await change(password, 'password')).statusCode).toBe(400);
    expect((await change(password, other)).json()).toEqual({ done: true });
    expect((await own.ask('GET', '/api/me')).json<Me>().name).toBe(name);
    for (const cookie of [before, elsewhere.cookie]) {
      expect((await browser(cookie).ask('GET', '/api/me')).json<Me>().kind).toBe('nobody');
    }
    expect((await browser().ask('POST', '/api/session', { name, password })).statusCode).toBe(401);
    expect((await browser().ask('POST', '/api/session', { name, password: other })).statusCode).toBe(200);
  });

  it('is not for guests', async () => {
    const { own } = await guest();
    const answer = await own.ask('PUT', '/api/me/password', { password, newPassword: other });
    expect(answer.json().error.code).toBe('FORBIDDEN');
  });

  it('is kept at the present cost when someone with an older hash signs in', async () => {
    const { name, person } = await signedUp();
    // Of "password" with the salt "NaCl": RFC 7914, 12.
    const derived =
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640';
    await test.service.store.changePassword(
      person,
      `$scrypt$ln=10,r=8,p=16$TmFDbA$${Buffer.from(derived, 'hex').toString('base64')}`,
    );
    expect((await browser().ask('POST', '/api/session', { name, password: 'password' })).statusCode).toBe(200);
    expect((await test.service.store.findAccount(name))?.password).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect((await browser().ask('POST', '/api/session', { name, password: 'password' })).statusCode).toBe(200);
  });
});
