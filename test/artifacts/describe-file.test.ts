import { stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFile, digestOf } from '../../src/artifacts/describe-file.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const path = join(await temporaryFolder(), 'file');

// RFC 1321 and FIPS 180-2 give these digests of "abc".
test('digests are those of the standards', async () => {
  await writeFile(path, 'abc');
  expect(await digestOf(path, 'md5')).toBe('900150983cd24fb0d6963f7d28e17f72');
  expect(await digestOf(path, 'sha256')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a digest over several blocks is stopped by its signal', async () => {
  await writeFile(path, new Uint8Array(5 << 20));
  await expect(digestOf(path, 'sha256', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

test('a file with the known size and time is not read again; with another time it is', async () => {
  await writeFile(path, 'abc');
  const known = { ...(await describeFile(path, 'name')), sha256: 'as known' };
  expect(known).toMatchObject({ path: 'name', bytes: 3, modified: (await stat(path)).mtimeMs });
  expect(await describeFile(path, 'new name', known)).toEqual({ ...known, path: 'new name' });
  await utimes(path, 1e9, 1e9);
  expect((await describeFile(path, 'name', known)).sha256).toMatch(/^ba7816bf/);
});
