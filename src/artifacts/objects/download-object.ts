import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Bucket, StoredObject } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { digestOf } from '../describe-file.ts';
import { makeFolder } from '../make-folder.ts';
import { writeFileWhole } from '../write-file.ts';
import { atOnce } from './at-once.ts';
import { partsOf, requestsAtOnce } from './parts.ts';
import { persistently } from './persistently.ts';

const begun = z.object({ etag: z.string(), bytes: z.number(), done: z.array(z.number()) });

/**
 * Brings one version of an object here, in parts that come side by side. They are written to `PATH.part`, with the numbers of those
 * that have come in `PATH.part.json`: a later call for the same version goes on there. The file gets its name when it is
 * whole, and its MD5 right where the ETag is one.
 * @throws BAD_CHECKSUM; BUSY where there is another version by now; what a bucket throws
 */
export async function downloadObject(
  bucket: Bucket,
  { key, bytes, etag }: StoredObject,
  path: string,
  context: Context,
  came: (bytes: number) => void = () => undefined,
): Promise<void> {
  const { signal } = context;
  const [partial, about] = [`${path}.part`, `${path}.part.json`];
  await makeFolder(dirname(path));
  const parts = partsOf(bytes);
  const done = new Set(await partsThere(about, { etag, bytes }));
  const file = await open(partial, done.size > 0 ? 'r+' : 'w');
  try {
    for (const { number, from, to } of parts) if (done.has(number)) came(to - from);
    const missing = parts.filter(({ number }) => !done.has(number));
    let noting = Promise.resolve();
    await atOnce(missing, requestsAtOnce, async ({ number, from, to }) => {
      signal.throwIfAborted();
      const whole = parts.length === 1;
      const { body } = await persistently(signal, () => bucket.read(key, { etag, ...(!whole && { from, to }) }));
      await file.write(body, 0, body.length, from);
      done.add(number);
      came(body.length);
      if (!whole) noting = noting.then(() => writeFileWhole(about, JSON.stringify({ etag, bytes, done: [...done] })));
      await noting;
    });
  } finally {
    await file.close();
  }
  await verify(partial, { key, bytes, etag }, bucket, signal).catch(async (error: unknown) => {
    await Promise.all([rm(partial, { force: true }), rm(about, { force: true })]);
    throw error;
  });
  await rename(partial, path);
  await rm(about, { force: true });
}

/** The numbers of the parts that came before, of the same version. */
async function partsThere(about: string, wanted: { etag: string; bytes: number }): Promise<readonly number[]> {
  try {
    const { etag, bytes, done } = begun.parse(JSON.parse(await readFile(about, 'utf8')));
    return etag === wanted.etag && bytes === wanted.bytes ? done : [];
  } catch {
    return [];
  }
}

async function verify(path: string, { key, etag }: StoredObject, bucket: Bucket, signal: AbortSignal): Promise<void> {
  const [, md5] = /^"([0-9a-f]{32})"$/.exec(etag) ?? [];
  // What is encrypted with a key of KMS has another ETag than its MD5.
  if (md5 === undefined || (await digestOf(path, 'md5', signal)) === md5 || (await bucket.isSealed(key))) return;
  throw new MovierecError(
    'BAD_CHECKSUM',
    `what came of s3://${bucket.name}/${key} has not the MD5 ${md5}; it was removed.`,
    'Run this again.',
  );
}
