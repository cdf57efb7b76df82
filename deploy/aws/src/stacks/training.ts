import { CfnOutput, Duration, RemovalPolicy, type App } from 'aws-cdk-lib';
import { FargatePlatformVersion } from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { IntegrationPattern, JsonPath, Timeout, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { EcsFargateLaunchTarget, EcsRunTask } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { retrainCommand } from '../parts/commands.ts';
import { movierecTask } from '../parts/image.ts';
import { openStack } from '../parts/open-stack.ts';
import { permit } from '../parts/permit.ts';
import { renewal } from '../parts/renewal.ts';
import { renewTasks } from '../parts/renew-tasks.ts';
import { schedule } from '../parts/schedule.ts';
import { addSpark } from '../parts/spark.ts';
import { workflow } from '../parts/workflow.ts';
import type { Base, Served } from './service.ts';

export interface Trained {
  readonly training: StateMachine;
  readonly renewal: StateMachine;
  readonly log: LogGroup;
}

/**
 * Training by the clock: a task of its own fits the model anew, and only where that went well does the service take it. The
 * same workflow runs any command of movierec's on the workspace, for those who start it by hand with
 * `{ "command": ["run", …] }`.
 */
export function training(app: App, base: Base, { cluster, service }: Served): Trained {
  const { settings, around, kept } = base;
  const { environment, trainingCpu: cpu, trainingMemory: memory, trainingDisk: disk } = settings;
  const stack = openStack(app, 'Training', 'movierec: training by the clock', settings);
  const log = new LogGroup(stack, 'Log', {
    logGroupName: `/movierec/${environment}/training`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const { task, container } = movierecTask(stack, base, { cpu, memory, disk }, log, { command: ['doctor'] });
  permit(task.taskRole, 'write', kept.workspace);
  permit(task.taskRole, 'read', kept.data);
  if (settings.spark) addSpark(stack, base, task.taskRole);

  const train = new EcsRunTask(stack, 'Train', {
    integrationPattern: IntegrationPattern.RUN_JOB,
    ...{ cluster, taskDefinition: task, assignPublicIp: false },
    subnets: { subnetGroupName: 'private' },
    securityGroups: [around.groups.training],
    launchTarget: new EcsFargateLaunchTarget({ platformVersion: FargatePlatformVersion.LATEST }),
    containerOverrides: [{ containerDefinition: container, command: JsonPath.listAt('$.command') }],
    taskTimeout: Timeout.duration(Duration.hours(12)),
    resultPath: JsonPath.DISCARD,
  });
  // Where there was no machine to be had. What the task itself failed at it would fail at again.
  train.addRetry({
    errors: ['ECS.AmazonECSException', 'ECS.ServerException'],
    maxAttempts: 5,
    interval: Duration.minutes(2),
  });
  const steps = train.next(renewTasks(stack, 'The service takes the new model', cluster, service));
  const machine = workflow(stack, 'Training', settings, steps);
  schedule(stack, 'TrainingByTheClock', ScheduleExpression.expression(settings.trainingSchedule), machine, {
    command: retrainCommand(base),
  });
  new CfnOutput(stack, 'TrainingWorkflow', { value: machine.stateMachineArn });
  return { training: machine, renewal: renewal(stack, base, cluster, service), log };
}
