import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createApp } from '../../../src/server/app.ts';
import { logOptions } from '../../../src/server/security/log-options.ts';
import { browserOf } from '../../fixtures/browser-of.ts';
import { testService } from '../../fixtures/service.ts';

/** A server that writes its log to a list of lines. */
async function logged() {
  const { service } = await testService();
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(...String(chunk).trim().split('\n'));
      done();
    },
  });
  const store = {
    ...service.store,
    // What fails inside is logged whole; what was asked is not.
    watchListOf: () => Promise.reject(new Error('the disk is on fire')),
  };
  const server = await createApp({ ...service, store }, { logger: { ...logOptions, stream }, rateLimit: 0 });
  return { server, service, lines };
}

it('the log says of every request what, how and how long, and never a secret', async () => {
  const { server, service, lines } = await logged();
  const secrets = ['PasswordOfMine', 'SearchedFor', 'Eleonora', 'WrongKey', '192.0.2.77', service.operatorKey];
  const [password, sought, name, wrongKey, address, key] = secrets;
  const own = browserOf(server);
  await own.ask('PUT', `/api/me/ratings/${service.catalog.ids.names[0]}`, { rating: 4 });
  await own.ask('POST', '/api/accounts', { name, password });
  await own.ask('POST', '/api/session', { name, password: `${password}.` });
  await own.ask('POST', '/api/session', { name, password });
  await own.ask('PUT', '/api/me/password', { password, newPassword: `${password}2` });
  await own.ask('POST', `/api/session?password=${password}`, { name, password: [password] });
  await own.ask('GET', `/api/films?query=${sought}`);
  await own.ask('GET', `/nowhere/${sought}?${sought}`);
  await own.ask('GET', `/api/films/%${sought}`);
  await own.ask('GET', '/api/me', undefined, { 'x-forwarded-for': address });
  await server.inject({ url: '/api/me', headers: { authorization: `Bearer ${wrongKey}` } });
  await server.inject({ url: '/api/me', headers: { authorization: `Bearer ${key}` } });
  const person = (await service.store.findAccount(name))!;
  server.log.info(
    { headers: { cookie: own.cookie }, password, body: { password }, account: { password: person.password } },
    'by mistake',
  );

  const text = lines.join('\n');
  for (const secret of [...secrets, own.cookie.slice(20, 60), person.person, 'scrypt', 'Bearer']) {
    expect(text).not.toContain(secret);
  }
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries).toContainEqual(
    expect.objectContaining({
      method: 'PUT',
      route: '/api/me/ratings/:film',
      status: 200,
      ms: expect.any(Number),
      reqId: expect.any(String),
      person: expect.stringMatching(/^[\w-]{8}$/),
    }),
  );
  expect(entries).toContainEqual(expect.objectContaining({ method: 'GET', route: null, status: 404 }));
  const failed = entries.find(({ msg }) => msg === 'failed');
  expect(failed?.['err']).toMatchObject({ message: 'the disk is on fire', stack: expect.any(String) });
  await server.close();
});
