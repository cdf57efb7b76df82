import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { atOnce } from '../../artifacts/objects/at-once.ts';
import { downloadObject } from '../../artifacts/objects/download-object.ts';
import { isAsKnown, KnownObjects } from '../../artifacts/objects/known-objects.ts';
import { requestsAtOnce } from '../../artifacts/objects/parts.ts';
import { persistently } from '../../artifacts/objects/persistently.ts';
import { stageObject } from '../../artifacts/objects/stage-object.ts';
import { requireObjectAddress } from '../../connections/object-address.ts';
import { openBucket, type Bucket } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import type { Exchange } from '../exchange.ts';
import { jobFolder } from '../job-folder.ts';

/** Holds which upload is under way, for as long as one is. */
const noteName = '.upload.json';
/** How long clearing away may take, in milliseconds. */
const patience = 60_000;

/** The bucket that an exchange lies in, and the key that all of it begins with. */
export async function openExchange(
  exchange: Exchange,
  signal: AbortSignal,
): Promise<{ bucket: Bucket; prefix: string }> {
  const { bucket, key } = requireObjectAddress(exchange.shared);
  return { bucket: await openBucket(bucket, signal), prefix: `${key}/` };
}

/** Brings there what this machine has laid into the exchange since it last did, and is not hidden. */
export async function bringThere(exchange: Exchange, bucket: Bucket, prefix: string, context: Context): Promise<void> {
  const known = new KnownObjects(join(exchange.local, '.objects'));
  const entries = await readdir(exchange.local, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(exchange.local, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !/(^|\/)\./.test(name));
  for (const name of names) {
    const path = join(exchange.local, name);
    if (await isAsKnown(path, await known.get(name))) continue;
    const staged = await stageObject(bucket, `${prefix}${name}`, path, join(exchange.local, noteName), context);
    await known.set(name, path, await staged.complete());
  }
}

/** The program and all that it imports; the addresses, the program's first. */
export async function bringProgram(exchange: Exchange, bucket: Bucket, prefix: string): Promise<string[]> {
  const names = (await readdir(jobFolder)).filter((name) => name.endsWith('.py'));
  await atOnce(names, requestsAtOnce, async (name) => {
    await bucket.write(`${prefix}job/${name}`, await readFile(join(jobFolder, name)));
  });
  const first = (name: string): number => Number(name !== 'job.py');
  return names.toSorted((a, b) => first(a) - first(b)).map((name) => `${exchange.shared}/job/${name}`);
}

/** Brings files and folders here that the job has laid into the exchange. */
export async function bringHere(
  exchange: Exchange,
  names: readonly string[],
  bucket: Bucket,
  prefix: string,
  context: Context,
): Promise<void> {
  const known = new KnownObjects(join(exchange.local, '.objects'));
  for (const name of names) {
    const key = `${prefix}${name}`;
    const found = await persistently(context.signal, () => bucket.list(key));
    const wanted = found.filter((object) => object.key === key || isFileIn(`${key}/`, object.key));
    await atOnce(wanted, requestsAtOnce / 2, async (object) => {
      const part = object.key.slice(prefix.length);
      const path = join(exchange.local, ...part.split('/'));
      await downloadObject(bucket, object, path, context);
      await known.set(part, path, object.etag);
    });
  }
}

/** Not what Hadoop and EMR put there to stand for a folder. */
const isFileIn = (folder: string, key: string): boolean =>
  key.startsWith(folder) && !key.endsWith('/') && !key.endsWith('_$folder$');

/**
 * Removes all of an exchange that lies in a bucket, what EMR puts beside it to stand for a folder, and the upload that was
 * under way. What cannot be removed now stays there.
 */
export async function clearAway(exchange: Exchange): Promise<void> {
  try {
    const { bucket, prefix } = await openExchange(exchange, AbortSignal.timeout(patience));
    try {
      const begun = await readFile(join(exchange.local, noteName), 'utf8').catch(() => undefined);
      if (begun !== undefined) {
        const { key, upload } = JSON.parse(begun) as { key: string; upload: string };
        await bucket.abandon(key, upload);
      }
      // Without the slash: its name is nobody else's.
      const found = await bucket.list(prefix.slice(0, -1));
      await atOnce(found, requestsAtOnce, ({ key }) => bucket.remove(key));
    } finally {
      bucket.close();
    }
  } catch {
    // The work itself is done, or has failed for a reason that matters more.
  }
}
