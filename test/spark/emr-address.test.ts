import { expect, test } from 'vitest';
import { requireEmrAddress } from '../../src/spark/emr-serverless/address.ts';

const role = 'arn:aws:iam::123456789012:role/movierec/spark-jobs';

test('an application and a role are read from an address, with or without a slash between', () => {
  for (const slash of ['', '/']) {
    expect(requireEmrAddress(`emr-serverless://00abc1${slash}?role=${role}`)).toEqual({ application: '00abc1', role });
  }
});

test.each([
  ['emr-serverless://', 'has no id of an application'],
  ['emr-serverless://00-ABC?role=' + role, 'has no id of an application'],
  ['emr-serverless://00abc1', 'does not say which role jobs work under'],
  ['emr-serverless://00abc1?role=spark-jobs', 'spark-jobs is no ARN of a role'],
  ['emr-serverless://00abc1?role=arn:aws:iam::123456789012:user/me', 'is no ARN of a role'],
])('%s is refused: %s', (address, words) =>
  expect(() => requireEmrAddress(address)).toThrow(
    expect.objectContaining({ code: 'BAD_ADDRESS', message: expect.stringContaining(words) as string }),
  ),
);
