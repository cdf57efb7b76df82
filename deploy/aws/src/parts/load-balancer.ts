import { Duration, type Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  DesyncMitigationMode,
  ListenerAction,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { servicePort } from '../stacks/network.ts';
import type { Base } from '../stacks/service.ts';

/** Speaks TLS 1.2 and 1.3 with people, sends http to https, and hands requests to tasks that say they are ready. */
export function loadBalancer(
  stack: Stack,
  { settings, around, kept }: Base,
  service: FargateService,
): { balancer: ApplicationLoadBalancer; targets: ApplicationTargetGroup } {
  const { vpc, groups } = around;
  const { domain, hostedZone, certificate, protect } = settings;
  const zone =
    hostedZone === undefined
      ? undefined
      : HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
          hostedZoneId: hostedZone,
          // Only names of records are made of it, and those are given whole.
          zoneName: domain,
        });
  const balancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', {
    ...{ vpc, securityGroup: groups.loadBalancer, internetFacing: true },
    vpcSubnets: { subnetGroupName: 'public' },
    dropInvalidHeaderFields: true,
    desyncMitigationMode: DesyncMitigationMode.STRICTEST,
    deletionProtection: protect,
    // Pages listen to server-sent events, which may be silent for a while.
    idleTimeout: Duration.minutes(2),
  });
  balancer.logAccessLogs(kept.logs, 'load-balancer');

  const targets = new ApplicationTargetGroup(stack, 'Targets', {
    ...{ vpc, port: servicePort, protocol: ApplicationProtocol.HTTP, targets: [service] },
    deregistrationDelay: Duration.seconds(30),
    // What a person did last is in the memory of the task that was asked: ask the same one again.
    stickinessCookieDuration: Duration.days(1),
    healthCheck: {
      path: '/ready',
      healthyHttpCodes: '200',
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      // 150 seconds: longer than the database needs to go over to another zone, during which new tasks would help nobody.
      unhealthyThresholdCount: 10,
    },
  });
  balancer.addListener('Https', {
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    sslPolicy: SslPolicy.TLS13_RES,
    certificates: [
      certificate === undefined
        ? new Certificate(stack, 'Certificate', {
            domainName: domain,
            validation: CertificateValidation.fromDns(zone),
          })
        : Certificate.fromCertificateArn(stack, 'Certificate', certificate),
    ],
    defaultTargetGroups: [targets],
    open: false,
  });
  balancer.addListener('Http', {
    port: 80,
    protocol: ApplicationProtocol.HTTP,
    defaultAction: ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    open: false,
  });
  if (zone) {
    new ARecord(stack, 'Name', {
      zone,
      recordName: `${domain}.`,
      target: RecordTarget.fromAlias(new LoadBalancerTarget(balancer)),
    });
  }
  return { balancer, targets };
}
