import { resolve } from 'node:path';
import { schemeOf } from '../connections/scheme-of.ts';
import { MovierecError } from '../errors.ts';

/** The folder that an option names, which is to be written. @throws USAGE for an address, such as s3://…, with the next step */
export function folderHere(given: string, option: string): string {
  const scheme = schemeOf(given);
  if (scheme === undefined) return resolve(given);
  throw new MovierecError(
    'USAGE',
    `${option} names a folder of this machine, not ${scheme}://….`,
    'Give a folder; for what is made to be kept in a bucket: --workspace s3://BUCKET/PREFIX',
  );
}
