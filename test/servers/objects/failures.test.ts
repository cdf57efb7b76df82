import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { explainS3 } from '../../../src/connections/explain-s3.ts';
import { requireObjectAddress } from '../../../src/connections/object-address.ts';
import { createContext } from '../../../src/context.ts';
import { MovierecError } from '../../../src/errors.ts';
import { fetchObjects } from '../../../src/artifacts/objects/fetch-objects.ts';
import { openMirroredWorkspace } from '../../../src/artifacts/objects/mirrored-workspace.ts';
import { put, speakAs } from '../../fixtures/servers/objects.ts';
import { clientOf, freshBucket } from '../../fixtures/servers/s3.ts';

const owner = inject('s3');
const bucket = await freshBucket(owner);
const client = clientOf(owner);
await put(client, bucket, 'raw/ratings.csv', 'user,movie,rating\n1,2,3\n');
await put(client, bucket, 'raw/ratings-old.csv', 'user,movie,rating\n1,2,3\n');
const folder = await mkdtemp(join(tmpdir(), 'movierec-test-'));

/** What is said when an object is fetched by somebody. */
async function failureOf(address: string, environment: object = owner): Promise<MovierecError> {
  speakAs(owner);
  Object.assign(process.env, environment);
  for (const [name, value] of Object.entries(environment))
    if (value === undefined) Reflect.deleteProperty(process.env, name);
  const error: unknown = await fetchObjects(address, folder, createContext()).then(
    () => 'no failure',
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(MovierecError);
  return error as MovierecError;
}

const said = async (address: string, environment?: object): Promise<string> =>
  String(await failureOf(address, environment));

test('a key that is not there: what lies near it is named, the most alike first', async () => {
  expect(await said(`s3://${bucket}/raw/rating.csv`)).toBe(
    `MISSING_FILE: there is no s3://${bucket}/raw/rating.csv. Near it there are: raw/ratings-old.csv, raw/ratings.csv.`,
  );
});

test('a bucket that is not there', async () => {
  expect(await said('s3://no-such-bucket-here/x.csv')).toMatch(
    /^MISSING_FILE: .* there is no bucket "no-such-bucket-here"\. /,
  );
});

test.each([
  ['s3://', 'names no bucket'],
  ['s3:///key', 'names no bucket'],
  ['s3://My_Bucket/key', 'names the bucket "My_Bucket"'],
  ['s3://ab/key', 'names the bucket "ab"'],
])('%s is no address', (address, what) => {
  expect(() => requireObjectAddress(address)).toThrow(new RegExp(`${what}`));
});

test('a key in an address is refused and not repeated', () => {
  expect(() => requireObjectAddress('s3://AKIAEXAMPLE:secret@bucket/key')).toThrow(
    /^(?!.*(AKIA|secret)).*belong elsewhere/,
  );
});

test('the signature is checked: another secret is refused, and the sentence holds neither', async () => {
  const secret = 'not-the-secret-of-the-owner';
  const text = await said(`s3://${bucket}/raw/ratings.csv`, { AWS_SECRET_ACCESS_KEY: secret });
  expect(text).toMatch(/^WRONG_CREDENTIALS: /);
  expect(text).not.toContain(secret);
});

test('an access key that nobody has', async () => {
  expect(await said(`s3://${bucket}/raw/`, { AWS_ACCESS_KEY_ID: 'NOBODY' })).toMatch(
    /^WRONG_CREDENTIALS: .*the access key is not known there/,
  );
});

test('no credentials at all: the ways to give them are named', async () => {
  const nobody = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  expect(await said(`s3://${bucket}/raw/`, nobody)).toMatch(
    /^WRONG_CREDENTIALS: .*without credentials.*AWS_ACCESS_KEY_ID.*AWS_PROFILE.*role\.$/,
  );
});

test('somebody who may not read: the action and the resource are named', async () => {
  const stranger = inject('s3Stranger');
  expect(await said(`s3://${bucket}/raw/ratings.csv`, stranger)).toBe(
    `NO_ACCESS: s3://${bucket}/raw/ratings.csv may not be used so with these credentials. ` +
      `Allow the action s3:GetObject on arn:aws:s3:::${bucket}/raw/ratings.csv.`,
  );
  expect(await said(`s3://${bucket}/raw/`, stranger)).toContain(`s3:ListBucket on arn:aws:s3:::${bucket}.`);
});

test('nothing that answers', async () => {
  expect(await said(`s3://${bucket}/raw/`, { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' })).toMatch(/^UNREACHABLE: /);
});

test('a workspace in a bucket that is not there', async () => {
  speakAs(owner);
  const workspace = await openMirroredWorkspace('s3://no-such-bucket-here/ws', { cache: folder }, createContext());
  await expect(workspace.pull({})).rejects.toMatchObject({ code: 'MISSING_FILE' });
  workspace.close();
});

// Which answers Amazon gives by these names: its list of error codes. No server here gives them.
test.each([
  ['ExpiredToken', 'WRONG_CREDENTIALS', /expired/],
  ['RequestTimeTooSkewed', 'WRONG_CREDENTIALS', /clock/],
  ['PermanentRedirect', 'BAD_ADDRESS', /region/],
  ['SlowDown', 'UNREACHABLE', /too often/],
])('%s is told as %s', (name, code, what) => {
  const error = Object.assign(new Error('from Amazon'), { name });
  const told = explainS3(error, { action: 's3:GetObject', bucket: 'films', key: 'a.csv' });
  expect(told).toMatchObject({ code, message: expect.stringMatching(what) as string });
});
