import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestFile } from './manifest.ts';

/** The digest of a file in hex, read once in blocks of a megabyte. */
export async function digestOf(path: string, algorithm: 'sha256' | 'md5', signal?: AbortSignal): Promise<string> {
  const hash = createHash(algorithm);
  const { size } = await stat(path);
  const highWaterMark = Math.max(1, Math.min(size, 1 << 20)); // a small file needs no large buffer
  for await (const block of createReadStream(path, { highWaterMark, ...(signal && { signal }) })) {
    hash.update(block as Buffer);
  }
  return hash.digest('hex');
}

/**
 * Size, time and SHA-256 of a file, to be listed in a manifest as `name`. A file that `known` lists with the same size
 * and time is taken to be unchanged and is not read again.
 */
export async function describeFile(
  path: string,
  name: string,
  known?: ManifestFile,
  signal?: AbortSignal,
): Promise<ManifestFile> {
  const { size: bytes, mtimeMs: modified } = await stat(path);
  if (known?.bytes === bytes && isSameTime(known.modified, modified)) return { ...known, path: name };
  return { path: name, bytes, modified, sha256: await digestOf(path, 'sha256', signal) };
}

/** To the millisecond: a copy, as one that comes from another machine, keeps no more of a time than that. */
const isSameTime = (one: number, other: number): boolean => Math.floor(one) === Math.floor(other);

/** Whether a file is in the folder as it was written: by size and time, else by content. */
export async function isUnchanged(folder: string, file: ManifestFile, signal?: AbortSignal): Promise<boolean> {
  const found = await describeFile(join(folder, file.path), file.path, file, signal).catch(() => undefined);
  signal?.throwIfAborted();
  return found?.sha256 === file.sha256;
}
