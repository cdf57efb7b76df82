import { readFileSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MovierecError } from '../errors.ts';

/** The locks that this process holds: another with its number was left by a process that had it before. */
const held = new Set<string>();

/** For how long a lock may be without a number, or a take-over last: both take a moment. */
const moment = 10_000;

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
      held.add(lockPath);
      return async () => {
        held.delete(lockPath);
        await rm(lockPath, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        // On a full disk the file may be there by now, but without the number.
        await rm(lockPath, { force: true });
        throw error;
      }
      const owner = await ownerOf(lockPath);
      if (attempt > 0 || !(await removeStale(lockPath))) {
        throw new MovierecError(
          'BUSY',
          `another movierec${owner ? ` (process ${owner})` : ''} is writing ${path}.`,
          `Wait until it is done and run this again; if no movierec is running, delete ${lockPath}`,
        );
      }
    }
  }
}

const ownerOf = async (lockPath: string): Promise<number> => Number(await readFile(lockPath, 'utf8').catch(() => ''));

/**
 * Removes a lock whose process is gone. Of several who find it only one may look and remove, or the second would remove
 * what the first has taken in the meantime. Returns false where the lock is good, or somebody else is removing it.
 */
async function removeStale(lockPath: string): Promise<boolean> {
  const removal = `${lockPath}.removal`;
  try {
    await writeFile(removal, '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (await isOld(removal)) await rm(removal, { force: true }); // killed while removing; the next attempt will do
    return false;
  }
  try {
    const owner = await ownerOf(lockPath);
    const isOwn = owner === process.pid && held.has(lockPath);
    const isStale = owner === 0 ? await isOld(lockPath) : !isOwn && (owner === process.pid || !isRunning(owner));
    if (isStale) await rm(lockPath, { force: true });
    return isStale;
  } finally {
    await rm(removal, { force: true });
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined || Date.now() - found.mtimeMs > moment;
}

/** Whether a process is running. Number 0, from a lock that is being written at this moment, counts as running. */
export function isRunning(pid: number): boolean {
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Where nobody collects the dead, as in a container without an init, a killed process keeps its number. Linux only. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // "pid (name) state …"; a name may hold parentheses, too.
    return stat[stat.lastIndexOf(')') + 2] === 'Z';
  } catch {
    return false;
  }
}
