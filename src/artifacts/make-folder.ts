import { mkdir } from 'node:fs/promises';

/**
 * Makes a folder, and those above it that are missing. On a read-only disk Node's recursive `mkdir` says only that
 * something is missing; a plain one then says why it cannot be made.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const { code, path: missing } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || missing === undefined) throw error;
    await mkdir(missing);
    await makeFolder(path);
  }
}
