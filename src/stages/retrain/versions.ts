import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readManifest } from '../../artifacts/manifest.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import { writeFileWhole } from '../../artifacts/write-file.ts';
import { hasNobodyGone, type People } from './people.ts';

/** How many versions are kept, besides the one in service and the model as trained. */
export const keptVersions = 3;

/** Where the versions of all models stand. */
export const versionsRoot = (workspace: Workspace, dataset: string): string =>
  join(workspace.service(dataset), 'models');
const versionsOf = (workspace: Workspace, dataset: string, model: string): string =>
  join(versionsRoot(workspace, dataset), model);

/** A version: the model's two files and a manifest, its honest twin in `check`, and in people.json who rated what it holds. */
export const versionFolder = (workspace: Workspace, dataset: string, model: string, version: number): string =>
  join(versionsOf(workspace, dataset, model), String(version));

const current = z.object({ version: z.number().int().nonnegative() });
const currentPath = (workspace: Workspace, dataset: string, model: string): string =>
  join(versionsOf(workspace, dataset, model), 'current.json');

/** Which version was put in service last; 0, the model as trained, where none was. */
export async function currentVersion(workspace: Workspace, dataset: string, model: string): Promise<number> {
  const text = await readFile(currentPath(workspace, dataset, model), 'utf8').catch(() => 'null');
  try {
    return current.safeParse(JSON.parse(text)).data?.version ?? 0;
  } catch {
    return 0;
  }
}

/** Puts a version in service: from here on, and not before, it is the one that is loaded. */
export const putInService = (workspace: Workspace, dataset: string, model: string, version: number): Promise<void> =>
  writeFileWhole(currentPath(workspace, dataset, model), `${JSON.stringify({ version })}\n`);

/** The whole versions of a model that are there, ascending; without 0, the model as trained. */
export async function keptVersionsOf(workspace: Workspace, dataset: string, model: string): Promise<number[]> {
  const names = await readdir(versionsOf(workspace, dataset, model)).catch(() => []);
  const numbers = names.filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
  const manifests = await Promise.all(
    numbers.map((version) => readManifest(versionFolder(workspace, dataset, model, version))),
  );
  return numbers.filter((_, at) => manifests[at]).sort((a, b) => a - b);
}

/**
 * Removes the versions that nobody may go back to: of each model all but the newest three, and of all models those that hold
 * ratings of somebody who has none any more, because they were deleted, took them back, or were a guest who did not
 * come again. What is in service stays, since there must be one; it goes when it is replaced.
 */
export async function dropVersions(workspace: Workspace, dataset: string, people: People): Promise<void> {
  const names = await readdir(versionsRoot(workspace, dataset)).catch(() => []);
  for (const model of names.filter((name) => !name.startsWith('.'))) {
    const inService = await currentVersion(workspace, dataset, model);
    for (const [age, version] of (await keptVersionsOf(workspace, dataset, model)).reverse().entries()) {
      if (version === inService) continue;
      const folder = versionFolder(workspace, dataset, model, version);
      if (age < keptVersions && (await hasNobodyGone(folder, people))) continue;
      await rm(folder, { recursive: true, force: true });
    }
  }
}
