import { join, posix } from 'node:path';
import type { Command } from 'commander';
import { cacheFolder } from '../artifacts/objects/cache-folder.ts';
import { isObjectAddress, requireObjectAddress } from '../connections/object-address.ts';
import type { Context } from '../context.ts';

/**
 * The options of a command, and those of all commands, with paths of this machine in the place of addresses of a store of objects, from where the files were
 * brought to the cache. An option is one of a path to read where its value is called <file>, <path> or <folder>.
 */
export async function withFetchedPaths<O extends Readonly<Record<string, unknown>>>(
  { options: own, parent }: Command,
  options: O,
  context: Context,
): Promise<O> {
  const fetched: Record<string, unknown> = {};
  for (const option of [...own, ...(parent?.options ?? [])]) {
    const value = options[option.attributeName()];
    if (!/<(file|path|folder)(\.\.\.)?>/.test(option.flags) || value === undefined) continue;
    const given = [value].flat() as string[];
    if (!given.some(isObjectAddress)) continue;
    const paths: string[] = [];
    for (const each of given)
      paths.push(isObjectAddress(each) ? await fetchToCache(each, options['cache'], context) : each);
    fetched[option.attributeName()] = Array.isArray(value) ? paths : paths[0];
  }
  return { ...options, ...fetched };
}

async function fetchToCache(address: string, cache: unknown, context: Context): Promise<string> {
  const { fetchObjects } = await import('../artifacts/objects/fetch-objects.ts');
  const { bucket, key } = requireObjectAddress(address);
  const above = posix
    .dirname(key)
    .split('/')
    .filter((part) => !/^\.*$/.test(part));
  return fetchObjects(address, join(cacheFolder(cache as string | undefined), 'objects', bucket, ...above), context);
}
