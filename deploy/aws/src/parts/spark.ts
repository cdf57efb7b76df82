import { Stack } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CustomState } from 'aws-cdk-lib/aws-stepfunctions';
import type { Base } from '../stacks/service.ts';
import { workspaceOf } from './commands.ts';
import { permit } from './permit.ts';

export function sparkJob(stack: Stack, base: Base): CustomState {
  const { settings, kept } = base;
  void [CfnApplication, PolicyStatement, Role, ServicePrincipal, workspaceOf, permit, kept, settings, Stack];
  return new CustomState(stack, 'Spark', { stateJson: { Type: 'Task', Resource: 'x' } });
}
