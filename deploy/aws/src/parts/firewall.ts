import type { Stack } from 'aws-cdk-lib';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Settings } from '../settings.ts';

/** Of one address within five minutes; the service itself answers 600 a minute. */
const most = 6000;

/** AWS's managed rules before the load balancer, and a limit for each address. */
export function addFirewall(stack: Stack, balancer: ApplicationLoadBalancer, { environment }: Settings): void {
  const managed = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet'];
  const rules: CfnWebACL.RuleProperty[] = [
    ...managed.map((name, priority) => managedRule(name, priority)),
    // Bodies may have 64 kB, which the service holds by itself; the rule would refuse 8 kB.
    managedRule('AWSManagedRulesCommonRuleSet', managed.length, ['SizeRestrictions_BODY']),
    {
      name: 'each-address',
      priority: managed.length + 1,
      action: { block: {} },
      statement: { rateBasedStatement: { limit: most, aggregateKeyType: 'IP' } },
      visibilityConfig: seen('each-address'),
    },
  ];
  const firewall = new CfnWebACL(stack, 'Firewall', {
    name: `movierec-${environment}`,
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: seen('firewall'),
    rules,
  });
  new CfnWebACLAssociation(stack, 'BeforeLoadBalancer', {
    resourceArn: balancer.loadBalancerArn,
    webAclArn: firewall.attrArn,
  });
}

const managedRule = (name: string, priority: number, onlyCounted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  ...{ name, priority, overrideAction: { none: {} }, visibilityConfig: seen(name) },
  statement: {
    managedRuleGroupStatement: {
      ...{ vendorName: 'AWS', name },
      ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
});

/** Counted, without keeping requests: those may hold what people look for. */
const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  ...{ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false },
});
