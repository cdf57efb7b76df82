import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Workspace } from '../../artifacts/workspace.ts';
import { asMovierecError } from '../../errors.ts';
import { check, gigabytes, type Check } from './check.ts';

/** Whether there is a place to write to, and room in it. Leaves nothing behind, not even a workspace that is not there. */
export async function workspaceChecks({ root }: Workspace): Promise<Check[]> {
  const folder = nearestExisting(root);
  const { bavail, bsize } = await statfs(folder);
  const problem = await writingProblem(folder);
  return [
    check(
      'workspace',
      problem === undefined,
      problem ?? (folder === root ? `${root}, writable` : `${root}, not there yet, can be made`),
      'Give a folder you may write to with --workspace.',
    ),
    check(
      'free disk',
      bavail * bsize >= 1e9,
      gigabytes(bavail * bsize),
      'Free some space, or give a folder on another disk with --workspace.',
    ),
  ];
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

/** Does what every stage does: makes a folder, writes into it, renames. */
async function writingProblem(folder: string): Promise<string | undefined> {
  try {
    const probe = await mkdtemp(join(folder, '.movierec-doctor-'));
    try {
      await writeFile(join(probe, 'new'), 'content');
      await rename(join(probe, 'new'), join(probe, 'named'));
    } finally {
      await rm(probe, { recursive: true, force: true });
    }
    return undefined;
  } catch (error) {
    return asMovierecError(error).message;
  }
}
