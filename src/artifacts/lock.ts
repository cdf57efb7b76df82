import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MovierecError } from '../errors.ts';

/**
 * Takes a path for this process alone, by a sibling `.NAME.lock` with its number in it. A lock that a killed process
 * left behind is taken over.
 * @returns what gives it free again
 * @throws BUSY when another process has it
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  const lockPath = join(dirname(path), `.${basename(path)}.lock`);
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(lockPath, String(process.pid), { flag: 'wx' });
      return () => rm(lockPath, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        // On a full disk the file may be there by now, but without the number: it would lock out everyone, forever.
        await rm(lockPath, { force: true });
        throw error;
      }
      const owner = Number(await readFile(lockPath, 'utf8').catch(() => ''));
      if (attempt > 0 || isRunning(owner)) {
        throw new MovierecError(
          'BUSY',
          `another movierec${owner ? ` (process ${owner})` : ''} is writing ${path}.`,
          `Wait until it is done and run this again; if no movierec is running, delete ${lockPath}`,
        );
      }
      await rm(lockPath, { force: true });
    }
  }
}

/** Whether a process is running. Number 0, from a lock that is being written at this moment, counts as running. */
export function isRunning(pid: number): boolean {
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
