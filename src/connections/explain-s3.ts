import { MovierecError, type ErrorCode } from '../errors.ts';

/** What was asked of a store of objects. */
export interface Asked {
  /** As policies name it: `s3:GetObject`. */
  readonly action: string;
  readonly bucket: string;
  /** A key or a prefix. */
  readonly key: string;
}

type Meaning = readonly [code: ErrorCode, what: string, hint: string];

const again = 'Run this again: it goes on where it stopped.';
const keys =
  'Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile by AWS_PROFILE, or run where the container or the ' +
  'instance has a role.';

/** A failure of a store of objects, or on the way there, as a MovierecError that names the object and the next step. */
export function explainS3(error: unknown, asked: Asked): Error {
  if (error instanceof MovierecError || (error as Error).name === 'AbortError') return error as Error;
  const { name, message } = error as Error;
  const { code, $metadata } = error as { code?: string; $metadata?: { httpStatusCode?: number } };
  const [kind, what, hint] = byName(asked)[name] ??
    byCode[code ?? ''] ??
    byStatus(asked, $metadata?.httpStatusCode) ??
    byMessage(message) ?? ['STORAGE_FAILED', `failed: ${message || name}`, again];
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
  const noCredentials: Meaning = ['WRONG_CREDENTIALS', 'cannot be reached without credentials: none were found', keys];
  const expired: Meaning = ['WRONG_CREDENTIALS', 'is refused: the credentials have expired', 'Sign in again.'];
  const elsewhere: Meaning = [
    'BAD_ADDRESS',
    'is in another region than was asked',
    "Give the bucket's region by AWS_REGION.",
  ];
  const overtaken: Meaning = ['BUSY', 'was changed by another machine in the meantime', 'Run this again.'];
  const slow: Meaning = ['UNREACHABLE', 'is asked for too often at the moment', 'Wait a minute and run this again.'];
  return {
    NoSuchBucket: noBucket,
    NoSuchKey: ['MISSING_FILE', 'is not there', 'Check the address.'],
    NotFound: ['MISSING_FILE', 'is not there', 'Check the address.'],
    InvalidBucketName: ['BAD_ADDRESS', `names a bucket that cannot be: "${bucket}"`, 'Check the address.'],
    AccessDenied: denied,
    AllAccessDisabled: denied,
    InvalidAccessKeyId: ['WRONG_CREDENTIALS', 'is refused: the access key is not known there', keys],
    SignatureDoesNotMatch: [
      'WRONG_CREDENTIALS',
      'is refused: the secret key does not belong to the access key',
      'Check AWS_SECRET_ACCESS_KEY, or the profile.',
    ],
    RequestTimeTooSkewed: [
      'WRONG_CREDENTIALS',
      "is refused: this machine's clock is more than a quarter of an hour off",
      'Set the clock, as with: timedatectl set-ntp true',
    ],
    ExpiredToken: expired,
    TokenRefreshRequired: expired,
    InvalidToken: expired,
    CredentialsProviderError: noCredentials,
    PermanentRedirect: elsewhere,
    AuthorizationHeaderMalformed: elsewhere,
    IllegalLocationConstraintException: elsewhere,
    PreconditionFailed: overtaken,
    ConditionalRequestConflict: overtaken,
    SlowDown: slow,
    ThrottlingException: slow,
    ServiceUnavailable: slow,
    TimeoutError: ['CONNECTION_LOST', 'does not answer any more', again],
  };
}

const nothing: Meaning = [
  'UNREACHABLE',
  'cannot be reached: nothing answers there',
  'Check the network, and AWS_ENDPOINT_URL_S3 if it is not Amazon.',
];
const cut: Meaning = ['CONNECTION_LOST', 'broke off the connection', again];
const byCode: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: nothing,
  ENOTFOUND: ['UNREACHABLE', 'cannot be reached: there is no host of that name', nothing[2]],
  EAI_AGAIN: nothing,
  ETIMEDOUT: nothing,
  EHOSTUNREACH: nothing,
  ENETUNREACH: nothing,
  ECONNRESET: cut,
  EPIPE: cut,
  ECONNABORTED: cut,
  ERR_STREAM_PREMATURE_CLOSE: cut,
};

/** Answers to questions about one object have no body, and so no name. */
function byStatus(asked: Asked, status?: number): Meaning | undefined {
  const names: Readonly<Record<number, string>> = { 403: 'AccessDenied', 404: 'NoSuchKey', 412: 'PreconditionFailed' };
  return byName(asked)[names[status ?? 0] ?? ''] ?? (status === 503 ? byName(asked)['SlowDown'] : undefined);
}

function byMessage(message: string): Meaning | undefined {
  if (/socket hang up|aborted|premature/i.test(message)) return cut;
  if (/credentials/i.test(message)) return ['WRONG_CREDENTIALS', 'cannot be reached without credentials', keys];
  return undefined;
}
