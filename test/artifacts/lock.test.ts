import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRunning, lock } from '../../src/artifacts/lock.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();
const path = join(folder, 'thing');
const lockPath = join(folder, '.thing.lock');
/** The number of a process that has ended. */
const dead = spawnSync(process.execPath, ['--version']).pid;

test('a lock holds the number of its process and is gone when given free', async () => {
  const release = await lock(path);
  expect(await readFile(lockPath, 'utf8')).toBe(String(process.pid));
  await release();
  expect(await readdir(folder)).toEqual([]);
});

test('what is locked is busy, and the hint says how to get out of it', async () => {
  const release = await lock(path);
  await expect(lock(path)).rejects.toMatchObject({
    code: 'BUSY',
    message: expect.stringContaining(String(process.pid)) as string,
    hint: expect.stringContaining(lockPath) as string,
  });
  await release();
  await (
    await lock(path)
  )();
});

test('a running process keeps its lock, and a killed one loses it', async () => {
  const other = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
  await writeFile(lockPath, String(other.pid));
  expect(isRunning(other.pid!)).toBe(true);
  await expect(lock(path)).rejects.toMatchObject({ code: 'BUSY' });
  other.kill('SIGKILL');
  await once(other, 'exit');
  const release = await lock(path);
  expect(await readFile(lockPath, 'utf8')).toBe(String(process.pid));
  await release();
});

test('a lock that is only just being written counts as taken', async () => {
  await writeFile(lockPath, '');
  await expect(lock(path)).rejects.toMatchObject({ code: 'BUSY' });
  await writeFile(lockPath, String(dead));
  await (
    await lock(path)
  )();
});

test.each(['free', 'left by a killed process'])('of many who want a lock that is %s one gets it', async (state) => {
  if (state !== 'free') await writeFile(lockPath, String(dead));
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lock(path)));
  const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  await winners[0].value();
});

test('where the folder is missing, the system’s own error comes through', async () => {
  await expect(lock(join(folder, 'no', 'thing'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.skipIf(process.platform !== 'linux')(
  'a killed process that nobody has collected is not running, though its number is still taken',
  async () => {
    // The shell becomes a program that never looks after the child it has; before that it might.
    const parent = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const child = Number(line.toString());
      await expect.poll(() => readFile(`/proc/${String(parent.pid)}/comm`, 'utf8'), { timeout: 5000 }).toBe('sleep\n');
      expect(isRunning(child)).toBe(true);
      process.kill(child, 'SIGKILL');
      await expect.poll(() => isRunning(child), { timeout: 5000 }).toBe(false);
      expect(process.kill(child, 0)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
