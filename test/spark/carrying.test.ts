import { expect, test } from 'vitest';
import { submitterOf } from '../../src/spark/submitters/registry.ts';

const emr = submitterOf('emr-serverless://00abc?role=arn:aws:iam::123456789012:role/jobs');
const others = submitterOf('spark://127.0.0.1:7077');

test.each([
  ['s3://films', 's3://films'],
  ['s3://films/', 's3://films'],
  ['S3://films/jobs/', 's3://films/jobs'],
  ['s3://films/a//b', 's3://films/a/b'],
])('for EMR Serverless, %s is the folder that Hadoop knows as %s', (data, address) =>
  expect(emr.carrying(data)).toEqual({ carrier: 'movierec', address }),
);

test.each([
  [undefined, 'USAGE'],
  ['/shared/folder', 'USAGE'],
  ['s3a://films/jobs', 'USAGE'],
  ['s3://Films/jobs', 'BAD_ADDRESS'],
  ['s3://films/my jobs', 'BAD_ADDRESS'],
  ['s3://films/a,b', 'BAD_ADDRESS'],
])('EMR Serverless takes no %s: %s', (data, code) =>
  expect(() => emr.carrying(data)).toThrow(expect.objectContaining({ code })),
);

test('elsewhere the driver carries to and from an address, and nobody where a folder is shared', () => {
  expect(others.carrying('s3a://films/jobs/')).toEqual({ carrier: 'driver', address: 's3a://films/jobs' });
  expect(others.carrying('/shared/folder')).toEqual({ carrier: 'nobody' });
  expect(others.carrying(undefined)).toEqual({ carrier: 'nobody' });
});
