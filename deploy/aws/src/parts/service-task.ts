import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import {
  AvailabilityZoneRebalancing,
  FargateService,
  PropagatedTagSource,
  Secret,
  type Cluster,
} from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { servicePort } from '../stacks/network.ts';
import type { Base } from '../stacks/service.ts';
import { addCollector } from './collector.ts';
import { serveCommand } from './commands.ts';
import { alive, movierecTask } from './image.ts';
import { permit } from './permit.ts';

/** The tasks that serve, and their log. A deployment that does not become ready is rolled back by itself. */
export function serviceTask(
  stack: Stack,
  base: Base,
  cluster: Cluster,
): { readonly service: FargateService; readonly log: LogGroup } {
  const { settings, around, kept } = base;
  const { environment, serviceCpu: cpu, serviceMemory: memory } = settings;
  const log = new LogGroup(stack, 'Log', {
    logGroupName: `/movierec/${environment}/service`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const { task, container } = movierecTask(stack, base, { cpu, memory }, log, {
    command: serveCommand(base),
    portMappings: [{ containerPort: servicePort }],
    healthCheck: alive,
    // Requests under way are answered first.
    stopTimeout: Duration.seconds(60),
  });
  container.addSecret('MOVIEREC_SECRET', Secret.fromSecretsManager(kept.cookieKey));
  container.addSecret('MOVIEREC_OPERATOR_KEY', Secret.fromSecretsManager(kept.operatorKey));
  permit(task.taskRole, 'read', kept.workspace);
  addCollector(stack, task, base);
  const service = new FargateService(stack, 'Service', {
    ...{ cluster, taskDefinition: task, serviceName: `movierec-${environment}` },
    vpcSubnets: { subnetGroupName: 'private' },
    securityGroups: [around.groups.service],
    assignPublicIp: false,
    ...{ minHealthyPercent: 100, maxHealthyPercent: 200 },
    circuitBreaker: { enable: true, rollback: true },
    // To fetch the image and to read the model.
    healthCheckGracePeriod: Duration.minutes(5),
    availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
    enableExecuteCommand: false,
    propagateTags: PropagatedTagSource.SERVICE,
  });
  return { service, log };
}
