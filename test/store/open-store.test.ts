import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();

describe('openStore', () => {
  test('takes the kind from how the address begins, and a relative path from the folder', async () => {
    const store = await openStore('sqlite:here/store.db', folder);
    await store.addGuest('someone', 1);
    await store.close();
    const again = await openStore(`sqlite:${folder}/here/store.db`, '/nowhere');
    expect(await again.findPerson('someone')).toEqual({ person: 'someone', name: null, since: 1 });
    await again.close();
  });

  test.each(['', 'store.db', 'sqlite', 'SQLITE:a.db', 'oracle:db'])('refuses "%s" and lists what there is', (address) =>
    expect(openStore(address, folder)).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('sqlite'),
    }),
  );

  test('does not repeat the password of an address', () =>
    expect(openStore('oracle://ann:secret@host/db', folder)).rejects.toMatchObject({
      message: expect.not.stringContaining('secret'),
    }));

  test('refuses an address without a file', () =>
    expect(openStore('sqlite:', folder)).rejects.toMatchObject({ code: 'USAGE' }));
  test('refuses a file of SQLite in a bucket', () =>
    expect(openStore('sqlite:s3://films/store.db', folder)).rejects.toMatchObject({
      code: 'USAGE',
      message: 'SQLite keeps no file at s3://films/store.db.',
    }));
});
