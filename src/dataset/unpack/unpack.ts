import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { RawFiles, type RawFile } from '../sources/raw-files.ts';
import { isHidden } from './is-hidden.ts';
import { unpackGzip } from './unpack-gzip.ts';
import { unpackZip } from './unpack-zip.ts';

/**
 * The files that a path stands for: those in a folder and below (.gz unpacked), those in a .zip, the one in a .gz, or
 * the file itself. What is unpacked goes to `temporary`, a folder that is made when needed.
 * @throws MISSING_FILE, EMPTY_FILE, BAD_ARCHIVE
 */
export async function unpack(from: string, temporary: string, context: Context): Promise<RawFiles> {
  const paths = await inputFiles(from);
  const isFolder = (await stat(from)).isDirectory();
  const files: RawFile[] = [];
  for (const path of paths) {
    context.signal.throwIfAborted();
    const name = isFolder ? slashed(relative(from, path)) : basename(path);
    const kind = await kindOf(path);
    if (kind === 'zip' && !isFolder) {
      await mkdir(temporary, { recursive: true });
      files.push(...(await unpackZip(path, temporary, context)));
    } else if (kind === 'gzip') {
      await mkdir(temporary, { recursive: true });
      const target = join(temporary, String(files.length));
      files.push(await unpackGzip(path, name.replace(/\.gz$/i, ''), target, context));
    } else {
      files.push({ path, name, bytes: (await stat(path)).size });
    }
  }
  if (files.some(({ bytes }) => bytes > 0)) return new RawFiles(files);
  throw empty(from);
}

/**
 * The files on disk that `unpack` reads: a folder's, without hidden ones, in order of name; else the file alone.
 * @throws MISSING_FILE, EMPTY_FILE
 */
export async function inputFiles(from: string): Promise<string[]> {
  const found = await stat(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new MovierecError('MISSING_FILE', `there is no ${from}.`, 'Check the path that --from gives.');
  });
  if (!found.isDirectory()) {
    if (found.isFile()) return [from];
    throw new MovierecError('MISSING_FILE', `${from} is neither a file nor a folder.`, 'Give one with --from.');
  }
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !isHidden(slashed(relative(from, path))));
  if (paths.length === 0) throw empty(from);
  return paths.sort();
}

const slashed = (path: string): string => path.split(sep).join('/');

const empty = (from: string): MovierecError =>
  new MovierecError('EMPTY_FILE', `${from} is empty.`, 'Give a file or folder with ratings in it.');

/** What a file is, by its first bytes. */
async function kindOf(path: string): Promise<'zip' | 'gzip' | 'other'> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead === 0) return 'other';
    if (buffer.readUInt32BE(0) === 0x504b0304 || buffer.readUInt32BE(0) === 0x504b0506) return 'zip';
    return buffer.readUInt16BE(0) === 0x1f8b || /\.gz$/i.test(path) ? 'gzip' : /\.zip$/i.test(path) ? 'zip' : 'other';
  } finally {
    await handle.close();
  }
}
