import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Context } from '../../context.ts';
import type { RawFile } from '../sources/raw-files.ts';
import { badArchive, Quota } from './quota.ts';

/**
 * Unpacks the one file in a .gz.
 * @throws BAD_ARCHIVE
 */
export async function unpackGzip(path: string, name: string, target: string, { signal }: Context): Promise<RawFile> {
  const quota = new Quota(name, (await stat(path)).size);
  try {
    await pipeline(createReadStream(path), createGunzip(), quota.gate(), createWriteStream(target), { signal });
  } catch (error) {
    signal.throwIfAborted();
    const { code = '' } = error as NodeJS.ErrnoException;
    throw /^Z_|^ERR_/.test(code) ? badArchive(`${name}.gz`, 'is no gzip file, or not all of one', error) : error;
  }
  return { path: target, name, bytes: (await stat(target)).size };
}
