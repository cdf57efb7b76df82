import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lock } from './lock.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Makes a folder anew: `write` fills a temporary sibling, which then takes the place of the old folder. Whoever reads
 * the folder finds the old content or the new, never a mixture, and after a failure the old; killed between the two
 * renames of the end it leaves the old one aside, which the next call puts back. One process at a time.
 * @throws BUSY when another process is making the same folder, and whatever `write` throws
 */
export async function replaceFolder<T>(folder: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const parent = dirname(folder);
  await makeFolder(parent);
  const release = await lock(folder);
  const temporary = sibling(folder, `new-${process.pid}`);
  try {
    await recover(folder);
    await mkdir(temporary);
    const result = await write(temporary);
    await rename(folder, sibling(folder, 'old')).catch(ignoreMissing);
    await rename(temporary, folder);
    return result;
  } finally {
    await recover(folder).catch(() => undefined);
    await release();
  }
}

const sibling = (folder: string, what: string): string => join(dirname(folder), `.${basename(folder)}.${what}`);

/** Puts back what was moved aside if nothing took its place, and clears away what was begun. Only under the lock. */
async function recover(folder: string): Promise<void> {
  const parent = dirname(folder);
  const names = await readdir(parent);
  const old = sibling(folder, 'old');
  if (names.includes(basename(old))) {
    if (names.includes(basename(folder))) await rm(old, { recursive: true, force: true });
    else await rename(old, folder);
  }
  for (const name of names) {
    if (name.startsWith(`.${basename(folder)}.new-`)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
