import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Bucket, UploadedPart } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { writeFileWhole } from '../write-file.ts';
import { atOnce } from './at-once.ts';
import { partsOf, requestsAtOnce } from './parts.ts';
import { persistently } from './persistently.ts';

/** A file that has gone to a bucket and that nobody sees there yet. */
export interface Staged {
  /** From here on it is the object; its ETag. */
  complete(): Promise<string>;
}

const begun = z.object({ key: z.string(), upload: z.string() });

/**
 * Sends a file to a bucket without changing anything that can be read there: as an upload in parts, to be completed later.
 * The upload is noted in the file `note`: after a failure a later call goes on with it, sending the parts that are not there.
 */
export async function stageObject(
  bucket: Bucket,
  key: string,
  path: string,
  note: string,
  { signal }: Pick<Context, 'signal'>,
  went: (bytes: number) => void = () => undefined,
): Promise<Staged> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    // There is no upload without a part, nor a part without a byte.
    if (size === 0) return { complete: () => bucket.write(key, new Uint8Array()) };
    const before = await earlier(note, key, bucket);
    const upload = before?.upload ?? (await bucket.begin(key));
    if (!before) await writeFileWhole(note, JSON.stringify({ key, upload }));
    const known = new Map(before?.parts.map((part) => [part.number, part]));
    const parts = await atOnce(partsOf(size), requestsAtOnce, async ({ number, from, to }) => {
      signal.throwIfAborted();
      const body = Buffer.allocUnsafe(to - from);
      await file.read(body, 0, body.length, from);
      const there = known.get(number);
      const part = isSame(there, body)
        ? there
        : await persistently(signal, () => bucket.send(key, upload, number, body));
      went(body.length);
      return part;
    });
    return {
      async complete() {
        const etag = await persistently(signal, () => bucket.complete(key, upload, parts));
        await rm(note, { force: true });
        return etag;
      },
    };
  } finally {
    await file.close();
  }
}

/** An upload of the same object that was not completed, and what has come of it. */
async function earlier(note: string, key: string, bucket: Bucket) {
  const text = await readFile(note, 'utf8').catch(() => 'null');
  const { data } = begun.safeParse(JSON.parse(text));
  if (data?.key !== key) return undefined;
  const parts = await bucket.sent(key, data.upload);
  return parts && { upload: data.upload, parts };
}

const isSame = (part: UploadedPart | undefined, body: Buffer): part is UploadedPart =>
  part?.bytes === body.length && part.etag === `"${createHash('md5').update(body).digest('hex')}"`;
