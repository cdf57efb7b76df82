import { expect, test } from 'vitest';
import { explainEmrServerless } from '../../src/connections/explain-emr-serverless.ts';
import { explainS3 } from '../../src/connections/explain-s3.ts';
import { MovierecError } from '../../src/errors.ts';

const named = (name: string, message = 'words.', more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });
const role = 'arn:aws:iam::123456789012:role/jobs';
const byEmr = (error: unknown): MovierecError =>
  explainEmrServerless(error, { action: 'emr-serverless:StartJobRun', application: '00abc', role }) as MovierecError;
const byS3 = (error: unknown): MovierecError =>
  explainS3(error, { action: 's3:GetObject', bucket: 'films', key: 'a.csv' }) as MovierecError;

test.each([
  ['ExpiredTokenException', 'WRONG_CREDENTIALS'],
  ['UnrecognizedClientException', 'WRONG_CREDENTIALS'],
  ['InvalidSignatureException', 'WRONG_CREDENTIALS'],
  ['CredentialsProviderError', 'WRONG_CREDENTIALS'],
  ['ThrottlingException', 'UNREACHABLE'],
  ['TimeoutError', 'CONNECTION_LOST'],
] as const)('%s is %s of whatever service, with what was asked and a next step', (name, code) => {
  for (const [explained, what] of [
    [byEmr(named(name)), 'the EMR Serverless application 00abc'],
    [byS3(named(name)), 's3://films/a.csv'],
  ] as const) {
    expect(explained).toMatchObject({ code, message: expect.stringContaining(what) as string });
    expect(explained.hint).not.toBe('');
  }
});

test.each([
  ['ECONNREFUSED', 'UNREACHABLE'],
  ['ENOTFOUND', 'UNREACHABLE'],
  ['ECONNRESET', 'CONNECTION_LOST'],
] as const)('%s on the way is %s, and says by which variable another place is given', (code, kind) => {
  const error = Object.assign(new Error(code), { code });
  expect([byEmr(error), byS3(error)]).toMatchObject([{ code: kind }, { code: kind }]);
  if (kind === 'UNREACHABLE') {
    expect(byEmr(error).hint).toContain('AWS_ENDPOINT_URL_EMR_SERVERLESS');
    expect(byS3(error).hint).toContain('AWS_ENDPOINT_URL_S3');
  }
});

test.each([
  ['ResourceNotFoundException', 'BAD_ADDRESS'],
  ['ValidationException', 'BAD_ADDRESS'],
  ['ConflictException', 'BUSY'],
  ['ServiceQuotaExceededException', 'BUSY'],
  ['SomethingElse', 'SPARK_FAILED'],
] as const)('%s of EMR Serverless is %s', (name, code) => expect(byEmr(named(name))).toMatchObject({ code }));

test.each([500, 503, 429])('%i of EMR Serverless may pass, whatever it is called', (httpStatusCode) =>
  expect(byEmr(named('Some', 'words', { $metadata: { httpStatusCode } }))).toMatchObject({ code: 'UNREACHABLE' }),
);

test('who may not start jobs is told both rights that it takes', () =>
  expect(byEmr(named('AccessDeniedException', 'no.'))).toMatchObject({
    code: 'NO_ACCESS',
    message: 'the EMR Serverless application 00abc may not be used so with these credentials (no).',
    hint: `Allow emr-serverless:StartJobRun, and iam:PassRole on ${role}.`,
  }));

test('a region that nobody has said is asked for', () =>
  expect(byEmr(named('Error', 'Region is missing'))).toMatchObject({ code: 'USAGE' }));

test('answers of S3 without a body go by their status', () => {
  for (const [status, code] of [
    [403, 'NO_ACCESS'],
    [404, 'MISSING_FILE'],
    [412, 'BUSY'],
    [503, 'UNREACHABLE'],
  ] as const) {
    expect(byS3(named('Unknown', 'UnknownError', { $metadata: { httpStatusCode: status } }))).toMatchObject({ code });
  }
});
