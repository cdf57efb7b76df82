import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Settings } from '../settings.ts';
import { accept } from './accept.ts';

/** A workflow that writes down each of its steps. */
export function workflow(stack: Stack, name: string, { environment }: Settings, steps: IChainable): StateMachine {
  const fullName = `movierec-${environment}-${name.toLowerCase()}`;
  const machine = new StateMachine(stack, name, {
    stateMachineName: fullName,
    definitionBody: DefinitionBody.fromChainable(steps),
    timeout: Duration.days(1),
    tracingEnabled: true,
    logs: {
      level: LogLevel.ALL,
      destination: new LogGroup(stack, `${name}Steps`, {
        // Below this name a log group's policy does not grow with each workflow that writes to it.
        logGroupName: `/aws/vendedlogs/states/${fullName}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    },
  });
  accept(
    machine,
    'Traces (X-Ray) and the delivery of logs are rights that AWS gives for all resources or none.',
    'IAM5[Resource::*]',
  );
  return machine;
}
