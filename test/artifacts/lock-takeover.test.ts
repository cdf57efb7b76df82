import { existsSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lock } from '../../src/artifacts/lock.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
let count = 0;

/** A path with a lock beside it that holds `content`. */
async function locked(content: string): Promise<{ path: string; lockPath: string }> {
  const folder = join(root, String(++count));
  await mkdir(folder);
  const lockPath = join(folder, '.it.lock');
  await writeFile(lockPath, content);
  return { path: join(folder, 'it'), lockPath };
}

/** No process has this number: it is above what any system gives. */
const nobody = '2147483000';

test('of many who find a lock whose process is gone, exactly one gets it, whatever the interleaving', async () => {
  for (let round = 0; round < 50; round++) {
    const { path } = await locked(nobody);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => lock(path)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
});

test('a lock with our own number that we do not hold was left by a process that had it before', async () => {
  const { path, lockPath } = await locked(String(process.pid));
  const release = await lock(path);
  await expect(lock(path)).rejects.toMatchObject({ code: 'BUSY' });
  await release();
  expect(existsSync(lockPath)).toBe(false);
});

test('a lock without a number is being taken, unless it has been so for long', async () => {
  const { path, lockPath } = await locked('');
  await expect(lock(path)).rejects.toMatchObject({ code: 'BUSY' });
  const longAgo = Date.now() / 1000 - 60;
  await utimes(lockPath, longAgo, longAgo);
  await (
    await lock(path)
  )();
});
