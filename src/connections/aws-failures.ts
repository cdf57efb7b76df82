import type { ErrorCode } from '../errors.ts';

/** What a failure is, what happened, said of what was asked for, and the next step. */
export type Meaning = readonly [code: ErrorCode, what: string, hint: string];

const keys =
  'Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile by AWS_PROFILE, or run where the container or the ' +
  'instance has a role.';
const expired: Meaning = ['WRONG_CREDENTIALS', 'is refused: the credentials have expired', 'Sign in again.'];
const slow: Meaning = ['UNREACHABLE', 'is asked for too often at the moment', 'Wait a minute and run this again.'];
const unknownKey: Meaning = ['WRONG_CREDENTIALS', 'is refused: the access key is not known there', keys];
const wrongKey: Meaning = [
  'WRONG_CREDENTIALS',
  'is refused: the secret key does not belong to the access key',
  'Check AWS_SECRET_ACCESS_KEY, or the profile.',
];
const wrongTime: Meaning = [
  'WRONG_CREDENTIALS',
  "is refused: this machine's clock is more than a quarter of an hour off",
  'Set the clock, as with: timedatectl set-ntp true',
];

/** What any service of Amazon's may answer, by the names of errors; services of old and of new call some differently. */
const byName: Readonly<Record<string, Meaning>> = {
  InvalidAccessKeyId: unknownKey,
  UnrecognizedClientException: unknownKey,
  InvalidClientTokenId: unknownKey,
  SignatureDoesNotMatch: wrongKey,
  InvalidSignatureException: wrongKey,
  RequestTimeTooSkewed: wrongTime,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  TokenRefreshRequired: expired,
  InvalidToken: expired,
  CredentialsProviderError: ['WRONG_CREDENTIALS', 'cannot be reached without credentials: none were found', keys],
  SlowDown: slow,
  ThrottlingException: slow,
  ServiceUnavailable: slow,
};

/** What may happen on the way to a service, whose address is also said by the variable `endpoint`. */
function onTheWay(endpoint: string, again: string): Readonly<Record<string, Meaning>> {
  const hint = `Check the network, and ${endpoint} if it is not Amazon.`;
  const nothing: Meaning = ['UNREACHABLE', 'cannot be reached: nothing answers there', hint];
  const cut: Meaning = ['CONNECTION_LOST', 'broke off the connection', again];
  return {
    TimeoutError: ['CONNECTION_LOST', 'does not answer any more', again],
    ECONNREFUSED: nothing,
    ENOTFOUND: ['UNREACHABLE', 'cannot be reached: there is no host of that name', hint],
    EAI_AGAIN: nothing,
    ETIMEDOUT: nothing,
    EHOSTUNREACH: nothing,
    ENETUNREACH: nothing,
    ECONNRESET: cut,
    EPIPE: cut,
    ECONNABORTED: cut,
    ERR_STREAM_PREMATURE_CLOSE: cut,
  };
}

/** What a failure of a service of Amazon's means, or of the way there, whatever it was asked for; nothing where it is its own. */
export function meaningOf(error: unknown, endpoint: string, again: string): Meaning | undefined {
  const { name, message } = error as Error;
  const { code = '' } = error as { code?: string };
  const way = onTheWay(endpoint, again);
  const known = byName[name] ?? way[name] ?? way[code];
  if (known) return known;
  if (/socket hang up|aborted|premature/i.test(message)) return way['ECONNRESET'];
  if (/credentials/i.test(message)) return ['WRONG_CREDENTIALS', 'cannot be reached without credentials', keys];
  return undefined;
}
