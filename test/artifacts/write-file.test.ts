import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFileWhole } from '../../src/artifacts/write-file.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();

test('writes a file and the folders above it, over the old one, and leaves nothing else', async () => {
  const path = join(root, 'a', 'b', 'file.json');
  await writeFileWhole(path, 'old');
  await writeFileWhole(path, Uint8Array.from([0x6e, 0x65, 0x77]));
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(join(root, 'a', 'b'))).toEqual(['file.json']);
});

test('a failure leaves what was there and nothing else', async () => {
  const path = join(root, 'c', 'folder');
  await mkdir(path, { recursive: true });
  await expect(writeFileWhole(path, 'new')).rejects.toThrow();
  expect(await readdir(join(root, 'c'))).toEqual(['folder']);
});
