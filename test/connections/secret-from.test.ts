import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireAddress } from '../../src/connections/require-address.ts';
import { secretFrom } from '../../src/connections/secret-from.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'movierec-secrets-'));
  file = join(folder, 'password');
  await writeFile(file, 'from a file \n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a secret is what its name holds, else what stands in the file that its name with _FILE names', () => {
  expect(secretFrom({}, 'KEY')).toBeUndefined();
  expect(secretFrom({ KEY: 'as it is ' }, 'KEY')).toBe('as it is ');
  expect(secretFrom({ KEY_FILE: file }, 'KEY')).toBe('from a file');
  // What compose files leave empty was not given.
  expect(secretFrom({ KEY: 'as it is', KEY_FILE: '' }, 'KEY')).toBe('as it is');
  expect(secretFrom({ KEY: '', KEY_FILE: file }, 'KEY')).toBe('from a file');
});

it('two secrets of one name and a file that is not there are refused, naming the variable and not the secret', () => {
  const both = (): unknown => secretFrom({ KEY: 'as it is', KEY_FILE: file }, 'KEY');
  expect(both).toThrow(expect.objectContaining({ code: 'BAD_CONFIG', message: 'KEY and KEY_FILE are both given.' }));
  const missing = join(folder, 'missing');
  expect(() => secretFrom({ KEY_FILE: missing }, 'KEY')).toThrow(
    `KEY_FILE names ${missing}, which cannot be read (ENOENT)`,
  );
});

it('the password of a database may come from a file, and one in the address comes first', () => {
  const environment = { MOVIEREC_DATABASE_USER: 'anna', MOVIEREC_DATABASE_PASSWORD_FILE: file };
  expect(requireAddress('mysql://db/films', environment)).toMatchObject({ user: 'anna', password: 'from a file' });
  expect(requireAddress('mysql://bob:own@db/films', environment)).toMatchObject({ user: 'bob', password: 'own' });
});
