import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { RawFile } from '../sources/raw-files.ts';
import { isHidden } from './is-hidden.ts';
import { badArchive, Quota } from './quota.ts';

const mostEntries = 100_000;

/**
 * Unpacks a zip into a folder, where its files stand under numbers: no name in an archive ever becomes a path.
 * @throws BAD_ARCHIVE for what is no zip, has a name outside its folder, a link, or an absurd size
 */
export async function unpackZip(path: string, folder: string, context: Context): Promise<RawFile[]> {
  const archive = basename(path);
  try {
    const zip = await openPromise(path, { strictFileNames: true });
    return await unpackEntries(zip, archive, new Quota(archive, (await stat(path)).size), folder, context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof MovierecError || isOfSystem(error)) throw error;
    throw badArchive(archive, `cannot be unpacked: ${(error as Error).message}`, error);
  }
}

async function unpackEntries(zip: ZipFile, archive: string, quota: Quota, folder: string, context: Context) {
  const files: RawFile[] = [];
  try {
    if (zip.entryCount > mostEntries) throw badArchive(archive, `has ${zip.entryCount} files in it, which is absurd`);
    for await (const entry of zip.eachEntry()) {
      context.signal.throwIfAborted();
      if (isLink(entry)) throw badArchive(archive, `has a link in it, ${entry.fileName}, which is not safe`);
      if (entry.fileName.endsWith('/') || isHidden(entry.fileName)) continue;
      const target = join(folder, String(files.length));
      const content = await zip.openReadStreamPromise(entry);
      await pipeline(content, quota.gate(), createWriteStream(target), { signal: context.signal });
      files.push({ path: target, name: entry.fileName, bytes: (await stat(target)).size });
      context.progress(zip.entriesRead, zip.entryCount, 'unpacking');
    }
  } finally {
    zip.close();
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Unix keeps the kind of a file in the upper half of its attributes. */
const isLink = ({ externalFileAttributes }: Entry): boolean =>
  ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;

/** A failure of the disk, not of the archive. */
const isOfSystem = (error: unknown): boolean => /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code ?? ''));
