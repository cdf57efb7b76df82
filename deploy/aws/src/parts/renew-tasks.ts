import type { Stack } from 'aws-cdk-lib';
import type { Cluster, FargateService } from 'aws-cdk-lib/aws-ecs';
import { JsonPath } from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';

/** A step that puts new tasks in the place of the old ones, one after another, with models and passwords as they are now. */
export const renewTasks = (stack: Stack, id: string, cluster: Cluster, service: FargateService): CallAwsService =>
  new CallAwsService(stack, id, {
    service: 'ecs',
    action: 'updateService',
    parameters: { Cluster: cluster.clusterArn, Service: service.serviceName, ForceNewDeployment: true },
    iamResources: [service.serviceArn],
    resultPath: JsonPath.DISCARD,
  });
