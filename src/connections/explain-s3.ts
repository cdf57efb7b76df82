import { MovierecError } from '../errors.ts';
import { meaningOf, type Meaning } from './aws-failures.ts';

/** What was asked of a store of objects. */
export interface Asked {
  /** As policies name it: `s3:GetObject`. */
  readonly action: string;
  readonly bucket: string;
  /** A key or a prefix. */
  readonly key: string;
}

const again = 'Run this again: it goes on where it stopped.';

/** A failure of a store of objects, or on the way there, as a MovierecError that names the object and the next step. */
export function explainS3(error: unknown, asked: Asked): Error {
  if (error instanceof MovierecError || (error as Error).name === 'AbortError') return error as Error;
  const { name, message } = error as Error;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const [kind, what, hint] = byName(asked)[name] ??
    meaningOf(error, 'AWS_ENDPOINT_URL_S3', again) ??
    byStatus(asked, $metadata?.httpStatusCode) ?? ['STORAGE_FAILED', `failed: ${message || name}`, again];
  return new MovierecError(kind, `s3://${asked.bucket}/${asked.key} ${what}.`, hint, { cause: error });
}

/** Whether somebody else has changed the object, so that what depended on its being as it was is not done. */
export const isOvertaken = (error: unknown): boolean => {
  const { name } = ((error as Error).cause ?? error) as Error;
  return name === 'PreconditionFailed' || name === 'ConditionalRequestConflict';
};

function byName(asked: Asked): Readonly<Record<string, Meaning>> {
  const { action, bucket, key } = asked;
  const resource = /List|Bucket/.test(action) ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
  const denied: Meaning = [
    'NO_ACCESS',
    'may not be used so with these credentials',
    `Allow the action ${action} on ${resource}.`,
  ];
  const noBucket: Meaning = [
    'MISSING_FILE',
    `cannot be: there is no bucket "${bucket}"`,
    'Check its name, or make it.',
  ];
  const elsewhere: Meaning = [
    'BAD_ADDRESS',
    'is in another region than was asked',
    "Give the bucket's region by AWS_REGION.",
  ];
  const overtaken: Meaning = ['BUSY', 'was changed by another machine in the meantime', 'Run this again.'];
  return {
    NoSuchBucket: noBucket,
    NoSuchKey: ['MISSING_FILE', 'is not there', 'Check the address.'],
    NotFound: ['MISSING_FILE', 'is not there', 'Check the address.'],
    InvalidBucketName: ['BAD_ADDRESS', `names a bucket that cannot be: "${bucket}"`, 'Check the address.'],
    AccessDenied: denied,
    AllAccessDisabled: denied,
    PermanentRedirect: elsewhere,
    AuthorizationHeaderMalformed: elsewhere,
    IllegalLocationConstraintException: elsewhere,
    PreconditionFailed: overtaken,
    ConditionalRequestConflict: overtaken,
  };
}

/** Answers to questions about one object have no body, and so no name. */
function byStatus(asked: Asked, status?: number): Meaning | undefined {
  const names: Readonly<Record<number, string>> = { 403: 'AccessDenied', 404: 'NoSuchKey', 412: 'PreconditionFailed' };
  if (status === 503) return meaningOf({ name: 'SlowDown', message: '' }, '', again);
  return byName(asked)[names[status ?? 0] ?? ''];
}
