import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { RawFiles, type RawFile } from '../sources/raw-files.ts';
import { isHidden } from '../unpack/is-hidden.ts';
import { unpackZip } from '../unpack/unpack-zip.ts';
import { metadataKinds, type MetadataKind } from './metadata-source.ts';
import { knownFiles } from './registry.ts';

const withoutGz = (name: string): string => name.replace(/\.gz$/i, '');
const isZip = (path: string): boolean => /\.zip$/i.test(path);

/**
 * The files with film metadata that a folder, a .zip or a file stands for: those that a layout of the kind reads, and
 * none else. Nothing is unpacked.
 * @throws MISSING_FILE
 */
export async function metadataFiles(kind: MetadataKind, from: string): Promise<string[]> {
  const found = await stat(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new MovierecError('MISSING_FILE', `there is no ${from}.`, `Check the path that --${kind} gives.`);
  });
  if (!found.isDirectory()) return [from];
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !isHidden(relative(from, path)))
    .sort();
  const [own, any] = [[kind], metadataKinds].map((kinds) => {
    const known = new Set(kinds.flatMap(knownFiles));
    return paths.filter((path) => known.has(withoutGz(basename(path)).toLowerCase()));
  });
  // Those of others only tell what the folder is instead.
  return own.length > 0 ? own : any;
}

/**
 * The same as raw files, under their names without `.gz`: those of a .zip unpacked into a temporary folder, others where
 * they are and as they are, since some are too large to be unpacked. Of a file that is there packed and unpacked, the
 * unpacked one.
 * @throws BAD_ARCHIVE
 */
export async function openMetadata(paths: readonly string[], temporary: string, context: Context): Promise<RawFiles> {
  const files: RawFile[] = [];
  for (const path of paths) {
    if (isZip(path)) files.push(...(await unpackZip(path, temporary, context)));
    else files.push({ path, name: withoutGz(basename(path)), bytes: (await stat(path)).size });
  }
  return new RawFiles(files);
}
