import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { isOvertaken } from '../../connections/explain-s3.ts';
import type { Bucket } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';

const content = z.object({ owner: z.string(), until: z.number() });

/** After so long a lock counts as left behind by a machine that was stopped, in milliseconds. What it is for takes seconds. */
const validity = 120_000;
/** How long somebody else's lock is waited for, and how often it is looked at. */
const [patience, pause] = [150_000, 500];

/**
 * Takes an object's name for this process alone among all machines, by an object of its own that only one can make. One that is
 * older than two minutes is taken over, by one machine only.
 * @returns what gives it free again
 * @throws BUSY where somebody has it for longer
 */
export async function lockObject(bucket: Bucket, key: string, context: Context): Promise<() => Promise<void>> {
  const { now, signal } = context;
  const owner = `${hostname()} (process ${process.pid}, ${randomUUID().slice(0, 8)})`;
  const until = now() + patience;
  for (;;) {
    const body = Buffer.from(JSON.stringify({ owner, until: now() + validity }));
    try {
      const there = await bucket.find(key);
      if (!there) return release(bucket, key, await bucket.write(key, body, { ifNoneMatch: '*' }));
      const other = await ownerOf(bucket, key);
      if (other && now() > other.until)
        return release(bucket, key, await bucket.write(key, body, { ifMatch: there.etag }));
      if (now() > until) throw taken(bucket, key, other?.owner);
    } catch (error) {
      // Somebody was quicker.
      if (!isOvertaken(error)) throw error;
    }
    await setTimeout(pause, undefined, { signal });
  }
}

const release = (bucket: Bucket, key: string, etag: string) => async (): Promise<void> => {
  if ((await bucket.find(key))?.etag === etag) await bucket.remove(key);
};

async function ownerOf(bucket: Bucket, key: string): Promise<z.infer<typeof content> | undefined> {
  try {
    return content.safeParse(JSON.parse(Buffer.from((await bucket.read(key)).body).toString())).data;
  } catch {
    return undefined; // it was given free just now
  }
}

const taken = (bucket: Bucket, key: string, owner = 'another machine'): MovierecError =>
  new MovierecError('BUSY', `${owner} is writing there.`, `Run this again later, or delete s3://${bucket.name}/${key}`);
