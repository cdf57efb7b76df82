import { CfnOutput, type App, type Stack } from 'aws-cdk-lib';
import { Cluster, ContainerInsights, type FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { addFirewall } from '../parts/firewall.ts';
import { loadBalancer } from '../parts/load-balancer.ts';
import { openStack } from '../parts/open-stack.ts';
import { scale } from '../parts/scale.ts';
import { serviceTask } from '../parts/service-task.ts';
import type { Settings } from '../settings.ts';
import type { Database } from './database.ts';
import type { Network } from './network.ts';
import type { Storage } from './storage.ts';

/** What all that runs is made from. */
export interface Base {
  readonly settings: Settings;
  /** The digest of the image. */
  readonly image: string;
  readonly around: Network;
  readonly kept: Storage;
  readonly people: Database;
}

export interface Served {
  readonly stack: Stack;
  readonly cluster: Cluster;
  readonly service: FargateService;
  readonly balancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;
  readonly log: LogGroup;
}

/** The live service: containers behind a load balancer that speaks https. */
export function service(app: App, base: Base): Served {
  const { settings, around } = base;
  const stack = openStack(app, 'Service', 'movierec: the live service', settings);
  const cluster = new Cluster(stack, 'Cluster', {
    vpc: around.vpc,
    clusterName: `movierec-${settings.environment}`,
    containerInsightsV2: ContainerInsights.ENABLED,
    enableFargateCapacityProviders: true,
  });
  const { service, log } = serviceTask(stack, base, cluster);
  const { balancer, targets } = loadBalancer(stack, base, service);
  scale(service, targets, settings);
  if (settings.firewall) addFirewall(stack, balancer, settings);
  new CfnOutput(stack, 'Address', { value: `https://${settings.domain}` });
  new CfnOutput(stack, 'LoadBalancerName', { value: balancer.loadBalancerDnsName });
  return { stack, cluster, service, balancer, targets, log };
}
