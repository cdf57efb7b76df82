import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { RawFiles, type RawFile } from '../../dataset/sources/raw-files.ts';
import { sourceOf, sources } from '../../dataset/sources/registry.ts';
import type { StudyData } from '../../evaluation/studies/study.ts';
import { MovierecError } from '../../errors.ts';

/** The folders that hold data sets of studies, by the data set's name. */
export type FoundData = ReadonlyMap<string, string>;

/**
 * Looks in a folder, and in the folders in it, for data sets of studies: by the names of files and by what is in them.
 * @throws MISSING_FILE where there is no such folder
 */
export async function findStudyData(folder: string, wanted: readonly StudyData[]): Promise<FoundData> {
  const root = resolve(folder);
  const found = new Map<string, string>();
  for (const candidate of [root, ...(await foldersIn(root))]) {
    const files = new RawFiles(await filesIn(candidate));
    for (const data of wanted) {
      if (!found.has(data.name) && (await isOf(data, candidate, files))) found.set(data.name, candidate);
    }
  }
  return found;
}

/** What a folder must have to be taken for a data set, for people. */
export function neededFor({ title, name, files, called }: StudyData): string {
  const folder = called ? `a folder named ${name} ` : 'a folder ';
  return `${folder}with ${files.join(', ')} (${title})`;
}

async function isOf(data: StudyData, folder: string, files: RawFiles): Promise<boolean> {
  if (!data.files.every((name) => files.find(name))) return false;
  if (data.without?.some((name) => files.find(name))) return false;
  if (data.called && !(await isCalled(data.called, folder, files))) return false;
  // Other sets have files of these names too: what counts is the first format that the files could be of.
  for (const source of sources) if (await source.detect(files)) return source === sourceOf(data.format);
  return false;
}

async function isCalled(name: RegExp, folder: string, files: RawFiles): Promise<boolean> {
  if (name.test(basename(folder))) return true;
  const [readme] = files.matching(/^readme/i);
  return readme !== undefined && name.test(await readFile(readme.path, 'utf8'));
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new MovierecError('MISSING_FILE', `there is no folder ${folder}.`, 'Check the path that --data gives.');
  });
  const visible = entries.filter(({ name }) => !name.startsWith('.')).map(({ name }) => join(folder, name));
  const isFolder = await Promise.all(visible.map(async (path) => (await stat(path)).isDirectory()));
  return visible.filter((_, at) => isFolder[at]).sort();
}

async function filesIn(folder: string): Promise<RawFile[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const found = await Promise.all(
    names.map(async (name) => ({ name, path: join(folder, name), stats: await stat(join(folder, name)) })),
  );
  return found
    .filter(({ stats }) => stats.isFile())
    .map(({ name, path, stats }) => ({ name, path, bytes: stats.size }));
}
