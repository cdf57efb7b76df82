import { readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { describeFile, isUnchanged } from './describe-file.ts';
import { manifestName, readManifest, type Manifest, type ManifestFile } from './manifest.ts';
import { replaceFolder } from './replace-folder.ts';
import { versions } from './versions.ts';
import type { Workspace } from './workspace.ts';

/** What makes an artifact what it is. The same of all this gives the same artifact, so it need not be made again. */
export interface StageRun {
  readonly workspace: Workspace;
  readonly stage: string;
  readonly dataset: string;
  /** The artifact's folder, made anew as a whole. */
  readonly folder: string;
  /** Every option that has a say, resolved; JSON values. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The files that are read, absolute. */
  readonly inputs: readonly string[];
  /** Make it again even where nothing has changed. */
  readonly force?: boolean;
}

/** A stage's result, and whether it was already there. */
export type Fresh<T> = T & { readonly fresh?: true };

/**
 * Makes an artifact, or finds it fresh: same options, seed, inputs (by size and time, else by SHA-256), version and build, outputs all there. `work`
 * writes the files into the temporary folder it is given and returns the result, plain JSON, which the manifest keeps.
 * @throws BUSY, DISK_FULL, NOT_WRITABLE, and whatever `work` throws; the old artifact is then as it was
 */
export async function runStage<T extends object>(
  run: StageRun,
  context: Context,
  work: (folder: string) => Promise<T>,
): Promise<Fresh<T>> {
  const started = context.now();
  const found = await findFresh<T>(run, context);
  if (found) return found;
  const old = await readManifest(run.folder);
  const made = await replaceFolder(run.folder, async (temporary) => {
    // Hashing the inputs and reading them for the work share the disk's cache, so they go together.
    const inputs = describeInputs(run, context, old);
    inputs.catch(() => undefined);
    const result = await work(temporary);
    context.signal.throwIfAborted();
    const manifest: Manifest = {
      format: 1,
      stage: run.stage,
      dataset: run.dataset,
      options: { ...run.options },
      seed: context.seed,
      inputs: await inputs,
      outputs: await describeOutputs(temporary),
      result: plain(result) as Record<string, unknown>,
      seconds: (context.now() - started) / 1000,
      finished: new Date(context.now()).toISOString(),
      versions,
    };
    await writeFile(join(temporary, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    return result;
  });
  await run.workspace.written(run.folder);
  return made;
}

/** What `runStage` returns where the artifact is there and fresh; else nothing, and nothing is made. */
export async function findFresh<T extends object>(run: StageRun, context: Context): Promise<Fresh<T> | undefined> {
  const old = await readManifest(run.folder);
  const isThere = old && !run.force && (await isFresh(run, old, context));
  return isThere ? { ...(old.result as T), fresh: true } : undefined;
}

/**
 * The manifest of an artifact that a later stage reads, and whose files are as it says.
 * @throws MISSING_ARTIFACT, BAD_FILE with what to run
 */
export async function requireManifest(folder: string, what: string, command: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  if (!manifest) throw new MovierecError('MISSING_ARTIFACT', `${what}.`, `Run: ${command}`);
  for (const file of manifest.outputs) {
    if (await isUnchanged(folder, file)) continue;
    throw new MovierecError(
      'BAD_FILE',
      `${join(folder, file.path)} is not as it was written.`,
      `Run: ${command} --force`,
    );
  }
  return manifest;
}

async function isFresh(run: StageRun, old: Manifest, context: Context): Promise<boolean> {
  if (
    old.stage !== run.stage ||
    old.seed !== context.seed ||
    ['movierec', 'build'].some((what) => old.versions[what] !== versions[what])
  ) {
    return false;
  }
  if (!isDeepStrictEqual(old.options, plain(run.options))) return false;
  if (old.inputs.length !== run.inputs.length) return false;
  for (const file of old.outputs) if (!(await isUnchanged(run.folder, file, context.signal))) return false;
  const inputs = await describeInputs(run, context, old);
  return inputs.every(({ path, sha256 }, at) => path === old.inputs[at].path && sha256 === old.inputs[at].sha256);
}

/** What is left of a value when it is written as JSON and read back. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** One after the other: there may be more inputs than files that a process may have open. */
async function describeInputs(run: StageRun, { signal }: Context, old?: Manifest): Promise<ManifestFile[]> {
  const known = new Map(old?.inputs.map((file) => [file.path, file]));
  const described: ManifestFile[] = [];
  for (const path of run.inputs) {
    const inside = relative(run.workspace.root, path);
    const name = inside.startsWith('..') ? path : inside;
    described.push(await describeFile(path, name, known.get(name), signal));
  }
  return described;
}

async function describeOutputs(folder: string): Promise<ManifestFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.sort().map((path) => describeFile(path, relative(folder, path))));
}
