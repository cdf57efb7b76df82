import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { digestOf } from '../../artifacts/describe-file.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { fileName } from './file-name.ts';
import { lock } from '../../artifacts/lock.ts';
import { PartFile } from './part-file.ts';
import { FailedTry, receive, type Request } from './receive.ts';

/** A file to download. */
export interface Download {
  /** `http://` or `https://`; a user name and password in it are sent as Basic authentication and never shown. */
  readonly url: string;
  /** Where to put it, under the name that the URL or the server gives it. */
  readonly folder: string;
  /** In hex. What has another checksum is not kept; what is there already and has this one is not downloaded again. */
  readonly md5?: string;
  /** The size to expect, for the progress bar of a server that does not say. */
  readonly bytes?: number;
  /** The pause before the second try, in milliseconds; doubled before each further one. */
  readonly pause?: number;
  /** How long nothing may come before the connection counts as dead, in milliseconds. */
  readonly patience?: number;
}

const tries = 5;

/**
 * Downloads a file. It streams to `NAME.part`, tries again when the connection is cut, goes on where it stopped (also in
 * a later run), and gets its name only when it is whole and its MD5 is right; a file of that name is then replaced.
 * @returns the file's path
 * @throws DOWNLOAD_FAILED, BAD_CHECKSUM, BUSY, USAGE when it is no URL, and the signal's reason; then `NAME.part` stays
 */
export async function download(wanted: Download, context: Context): Promise<string> {
  const { folder, bytes, pause = 500, patience = 30_000 } = wanted;
  const url = parsed(wanted.url);
  const name = fileName(url);
  const path = join(folder, name);
  const md5 = wanted.md5?.toLowerCase();
  await mkdir(folder, { recursive: true });
  const release = await lock(path);
  try {
    if (md5 && existsSync(path) && (await digestOf(path, 'md5', context.signal)) === md5) return path;
    const part = new PartFile(path, url.href);
    const disposition = await persistently({ url, part, what: `Downloading ${name}`, bytes, patience }, pause, context);
    if (md5) await verify(part, md5, bytes, url, context);
    const final = join(folder, fileName(url, disposition));
    await part.finish(final);
    return final;
  } catch (error) {
    context.signal.throwIfAborted();
    throw error;
  } finally {
    await release();
  }
}

/** A URL as it may be shown: without user name, password and query, which may hold a key. */
export const shown = ({ origin, pathname }: URL): string => origin + pathname;

function parsed(text: string): URL {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  }
  throw new MovierecError('USAGE', 'that is not an address to download from.', 'Give one like https://host/file.zip');
}

/** Tries until the whole file is there, a few times at most. */
async function persistently(request: Request, pause: number, context: Context): Promise<string | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await receive(request, context);
    } catch (error) {
      if (!(error instanceof FailedTry)) throw error;
      if (error.lasting || attempt === tries) throw await failed(request, error);
      context.log(`${request.what}: ${error.message}; trying again.`);
      await setTimeout(pause * 2 ** (attempt - 1), undefined, { signal: context.signal });
    }
  }
}

async function failed({ url, part }: Request, cause: FailedTry): Promise<MovierecError> {
  const come = (await part.resumable())?.bytes;
  const again = come ? `Run this again to go on after the ${come.toLocaleString('en')} bytes that have come` : '';
  const byHand = 'download the file by hand and run: movierec ingest --from FILE';
  return new MovierecError(
    'DOWNLOAD_FAILED',
    `${shown(url)} could not be downloaded: ${cause.message}.`,
    again ? `${again}, or ${byHand}` : `Check the address and the network, or ${byHand}`,
    { cause },
  );
}

/** @throws BAD_CHECKSUM, and removes the part: nothing in it can be trusted */
async function verify(part: PartFile, md5: string, bytes: number | undefined, url: URL, context: Context) {
  const found = await digestOf(part.path, 'md5', context.signal);
  if (found === md5) return;
  const { size } = await stat(part.path);
  await part.discard();
  const sizes =
    bytes && size !== bytes
      ? `, in ${size.toLocaleString('en')} bytes instead of about ${bytes.toLocaleString('en')}`
      : '';
  throw new MovierecError(
    'BAD_CHECKSUM',
    `what came from ${shown(url)} has the MD5 ${found}, not ${md5}${sizes}; it was removed.`,
    'Run this again; if it comes out the same, the network or the server puts something else in its place.',
  );
}
