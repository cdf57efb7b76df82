import { mkdtemp, readFile, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asMovierecError, codes, MovierecError } from '../src/errors.ts';

const systemError = (code: string, path?: string): Error =>
  Object.assign(new Error(`${code}: it failed`), { code, path });

test('an error is one line: its code, what happened, what to do next', () => {
  const error = new MovierecError('UNKNOWN_MODEL', 'no model "x".', 'There are: svd.');
  expect(error.toString()).toBe('UNKNOWN_MODEL: no model "x". There are: svd.');
  expect(new MovierecError('USAGE', 'say for whom.').toString()).toBe('USAGE: say for whom.');
  expect(error).toBeInstanceOf(Error);
});

test('what has a code already stays as it is', () => {
  const error = new MovierecError('BUSY', 'busy.');
  expect(asMovierecError(error)).toBe(error);
});

test.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EROFS', 'NOT_WRITABLE'],
  ['EACCES', 'NOT_WRITABLE'],
  ['EPERM', 'NOT_WRITABLE'],
])('the system’s %s is %s, names the file and says what to do', (systemCode, code) => {
  const error = asMovierecError(systemError(systemCode, '/there/file'));
  expect(error).toMatchObject({ code, message: expect.stringContaining('/there/file') as string });
  expect(error.hint).not.toBe('');
  expect((error.cause as Error).message).toContain(systemCode);
});

test.each([
  ['IO Error: Could not write all bytes: No space left on device', 'DISK_FULL'],
  ['IO Error: Cannot open file "x": Permission denied', 'NOT_WRITABLE'],
  ['IO Error: Read-only file system', 'NOT_WRITABLE'],
  ['Out of Memory Error: failed to allocate data', 'OUT_OF_MEMORY'],
  ['Array buffer allocation failed', 'OUT_OF_MEMORY'],
  ['it broke', 'UNEXPECTED'],
])('“%s” is known by its words', (message, code) => {
  expect(asMovierecError(new Error(message)).code).toBe(code);
});

test('an array too large for the engine is a lack of memory', () => {
  let thrown: unknown;
  try {
    new Float64Array(2 ** 53);
  } catch (error) {
    thrown = error;
  }
  expect(asMovierecError(thrown).code).toBe('OUT_OF_MEMORY');
});

test('a file that is not there is a missing file, with its path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'movierec-'));
  const path = join(folder, 'none');
  const error = asMovierecError(await readFile(path).catch((thrown: unknown) => thrown));
  await rmdir(folder);
  expect(error).toMatchObject({ code: 'MISSING_FILE', message: `${path}: there is no such file or folder.` });
});

test('what is thrown without being an error is told too', () => {
  expect(asMovierecError('a word')).toMatchObject({ code: 'UNEXPECTED', message: 'a word' });
  expect(asMovierecError(undefined).code).toBe('UNEXPECTED');
});

test('every code is a usage error or a failure', () => {
  expect(new Set(Object.values(codes))).toEqual(new Set(['usage', 'failure']));
});
