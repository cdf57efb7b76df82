import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, posix, relative } from 'node:path';
import { objectAddress, requireObjectAddress, type ObjectAddress } from '../../connections/object-address.ts';
import { openBucket, type Bucket, type StoredObject } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { lock } from '../lock.ts';
import { makeFolder } from '../make-folder.ts';
import { atOnce } from './at-once.ts';
import { downloadObject } from './download-object.ts';
import { isAsKnown, KnownObjects } from './known-objects.ts';
import { requestsAtOnce } from './parts.ts';

/**
 * Brings an object into a folder, or all that begin with a prefix, as a folder there. What has come before and has not changed
 * since, by its ETag, stays; what was begun goes on; what is no longer in the bucket is removed here too.
 * @returns the path of the file or folder
 * @throws BAD_ADDRESS; MISSING_FILE, naming what lies near; BUSY; what `downloadObject` throws
 */
export async function fetchObjects(address: string, folder: string, context: Context): Promise<string> {
  const place = requireObjectAddress(address);
  const bucket = await openBucket(place.bucket, context.signal);
  try {
    const single = place.key === '' || place.key.endsWith('/') ? undefined : await bucket.find(place.key);
    const path = join(folder, basename(place.key) || place.bucket);
    await makeFolder(folder);
    const release = await lock(path);
    try {
      if (single) await bring(bucket, [[single, path]], folder, context);
      else await bringFolder(bucket, place, path, context);
    } finally {
      await release();
    }
    return path;
  } finally {
    bucket.close();
  }
}

async function bringFolder(bucket: Bucket, { key }: ObjectAddress, folder: string, context: Context): Promise<void> {
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  const found = (await bucket.list(prefix)).filter((object) => !object.key.endsWith('/'));
  if (found.length === 0) throw await missing(bucket, key);
  const places = found.map((object) => [object, safeJoin(folder, object.key.slice(prefix.length))] as const);
  await bring(bucket, places, folder, context);
  const wanted = new Set(places.map(([, path]) => path));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const isOurs = !relative(folder, path).startsWith('.');
    if (entry.isFile() && isOurs && !wanted.has(path)) await rm(path);
  }
}

/** A key is a path of any kind: it must not lead out of the folder. */
function safeJoin(folder: string, key: string): string {
  const parts = key.split('/').filter((part) => part !== '' && part !== '.');
  if (!parts.includes('..')) return join(folder, ...parts);
  throw new MovierecError('BAD_FILE', `the key ${key} leads out of its folder.`, 'Rename that object.');
}

async function bring(
  bucket: Bucket,
  places: readonly (readonly [StoredObject, string])[],
  folder: string,
  context: Context,
): Promise<void> {
  const known = new KnownObjects(join(folder, '.objects'));
  const stale: (readonly [StoredObject, string])[] = [];
  for (const place of places) {
    const [{ key, etag }, path] = place;
    const before = await known.get(objectAddress({ bucket: bucket.name, key }));
    if (before?.etag !== etag || !(await isAsKnown(path, before))) stale.push(place);
  }
  const total = stale.reduce((sum, [{ bytes }]) => sum + bytes, 0);
  let done = 0;
  // A file that comes in several parts has several requests under way by itself.
  await atOnce(stale, requestsAtOnce / 2, async ([object, path]) => {
    await makeFolder(dirname(path));
    await downloadObject(bucket, object, path, context, (bytes) => {
      done += bytes;
      context.progress(done, total, `bytes from s3://${bucket.name}`);
    });
    await known.set(objectAddress({ bucket: bucket.name, key: object.key }), path, object.etag);
  });
}

/** What is said where there is nothing: the objects beside it, those that are called most like it first. */
async function missing(bucket: Bucket, key: string): Promise<MovierecError> {
  const parent = posix.dirname(key.replace(/\/$/, ''));
  const beside = await bucket.list(parent === '.' ? '' : `${parent}/`, 1000);
  const near = beside
    .map((object) => object.key)
    .toSorted((a, b) => common(b, key) - common(a, key))
    .slice(0, 5);
  const hint =
    near.length > 0 ? `Near it there are: ${near.join(', ')}.` : 'There is nothing near it either: check it.';
  return new MovierecError('MISSING_FILE', `there is no ${objectAddress({ bucket: bucket.name, key })}.`, hint);
}

function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
