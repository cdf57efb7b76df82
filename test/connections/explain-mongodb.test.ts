import { MongoNetworkError, MongoParseError, MongoServerError, type MongoError } from 'mongodb';
import { expect, test } from 'vitest';
import { explainMongodb } from '../../src/connections/explain-mongodb.ts';
import { MovierecError } from '../../src/errors.ts';

const shown = 'mongodb://db:27017/films';
const explained = (error: unknown): MovierecError => explainMongodb(error, shown) as MovierecError;
const fromServer = (code: number, errmsg = 'words'): MongoError => new MongoServerError({ code, errmsg });
const fromSystem = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

test.each([
  [18, 'WRONG_CREDENTIALS'],
  [13, 'NO_ACCESS'],
  [26, 'NO_SUCH_TABLE'],
  [64, 'DATABASE_FAILED'],
  [10107, 'CONNECTION_LOST'],
  [11600, 'CONNECTION_LOST'],
  [43, 'CONNECTION_LOST'],
  [10334, 'DATABASE_FAILED'],
  [14031, 'DISK_FULL'],
  [9999, 'DATABASE_FAILED'],
])('what a server says by %i is %s, with the address and a next step', (number, code) => {
  const error = explained(fromServer(number));
  expect(error).toMatchObject({ code, message: expect.stringContaining(shown) });
  expect(error.hint).not.toBe('');
});

test('who may not is another than who has not said who they are', () =>
  expect(explained(fromServer(13, 'Command find requires authentication')).code).toBe('WRONG_CREDENTIALS'));

test.each([
  [new MongoNetworkError('connection 3 to 127.0.0.1:1 closed'), 'CONNECTION_LOST'],
  [new MongoParseError('option foo is not supported'), 'BAD_ADDRESS'],
  [fromSystem('ENOTFOUND', { syscall: 'querySrv' }), 'UNREACHABLE'],
  [fromSystem('ENOENT', { syscall: 'open', path: '/ca.pem' }), 'MISSING_FILE'],
  [new RangeError('The value of "offset" is out of range'), 'DATABASE_FAILED'],
])('%s is %s', (error, code) => expect(explained(error)).toMatchObject({ code }));

/** What the driver throws where it finds no server: a description of all that it tried. */
const unfound = (type: string, servers: readonly { type: string; error: Error | null }[]): Error =>
  Object.assign(new Error('Server selection timed out'), {
    name: 'MongoServerSelectionError',
    reason: { type, servers: new Map(servers.map((server, at) => [String(at), server])) },
  });
const failed = (code: string) => ({
  type: 'Unknown',
  error: new MongoNetworkError(code, { cause: fromSystem(code) }),
});

test.each([
  ['nothing listens there', unfound('Unknown', [failed('ECONNREFUSED')])],
  ['there is no host of that name', unfound('Unknown', [failed('ENOTFOUND')])],
  ['does not prove who it is', unfound('Unknown', [failed('DEPTH_ZERO_SELF_SIGNED_CERT')])],
  ['hangs up at once', unfound('Unknown', [failed('ECONNRESET')])],
  ['has no primary', unfound('ReplicaSetNoPrimary', [failed('ECONNREFUSED'), { type: 'RSSecondary', error: null }])],
  ['of another replica set', unfound('ReplicaSetNoPrimary', [])],
  ['does not answer in time', unfound('Unknown', [{ type: 'Unknown', error: null }])],
])('where no server can be had, it says why: %s', (words, error) =>
  expect(explained(error)).toMatchObject({ code: 'UNREACHABLE', message: expect.stringContaining(words) }),
);

test('the cause holds nothing of what was written', () => {
  const error = Object.assign(fromServer(11000, 'E11000 duplicate key error dup key: { folded: "anna" }'), {
    writeErrors: [{ err: { op: { password: 'secret' } } }],
  });
  const { message, cause } = explained(error);
  expect(JSON.stringify([message, String(cause), (cause as Error).stack, cause])).not.toMatch(/anna|secret/);
});

test('what is explained already stays as it is', () => {
  const error = new MovierecError('NO_ACCESS', 'said');
  expect(explained(error)).toBe(error);
});
