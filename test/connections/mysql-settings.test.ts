import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mysqlSettings } from '../../src/connections/mysql-settings.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();
const settingsOf = async (address: string, environment = {}) => (await mysqlSettings(address, environment)).settings;

describe('an address of MySQL', () => {
  test('has its parts decoded, and the usual port', async () => {
    expect(await settingsOf('mysql://an%40na:p%2Fw%3A%25@db.example/fi%20lms')).toMatchObject({
      ...{ host: 'db.example', port: 3306, user: 'an@na', password: 'p/w:%', database: 'fi lms', connectionLimit: 10 },
    });
    expect(await settingsOf('mysql://db:3307/films')).not.toHaveProperty('ssl');
  });

  test('may name a host by its number, of either kind, or a socket', async () => {
    expect(await settingsOf('mysql://127.0.0.1:3307/films')).toMatchObject({ host: '127.0.0.1', port: 3307 });
    expect(await settingsOf('mysql://anna@[::1]:3307/films')).toMatchObject({ host: '::1', port: 3307 });
    const bySocket = await settingsOf('mysql://localhost/films?socket=/run/mysqld/mysqld.sock');
    expect(bySocket).toMatchObject({ socketPath: '/run/mysqld/mysqld.sock' });
    expect(bySocket).not.toHaveProperty('host');
  });

  test('takes user and password from the environment where it has none', async () => {
    const environment = { MOVIEREC_DATABASE_USER: 'bob', MOVIEREC_DATABASE_PASSWORD: 'secret' };
    expect(await settingsOf('mysql://db/films', environment)).toMatchObject({ user: 'bob', password: 'secret' });
    const own = await settingsOf('mysql://anna:own@db/films', environment);
    expect(own).toMatchObject({ user: 'anna', password: 'own' });
  });

  test('with ssl=true has the server prove its name, by number its authority alone, with skip-verify nothing', async () => {
    const proof = async (address: string) => (await settingsOf(address)).ssl;
    expect(await proof('mysql://db/films?ssl=true')).toEqual({ rejectUnauthorized: true, verifyIdentity: true });
    expect(await proof('mysql://10.0.0.1/films?ssl=true')).toEqual({ rejectUnauthorized: true, verifyIdentity: false });
    expect(await proof('mysql://db/films?ssl=skip-verify')).toMatchObject({ rejectUnauthorized: false });
    const file = join(folder, 'authority.pem');
    await writeFile(file, 'a certificate');
    expect(await proof(`mysql://db/films?ssl-ca=${file}`)).toEqual({
      ...{ rejectUnauthorized: true, verifyIdentity: true, ca: Buffer.from('a certificate') },
    });
  });

  test.each([
    ['mysql://db', 'is no address'],
    ['mysql://db/', 'is no address'],
    ['mysql://db:99999/films', 'is no address'],
    ['mysql://anna:se@cret/anna@db/films', 'mysql://db/films is no address'],
    ['mysql://anna:secret/1@db/films', 'mysql://db/films is no address'],
    ['mysql://anna:secret?1@db/films', 'mysql://db/films is no address'],
    ['mysql://anna:secret#1@db/films', 'mysql://db/films is no address'],
    ['mysql://anna:1/secret@db/films', 'mysql://db/films is no address'],
    ['mysql:/anna:secret@db/films', 'is no address'],
    ['mysql:anna:secret@db', 'is no address'],
    [' mysql:/anna@db/films', 'is no address'],
    ['mysql://anna:secret@db/films?sll=true', 'no option "sll"'],
    ['mysql://anna:secret@db/films?ssl=yes', 'true or skip-verify'],
    ['mysql://anna:secret@db/films?ssl=skip-verify&ssl-ca=a.pem', 'goes with'],
    ['mysql://anna:secret@db/films?connections=0', 'whole number'],
    ['mysql://anna:secret@db/films?connections=many', 'whole number'],
  ])('%s is refused, without its password', async (address, reason) => {
    const failure: unknown = await mysqlSettings(address, {}).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'BAD_ADDRESS', message: expect.stringContaining(reason) });
    expect(String(failure)).not.toMatch(/secret|anna|cret/);
  });

  test('names the file that is not there', () =>
    expect(mysqlSettings(`mysql://db/films?ssl-ca=${join(folder, 'none.pem')}`, {})).rejects.toMatchObject({
      code: 'MISSING_FILE',
      message: expect.stringContaining('none.pem'),
    }));
});
