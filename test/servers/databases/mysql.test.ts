import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { openMysql, type Mysql } from '../../../src/connections/mysql.ts';
import { freePort } from '../../fixtures/servers/free-port.ts';
import { freshDatabase, run, startMariadb } from '../../fixtures/servers/mariadb.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const server = inject('databases').mysql;
const folder = await temporaryFolder();
const secret = 'p@ss';

async function opened<T>(address: string, work: (mysql: Mysql) => Promise<T>): Promise<T> {
  const mysql = await openMysql(address);
  return work(mysql).finally(() => mysql.pool.end());
}
const answers = (address: string): Promise<unknown> =>
  opened(address, async ({ pool }) => (await pool.query('SELECT 1 + 1 AS two'))[0]);
/** The address with parts of it changed. */
const changed = (address: string, change: Partial<URL>): string => Object.assign(new URL(address), change).href;
/** Whoever may only what is granted. */
async function userOf(address: string, name: string, grant?: string): Promise<string> {
  await run(address, `CREATE USER ${name} IDENTIFIED BY '${secret}'`);
  if (grant) await run(address, `GRANT ${grant} TO ${name}`);
  return changed(address, { username: name, password: secret });
}

describe('MySQL', () => {
  test('is reached by its address', async () =>
    expect(await answers(await freshDatabase(server))).toEqual([{ two: 2 }]));

  test('cuts no value to fit and sees what others commit, whatever the server is set to', async () => {
    const address = await freshDatabase(server);
    await run(address, 'CREATE TABLE short (text VARCHAR(3), number INT NOT NULL)');
    await opened(address, async ({ pool, explain }) => {
      const [[modes]] = (await pool.query(
        'SELECT @@sql_mode AS mode, @@tx_isolation AS isolation, @@time_zone AS zone',
      )) as unknown as [[unknown]];
      expect(modes).toEqual({
        ...{ mode: 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', isolation: 'READ-COMMITTED', zone: '+00:00' },
      });
      const failure = await pool
        .query("INSERT INTO short VALUES ('hidden', 1)")
        .catch((error: unknown) => explain(error));
      expect(failure).toMatchObject({ code: 'DATABASE_FAILED', message: expect.stringContaining('too long') });
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('hidden');
    });
  });

  test('says what is wrong with who asks, and for what', async () => {
    const address = await freshDatabase(server);
    const name = new URL(address).pathname.slice(1);
    const nobody = await userOf(address, `u_${name}`);
    const reader = await userOf(address, `r_${name}`, `SELECT ON ${name}.*`);
    await run(address, 'CREATE TABLE ratings (rating DOUBLE)');
    const expected: readonly (readonly [string, string])[] = [
      [changed(address, { password: 'wrong' }), 'WRONG_CREDENTIALS'],
      [changed(address, { username: 'wrong' }), 'WRONG_CREDENTIALS'],
      [changed(address, { pathname: '/nowhere' }), 'BAD_ADDRESS'],
      [nobody, 'NO_ACCESS'],
    ];
    for (const [wrong, code] of expected) {
      const failure: unknown = await openMysql(wrong).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code, hint: expect.stringMatching(/\.$/) });
      expect(inspect(failure, { depth: 9 })).not.toContain(secret);
    }
    await opened(reader, async ({ pool, explain }) => {
      const failed = (sql: string): Promise<unknown> => pool.query(sql).catch((error: unknown) => explain(error));
      expect(await failed('INSERT INTO ratings VALUES (1)')).toMatchObject({ code: 'NO_ACCESS' });
      expect(await failed('SELECT * FROM film')).toMatchObject({
        code: expect.stringMatching(/NO_SUCH_TABLE|NO_ACCESS/),
      });
    });
  });

  test('that is not there, or says nothing, is unreachable, by name and by number', async () => {
    const port = await freePort();
    for (const host of ['127.0.0.1', '[::1]', 'localhost', 'no-such-host.invalid']) {
      await expect(openMysql(`mysql://a:${secret}@${host}:${port}/films`)).rejects.toMatchObject({
        code: 'UNREACHABLE',
      });
    }
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port: taken } = silent.address() as AddressInfo;
    await expect(openMysql(`mysql://a:${secret}@127.0.0.1:${taken}/films`)).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('in time'),
    });
    silent.close();
  });
});

test('a server of few connections, of a socket, of TLS alone, or that may only be read says so', async () => {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(folder, name));
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  const socket = join(folder, 'socket');
  const settings = [`--ssl-cert=${certificate}`, `--ssl-key=${key}`, `--socket=${socket}`];
  const own = await startMariadb({ settings });
  try {
    const address = await own.freshDatabase();
    const byName = changed(address, { hostname: 'localhost' });
    const cipher = (place: string): Promise<unknown> =>
      opened(place, async ({ pool }) => {
        const [[row]] = (await pool.query("SHOW STATUS LIKE 'Ssl_cipher'")) as unknown as [[{ Value: string }]];
        return row.Value;
      });
    expect(await cipher(address)).toBe('');
    expect(await cipher(`${byName}?ssl-ca=${certificate}`)).toMatch(/^TLS_/);
    expect(await cipher(`${address}?ssl=skip-verify`)).toMatch(/^TLS_/);
    await expect(openMysql(`${byName}?ssl=true`)).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('who it is'),
      hint: expect.stringContaining('ssl-ca'),
    });
    expect(await answers(`${changed(address, { port: '1' })}?socket=${socket}`)).toEqual([{ two: 2 }]);

    const reader = await userOf(address, 'reader', `ALL ON ${new URL(address).pathname.slice(1)}.*`);
    await run(address, 'CREATE TABLE ratings (rating DOUBLE)');
    await run(address, 'SET GLOBAL read_only = 1');
    await opened(reader, async ({ pool, explain }) => {
      const failure = await pool.query('INSERT INTO ratings VALUES (1)').catch((error: unknown) => explain(error));
      expect(failure).toMatchObject({ code: 'NO_ACCESS', message: expect.stringContaining('only be read') });
    });
    await run(address, 'GRANT USAGE ON *.* TO reader WITH MAX_USER_CONNECTIONS 1');
    await opened(reader, async () => {
      await expect(openMysql(reader)).rejects.toMatchObject({
        code: 'UNREACHABLE',
        hint: expect.stringContaining('connections='),
      });
    });
  } finally {
    await own.stop();
  }
});
