import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where copies of what is kept in buckets stand, unless another folder is given: by the XDG base directories. */
export const cacheFolder = (
  given?: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string => given ?? join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'movierec');
