import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says why findings of cdk-nag's AwsSolutions are right as they are for a construct and all below it. A finding is named as
 * `IAM5[Resource::*]`. The tests hold that no reason is empty and that none is given for what is not found.
 */
export const accept = (construct: IConstruct, reason: string, ...findings: readonly string[]): void =>
  Validations.of(construct).acknowledge(...findings.map((finding) => ({ id: `AwsSolutions-${finding}`, reason })));
