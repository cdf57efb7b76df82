import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { accept } from './accept.ts';

const reading = ['s3:GetObject'];
const writing = [
  ...reading,
  's3:PutObject',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];

/**
 * Lets a role read the objects of a bucket of another stack, or write them too. Names each action, where the CDK's own
 * grants have wildcards.
 */
export function permit(role: IRole, what: 'read' | 'write', bucket: Bucket): void {
  const arn = Stack.of(bucket).exportValue(bucket.bucketArn);
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: what === 'read' ? reading : writing, resources: [`${arn}/*`] }),
  );
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [arn] }));
  const { 'Fn::ImportValue': name } = Stack.of(role).resolve(arn) as { 'Fn::ImportValue': string };
  accept(
    role,
    `The objects of one bucket, to ${what}: which there are is known when movierec runs.`,
    `IAM5[Resource::${name}/*]`,
  );
}
