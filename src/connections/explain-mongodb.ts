import type { TopologyDescription } from 'mongodb';
import { MovierecError, type ErrorCode } from '../errors.ts';

type Meaning = readonly [ErrorCode, what: string, hint: string];

const check = 'Check the address, and that the server runs.';
const network = 'Check the address, and the network on the way.';
const again = 'Run this again.';
const account =
  'Give them in the address, or as MOVIEREC_DATABASE_USER and MOVIEREC_DATABASE_PASSWORD; ' +
  'a user of another database needs its name: ?authSource=admin.';
const certificate =
  'Name the authority that signed its certificate, tlsCAFile=FILE, and the host as the certificate does.';

const refused: Meaning = ['WRONG_CREDENTIALS', 'refuses this user name and password.', account];
const forbidden: Meaning = [
  'NO_ACCESS',
  'does not let this user do that.',
  'Grant the user the role readWrite of the database, or read where nothing is written.',
];
const nothingThere: Meaning = ['UNREACHABLE', 'does not answer: nothing listens there.', check];
const noHost: Meaning = ['UNREACHABLE', 'cannot be reached: there is no host of that name.', 'Check the address.'];
const noService: Meaning = [
  'UNREACHABLE',
  'cannot be reached: its name stands for no servers.',
  'Check the name, or write mongodb:// and the hosts themselves.',
];
const silent: Meaning = ['UNREACHABLE', 'does not answer in time.', network];
const hungUp: Meaning = [
  'UNREACHABLE',
  'hangs up at once.',
  'Where it wants TLS, add tls=true to the address; where it has none, leave that out.',
];
const noPrimary: Meaning = [
  'UNREACHABLE',
  'has no primary, so nothing can be written.',
  'Wait until its servers have chosen one, or look at how they do.',
];
const notASet: Meaning = [
  'UNREACHABLE',
  'is of another replica set than the address says, or of none.',
  'Mend replicaSet= in the address.',
];
const unproven: Meaning = ['UNREACHABLE', 'does not prove who it is.', certificate];
const lost: Meaning = ['CONNECTION_LOST', 'broke off the connection.', again];
const moved: Meaning = ['CONNECTION_LOST', 'is not the primary any more.', again];
const slow: Meaning = ['CONNECTION_LOST', 'has not answered in time.', 'Look at how the server does, and try again.'];
const forgotten: Meaning = ['CONNECTION_LOST', 'has forgotten how far it was read.', again];
const unsure: Meaning = [
  'DATABASE_FAILED',
  'could not make sure that what was written stays.',
  'Look at whether most of its servers are there, and run this again.',
];
const tooLarge: Meaning = [
  'DATABASE_FAILED',
  'takes no document of over 16 MB.',
  'Less has to go into one; the others were left as they are.',
];
const noCollection: Meaning = ['NO_SUCH_TABLE', 'has no such collection.', 'Check its name.'];
const full: Meaning = ['DISK_FULL', 'cannot grow: its disk is full.', 'Free some space on the server.'];
const twice: Meaning = [
  'DATABASE_FAILED',
  'already has what only one document may have.',
  'Look at its unique indexes, and run this again.',
];

/** By the server's numbers, the system's names and the driver's. */
const meanings: Readonly<Record<string, Meaning>> = {
  11: refused,
  18: refused,
  8000: refused,
  13: forbidden,
  26: noCollection,
  43: forgotten,
  237: forgotten,
  50: slow,
  64: unsure,
  79: unsure,
  100: unsure,
  91: moved,
  189: moved,
  10058: moved,
  10107: moved,
  11600: moved,
  11602: moved,
  13435: moved,
  13436: moved,
  10334: tooLarge,
  17280: tooLarge,
  17419: tooLarge,
  17420: tooLarge,
  11000: twice,
  14031: full,
  ECONNREFUSED: nothingThere,
  ENOENT: nothingThere,
  ENOTFOUND: noHost,
  EAI_AGAIN: noHost,
  EHOSTUNREACH: silent,
  ENETUNREACH: silent,
  ETIMEDOUT: silent,
  ECONNRESET: hungUp,
  EPROTO: hungUp,
  ERR_SSL_WRONG_VERSION_NUMBER: hungUp,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: hungUp,
  DEPTH_ZERO_SELF_SIGNED_CERT: unproven,
  SELF_SIGNED_CERT_IN_CHAIN: unproven,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unproven,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unproven,
  CERT_HAS_EXPIRED: unproven,
  ERR_TLS_CERT_ALTNAME_INVALID: unproven,
  MongoMissingCredentialsError: refused,
  MongoNetworkTimeoutError: slow,
  MongoNetworkError: lost,
  MongoPoolClearedError: lost,
  MongoTopologyClosedError: lost,
  MongoNotConnectedError: lost,
  MongoClientClosedError: lost,
  MongoWriteConcernError: unsure,
};

/** What the driver throws, as far as it is looked at here. */
interface Failure extends Error {
  readonly code?: string | number;
  readonly syscall?: string;
  readonly path?: string;
  /** Where no server could be found: what is known of all that were tried. */
  readonly reason?: unknown;
}

/**
 * A failure of MongoDB, or on the way there, as a MovierecError that names the address as it may be shown. Its cause
 * holds the words of the driver and nothing of what was asked or written.
 */
export function explainMongodb(error: unknown, shown: string): Error {
  if (error instanceof MovierecError) return error;
  const failure = error as Failure;
  const cause = bare(failure);
  if (failure.code === 'ENOENT' && failure.path !== undefined && failure.syscall !== 'connect') {
    return new MovierecError('MISSING_FILE', `${failure.path}: there is no such file.`, 'Check the path.', { cause });
  }
  if (['MongoParseError', 'MongoAPIError', 'MongoInvalidArgumentError', 'MongoRuntimeError'].includes(failure.name)) {
    const meaning = /larger than|too large|size/i.test(failure.message) ? tooLarge : badAddress(failure);
    return new MovierecError(meaning[0], `${shown} ${meaning[1]}`, meaning[2], { cause });
  }
  const [code, what, hint] = meaningOf(failure) ?? ['DATABASE_FAILED', `failed: ${cause.message}.`, check];
  return new MovierecError(code, `${shown} ${what}`, hint, { cause });
}

const badAddress = ({ message }: Failure): Meaning => [
  'BAD_ADDRESS',
  `is an address that MongoDB does not take: ${message.replace(/\.$/, '')}.`,
  'Mend its hosts or its options.',
];

function meaningOf(failure: Failure): Meaning | undefined {
  const { name, code, syscall, message, reason } = failure;
  if (syscall?.startsWith('query')) return noService;
  if (name === 'MongoServerSelectionError') return selection(reason as TopologyDescription | undefined);
  if (/offset.*out of range|BSONObj size|exceeds maximum/i.test(message)) return tooLarge;
  // Of many documents at once, that the connection broke is only said in words.
  if (name === 'MongoBulkWriteError' && code === undefined) return lost;
  return meanings[String(code)] ?? meanings[name];
}

/** Why none of the servers could be taken. */
function selection(topology: TopologyDescription | undefined): Meaning {
  const servers = [...(topology?.servers.values() ?? [])];
  const known = servers.filter(({ type }) => type !== 'Unknown' && type !== 'PossiblePrimary');
  if (known.length > 0) return noPrimary;
  if (topology?.type === 'ReplicaSetNoPrimary' && servers.length === 0) return notASet;
  const causes = servers.flatMap(({ error }) => {
    const failure = error as Failure | null;
    return failure ? [failure, failure.cause as Failure | undefined] : [];
  });
  const codes = causes.map((cause) => meanings[String(cause?.code)]);
  const found = codes.find((meaning) => meaning !== undefined);
  if (found) return found;
  return causes.some((cause) => /closed/.test(cause?.message ?? '')) ? hungUp : silent;
}

/** The driver's words alone: its errors hold documents, and the server's name values that were there twice. */
function bare({ name, message, stack }: Failure): Error {
  const words = message.replace(/ dup key: .*/s, '');
  const cause = new Error(words);
  cause.name = name;
  // The first lines of a stack are the message.
  cause.stack = [`${name}: ${words}`, ...(stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))].join('\n');
  return cause;
}
