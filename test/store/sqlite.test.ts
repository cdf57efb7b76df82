import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { openFile } from '../../src/store/sqlite/open-file.ts';
import { fromPlainText, toPlainText } from '../../src/store/sql/plain-text.ts';
import { steps } from '../../src/store/sql/migrations/registry.ts';
import type { Store } from '../../src/store/store.ts';
import type { Call } from '../../src/store/thread/call.ts';
import { hostileNames } from '../fixtures/hostile-names.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();
let files = 0;
async function freshPath(): Promise<string> {
  const path = join(folder, String(++files), 'store.db');
  await mkdir(dirname(path));
  return path;
}
const open = (path: string): Promise<Store> => openSqlite(`sqlite:${path}`, '/');
const call = (method: Call['method'], ...given: unknown[]): Call => ({ method, given });

/** A store of someone with this many ratings, closed. */
async function written(ratings: number): Promise<string> {
  const path = await freshPath();
  const store = await open(path);
  await store.addGuest('someone', 1);
  await Promise.all(
    Array.from({ length: ratings }, (_, at) => store.rate('someone', { film: `film ${at}`, rating: 3, at })),
  );
  await store.close();
  return path;
}

describe('a file of SQLite', () => {
  test('keeps its log, and so all that is written, while another process opens and closes it', async () => {
    const path = await freshPath();
    const store = await open(path);
    await store.addGuest('someone', 1);
    const elsewhere = (): unknown => {
      const code = `const D = require('libsql'); const d = new D(process.argv[1]);
        console.log(JSON.stringify(d.prepare('SELECT film FROM ratings').all())); d.close();`;
      return JSON.parse(spawnSync(process.execPath, ['-e', code, path], { encoding: 'utf8' }).stdout);
    };
    await store.rate('someone', { film: 'before', rating: 3, at: 1 });
    expect(elsewhere()).toEqual([{ film: 'before' }]);
    expect(existsSync(`${path}-wal`)).toBe(true);
    await store.rate('someone', { film: 'since', rating: 4, at: 2 });
    expect(elsewhere()).toEqual([{ film: 'before' }, { film: 'since' }]);
    await store.close();
  });

  test.each(steps.slice(0, -1).map((_, at) => at + 1))(
    'of version %i keeps what it has when it is brought up to date',
    async (version) => {
      const path = await freshPath();
      const old = await openFile(path, steps.slice(0, version));
      const calls = [
        call('addAccount', { person: 'a', name: 'Ann', password: 'secret' }, 5),
        call('addSession', { digest: 'd', person: 'a', since: 1, expires: 9 }),
        call('addFailure', 'key', 4, 0),
        ...(version > 1 ? [call('rate', 'a', { film: '1', rating: 4.5, at: 7 }), call('watch', 'a', '2', 8)] : []),
      ];
      for (const outcome of await old.perform(calls)) expect(outcome).toHaveProperty('result');
      await old.close();
      const store = await open(path);
      expect(await store.findAccount('ann')).toEqual({ person: 'a', name: 'Ann', password: 'secret' });
      expect(await store.findSession('d', 2)).toEqual({ digest: 'd', person: 'a', since: 1, expires: 9 });
      expect(await store.findFailures('key')).toEqual({ count: 1, at: 4 });
      expect(await store.ratingsOf('a')).toEqual(version > 1 ? [{ film: '1', rating: 4.5, at: 7 }] : []);
      expect(await store.watchListOf('a')).toEqual(version > 1 ? [{ film: '2', at: 8 }] : []);
      await store.addEvents('a', [{ kind: 'shown', film: '1', at: 1, model: null, place: null }]);
      expect((await store.count()).events).toBe(1);
      await store.close();
    },
  );

  test('whose step fails midway stays of the version before it', async () => {
    const path = await freshPath();
    const failing = async ({ schema }: Parameters<(typeof steps)[number]>[0]): Promise<void> => {
      await schema.createTable('halfway').addColumn('one', 'integer').execute();
      throw new Error('the step fails');
    };
    await expect(openFile(path, [...steps, failing])).rejects.toMatchObject({ code: 'STORE_FAILED' });
    const database = new Database(path);
    expect(database.prepare('SELECT max(version) AS version FROM movierec_migrations').all()).toEqual([{ version: 3 }]);
    expect(database.prepare("SELECT name FROM sqlite_master WHERE name = 'halfway'").all()).toEqual([]);
    database.close();
  });

  test('of a later version is refused, and stays as it is', async () => {
    const path = await freshPath();
    const later = await openFile(path, [...steps, async () => undefined]);
    await later.close();
    await expect(open(path)).rejects.toMatchObject({ code: 'NEWER_STORE', hint: expect.stringContaining('later') });
    await (await openFile(path, [...steps, async () => undefined])).close();
  });

  test('that is a database of something else is refused, and not one byte of it is changed', async () => {
    const path = await freshPath();
    const database = new Database(path);
    database.exec('CREATE TABLE invoices (amount REAL)');
    database.close();
    const before = await readFile(path);
    await expect(open(path)).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('invoices'),
    });
    expect(await readFile(path)).toEqual(before);
  });

  test('that is no database is refused, and stays as it is', async () => {
    const path = await freshPath();
    await writeFile(path, 'userId,movieId,rating\n'.repeat(500));
    await expect(open(path)).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining(path) });
    expect((await readFile(path, 'utf8')).startsWith('userId')).toBe(true);
  });

  test('that was cut off or overwritten in its midst fails with what to do, and never with wrong ratings', async () => {
    for (const damage of [
      async (path: string) => truncate(path, Math.floor((await stat(path)).size / 2)),
      async (path: string) => writeFile(path, (await readFile(path)).fill(0xa5, 8192)),
    ]) {
      const path = await written(3000);
      await damage(path);
      const read = async (): Promise<unknown> => {
        const store = await open(path);
        return store.ratingsOf('someone').finally(() => store.close());
      };
      await expect(read()).rejects.toMatchObject({ code: 'STORE_FAILED', hint: expect.stringMatching(/copy|recover/) });
    }
  });

  test('in a folder that cannot be written to is refused by name', async () => {
    const file = join(folder, 'a file');
    await writeFile(file, '');
    await expect(open(join(file, 'store.db'))).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
    await expect(open(folder)).rejects.toMatchObject({ message: expect.stringContaining(folder) });
    if (existsSync('/sys/kernel'))
      await expect(open('/sys/kernel/store.db')).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  });

  test.skipIf(process.platform === 'win32')('can be read by its owner alone, its log too', async () => {
    const path = await freshPath();
    const store = await open(path);
    await store.addGuest('a', 1);
    for (const name of await readdir(dirname(path))) {
      expect((await stat(join(dirname(path), name))).mode & 0o077, name).toBe(0);
    }
    await store.close();
  });

  test('holds no trace of a person who was removed, not even in the log of changes', async () => {
    const path = await freshPath();
    const store = await open(path);
    const secret = 'zanzibar';
    await store.addGuest('other', 1);
    await store.addAccount({ person: `${secret} id`, name: `${secret} name`, password: `${secret} password` }, 1);
    await store.addSession({ digest: `${secret} digest`, person: `${secret} id`, since: 1, expires: 9 });
    for (let at = 0; at < 50; at++) {
      await store.rate(`${secret} id`, { film: `${secret} ${at}`, rating: 1, at });
      await store.rate('other', { film: `film ${at}`, rating: 1, at });
    }
    await store.addEvents(`${secret} id`, [{ kind: 'played', film: secret, at: 1, model: secret, place: 1 }]);
    const traces = async (): Promise<number> => {
      const names = await readdir(dirname(path));
      const texts = await Promise.all(names.map((name) => readFile(join(dirname(path), name), 'latin1')));
      return texts.join('').toLowerCase().split(secret).length - 1;
    };
    expect(await traces()).toBeGreaterThan(50);
    await store.removePerson(`${secret} id`);
    expect(await traces()).toBe(0);
    expect(await store.ratingsOf('other')).toHaveLength(50);
    await store.close();
  });

  test('may be read by another process while it is written to, and shows what was acknowledged', async () => {
    const path = await written(10);
    const [writer, reader] = [await open(path), await open(path)];
    for (let at = 0; at < 50; at++) {
      await writer.rate('someone', { film: `new ${at}`, rating: 1, at });
      expect(await reader.ratingsOf('someone')).toHaveLength(11 + at);
    }
    await Promise.all([writer.close(), reader.close()]);
  });
});

describe('plain text', () => {
  test('is what ordinary text is already, and gives back any text', () => {
    for (const text of [...hostileNames, '', '\u{1f3ac}']) expect(toPlainText(text)).toBe(text);
    const units = ['\0', '\u001a', '\ud800', '\udfff', 'a', '0', '001a', '\u{1f3ac}'];
    for (const a of units)
      for (const b of units)
        for (const c of units) {
          const plain = toPlainText(a + b + c);
          expect(fromPlainText(plain)).toBe(a + b + c);
          expect(plain.includes('\0')).toBe(false);
          expect(plain).not.toMatch(/\p{Cs}/u);
        }
  });
});
