import { Duration, type Stack } from 'aws-cdk-lib';
import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import { SecretRotation, type ISecret, type SecretRotationApplication } from 'aws-cdk-lib/aws-secretsmanager';
import type { Network } from '../stacks/network.ts';

/** Not in a password: what would have to be written otherwise in an address or in a shell. */
export const unspeakable = ' %+~`#$&*()|[]{}:;<>?!\'/@"\\';

/**
 * Changes the password of a database by a function of AWS's own, in the private network. Tasks have the password as of their
 * start, so it is `renewal` that has this done, two days before it is due here, and renews the tasks right after.
 */
export function rotatePassword(
  stack: Stack,
  application: SecretRotationApplication,
  secret: ISecret,
  target: IConnectable,
  { vpc, groups }: Network,
): void {
  new SecretRotation(stack, 'Rotation', {
    ...{ application, secret, target, vpc },
    vpcSubnets: { subnetGroupName: 'private' },
    securityGroup: groups.rotation,
    excludeCharacters: unspeakable,
    automaticallyAfter: Duration.days(30),
    rotateImmediatelyOnUpdate: false,
  });
}
