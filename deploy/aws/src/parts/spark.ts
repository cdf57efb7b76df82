import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { PolicyStatement, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Base } from '../stacks/service.ts';
import { accept } from './accept.ts';
import { permit } from './permit.ts';

/**
 * An EMR Serverless application for the Spark engine: it costs nothing while it has no job, starts with the first and stops
 * after a quarter of an hour without one. The task that trains starts jobs there, under a role of their own, which
 * sees the workspace and nothing else.
 */
export function addSpark(stack: Stack, base: Base, trainer: IRole): void {
  const { settings, kept } = base;
  const { environment, sparkCpu, architecture } = settings;
  const log = new LogGroup(stack, 'SparkLog', {
    logGroupName: `/movierec/${environment}/spark`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const application = new CfnApplication(stack, 'Spark', {
    name: `movierec-${environment}`,
    type: 'SPARK',
    releaseLabel: 'emr-7.9.0',
    architecture: architecture === 'arm64' ? 'ARM64' : 'X86_64',
    autoStartConfiguration: { enabled: true },
    autoStopConfiguration: { enabled: true, idleTimeoutMinutes: 15 },
    maximumCapacity: { cpu: `${sparkCpu} vCPU`, memory: `${4 * sparkCpu} GB`, disk: `${20 * sparkCpu} GB` },
    monitoringConfiguration: { cloudWatchLoggingConfiguration: { enabled: true, logGroupName: log.logGroupName } },
  });
  const job = new Role(stack, 'SparkJob', {
    description: 'movierec: jobs of Spark',
    maxSessionDuration: Duration.hours(12),
    assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com', {
      conditions: { ArnLike: { 'aws:SourceArn': application.attrArn } },
    }),
  });
  permit(job, 'write', kept.workspace);
  log.grantWrite(job);
  job.addToPolicy(new PolicyStatement({ actions: ['logs:DescribeLogStreams'], resources: [log.logGroupArn] }));
  job.addToPolicy(new PolicyStatement({ actions: ['logs:DescribeLogGroups'], resources: ['*'] }));
  accept(job, 'Which log groups there are is a right that AWS gives for all of them or none.', 'IAM5[Resource::*]');

  const mayStart = [
    new PolicyStatement({
      actions: ['emr-serverless:GetApplication', 'emr-serverless:StartJobRun'],
      resources: [application.attrArn],
    }),
    new PolicyStatement({
      actions: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'],
      resources: [`${application.attrArn}/jobruns/*`],
    }),
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [job.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } },
    }),
  ];
  for (const statement of mayStart) trainer.addToPrincipalPolicy(statement);
  accept(
    trainer,
    'The jobs of one application, to follow and to end: their ids are known once they run.',
    'IAM5[Resource::<Spark.Arn>/jobruns/*]',
  );
  new CfnOutput(stack, 'SparkApplication', { value: application.attrApplicationId });
  new CfnOutput(stack, 'SparkJobRole', { value: job.roleArn });
}
