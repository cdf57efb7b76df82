import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { digestOf } from '../../artifacts/describe-file.ts';
import { manifestName, readManifest, type Manifest } from '../../artifacts/manifest.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import { isRunning } from '../../artifacts/lock.ts';
import { check, type Check } from './check.ts';

/**
 * Whether every artifact is as its manifest says, by size, or by content where `thorough`, and whether runs that were
 * killed have left something half-done.
 */
export async function artifactChecks(workspace: Workspace, thorough: boolean, context: Context): Promise<Check[]> {
  const entries = await artifactEntries(workspace);
  const folders = entries.filter(({ name }) => name === manifestName).map(({ parentPath }) => parentPath);
  const checks = [await leftoverCheck(entries, workspace)];
  for (const [index, folder] of folders.sort().entries()) {
    // What stands in a half-done folder is not an artifact.
    if (
      relative(workspace.root, folder)
        .split(/[\\/]/)
        .some((part) => part.startsWith('.'))
    )
      continue;
    checks.push(await artifactCheck(folder, workspace, thorough, context));
    context.progress(index + 1, folders.length, 'Looking through the artifacts');
  }
  return checks;
}

/** Everything under data and reports; of the raw files only the uppermost, where downloads are. */
async function artifactEntries({ root }: Workspace): Promise<Dirent[]> {
  const inside = await list(join(root, 'data'));
  const areas = inside.filter((entry) => entry.isDirectory() && entry.name !== 'raw').map(({ name }) => name);
  const lists = await Promise.all([
    ...areas.map((area) => list(join(root, 'data', area), true)),
    list(join(root, 'data', 'raw')),
    list(join(root, 'reports'), true),
  ]);
  return lists.flat();
}

const list = (folder: string, recursive = false): Promise<Dirent[]> =>
  readdir(folder, { withFileTypes: true, recursive }).catch(() => []);

async function artifactCheck(
  folder: string,
  workspace: Workspace,
  thorough: boolean,
  context: Context,
): Promise<Check> {
  const name = relative(workspace.root, folder);
  const manifest = await readManifest(folder);
  if (!manifest) {
    return check(name, false, `${manifestName} cannot be read`, 'Delete the folder and make it again.');
  }
  const problems: string[] = [];
  for (const { path, bytes, sha256 } of manifest.outputs) {
    context.signal.throwIfAborted();
    const size = (await stat(join(folder, path)).catch(() => undefined))?.size;
    if (size === undefined) problems.push(`${path} is missing`);
    else if (size !== bytes) problems.push(`${path} has ${size} bytes instead of ${bytes}`);
    else if (thorough && (await digestOf(join(folder, path), 'sha256', context.signal)) !== sha256) {
      problems.push(`${path} has another content than it was written with`);
    }
  }
  const files = manifest.outputs.length;
  const whole = `${files} ${files === 1 ? 'file' : 'files'}, ${thorough ? 'contents' : 'sizes'} right`;
  return check(name, problems.length === 0, problems.join('; ') || whole, `Run: ${commandOf(manifest)} --force`);
}

function commandOf({ stage, dataset, options }: Manifest): string {
  const { model, full } = options;
  return [
    `movierec ${stage} --dataset ${dataset}`,
    ...(typeof model === 'string' ? [`--model ${model}`] : []),
    ...(full === true ? ['--full'] : []),
  ].join(' ');
}

/** Temporary siblings of folders and files, and locks: see artifacts/replace-folder.ts and artifacts/write-file.ts. */
const temporary = /^\.(?<target>.+)\.(?:new-(?<pid>\d+)|old|lock)$/;

async function leftoverCheck(entries: readonly Dirent[], { root }: Workspace): Promise<Check> {
  const leftovers: string[] = [];
  for (const { name, parentPath } of entries) {
    const { target, pid } = temporary.exec(name)?.groups ?? {};
    if (!target) continue;
    const owner = pid ?? (await readFile(join(parentPath, `.${target}.lock`), 'utf8').catch(() => undefined));
    if (owner === undefined || !isRunning(Number(owner))) leftovers.push(relative(root, join(parentPath, name)));
  }
  return check(
    'leftovers',
    leftovers.length === 0,
    leftovers.join(', ') || 'none',
    'Run the command that was interrupted again: it clears up and makes its artifact whole. No artifact is lost.',
  );
}
