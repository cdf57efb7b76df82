import { Duration, type Stack } from 'aws-cdk-lib';
import type { Cluster, FargateService } from 'aws-cdk-lib/aws-ecs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Choice, Condition, Fail, Wait, WaitTime, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Base } from '../stacks/service.ts';
import { renewTasks } from './renew-tasks.ts';
import { schedule } from './schedule.ts';
import { workflow } from './workflow.ts';

/**
 * Every four weeks the database gets a new password, and the tasks are renewed at once, since they know the one of their
 * start. Connections that are open stay so; new ones fail for the minutes in between.
 */
export function renewal(
  stack: Stack,
  { settings, people }: Base,
  cluster: Cluster,
  service: FargateService,
): StateMachine {
  const secret = people.credentials.secretArn;
  const ask = (id: string, action: string, outputs: Record<string, string>): CallAwsService =>
    CallAwsService.jsonata(stack, id, {
      ...{ service: 'secretsmanager', action, parameters: { SecretId: secret }, iamResources: [secret] },
      outputs,
    });
  const steps = ask('A new password', 'rotateSecret', { version: '{% $states.result.VersionId %}' })
    .next(
      Wait.jsonata(stack, 'Until the database has it', {
        time: WaitTime.duration(Duration.minutes(3)),
        outputs: '{% $states.input %}',
      }),
    )
    .next(
      ask('Has it?', 'describeSecret', {
        stages: '{% $lookup($states.result.VersionIdsToStages, $states.input.version) %}',
      }),
    )
    .next(
      Choice.jsonata(stack, 'Is it the current one?')
        .when(
          Condition.jsonata("{% 'AWSCURRENT' in $states.input.stages %}"),
          renewTasks(stack, 'The service takes it', cluster, service),
        )
        .otherwise(
          Fail.jsonata(stack, 'The old one stays', {
            error: 'NOT_ROTATED',
            cause: 'The database did not take the new password; the log of the rotation function says why.',
          }),
        ),
    );
  const machine = workflow(stack, 'Renewal', settings, steps);
  schedule(stack, 'RenewalByTheClock', ScheduleExpression.rate(Duration.days(28)), machine);
  return machine;
}
