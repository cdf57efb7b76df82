import { MovierecError } from '../errors.ts';

/** Where an object, or all that begin with a prefix, are kept. */
export interface ObjectAddress {
  readonly bucket: string;
  /** Without a slash in front; empty for the whole bucket. */
  readonly key: string;
}

/** Whether a path is one of a store of objects. */
export const isObjectAddress = (path: string): boolean => /^s3:\/\//i.test(path);

/** An address as it is written. */
export const objectAddress = ({ bucket, key }: ObjectAddress): string => `s3://${bucket}/${key}`;

/**
 * Reads `s3://BUCKET/KEY`. What follows the bucket is the key as it is: nothing in it is decoded.
 * @throws BAD_ADDRESS
 */
export function requireObjectAddress(address: string): ObjectAddress {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/*(.*)$/is.exec(address) ?? [];
  const reason = faultOf(bucket);
  if (reason === undefined) return { bucket, key };
  throw new MovierecError(
    'BAD_ADDRESS',
    `${bucket.includes('@') ? 's3://…' : address} ${reason}.`,
    'Write it as s3://BUCKET/KEY, as in s3://films/data/raw/ml-1m.zip; keys to the store are given by AWS_ACCESS_KEY_ID and ' +
      'AWS_SECRET_ACCESS_KEY or a profile, never in the address.',
  );
}

/** Why a bucket cannot be called so, by the rules of Amazon S3. */
function faultOf(bucket: string): string | undefined {
  if (bucket === '') return 'names no bucket';
  if (bucket.includes('@')) return 'holds a user name or a key, which belong elsewhere';
  const isName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !bucket.includes('..');
  return isName
    ? undefined
    : `names the bucket "${bucket}", but a bucket's name has 3 to 63 small letters, digits, dots and dashes`;
}
