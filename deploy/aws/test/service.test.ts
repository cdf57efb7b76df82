import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { figures } from '../src/parts/collector.ts';
import { image, synthesize, variants, type Resource } from './fixtures/synthesize.ts';

const containers = (task: Resource): Resource['Properties'][] => task.Properties.ContainerDefinitions;

describe.each(variants)('the load balancer (%s)', (_, settings) => {
  const { all, stacks } = synthesize(settings);
  const service = stacks['Service']!;
  const listeners = Object.fromEntries(
    all('AWS::ElasticLoadBalancingV2::Listener').map(({ Properties }) => [Properties.Port, Properties]),
  );

  test('speaks TLS 1.2 and 1.3 with a certificate for the domain', () => {
    expect(Object.keys(listeners)).toEqual(['80', '443']);
    expect(listeners[443].Protocol).toBe('HTTPS');
    expect(listeners[443].SslPolicy).toMatch(/^ELBSecurityPolicy-TLS13-1-2-/);
    expect(listeners[443].Certificates).toHaveLength(1);
    service.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'films.example.org',
      ValidationMethod: 'DNS',
    });
  });

  test('sends http to https for good', () => {
    expect(listeners[80].DefaultActions).toEqual([
      { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
    ]);
  });

  test('writes down who asked, and refuses headers and requests that are read in two ways', () => {
    const [{ Properties }] = all('AWS::ElasticLoadBalancingV2::LoadBalancer') as [Resource];
    const attributes = Object.fromEntries(
      Properties.LoadBalancerAttributes.map(({ Key, Value }: Record<string, string>) => [Key, Value]),
    );
    expect(attributes).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.prefix': 'load-balancer',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'strictest',
    });
  });

  test('asks tasks whether they are ready for longer than a database takes to go over to another zone', () => {
    const [{ Properties }] = all('AWS::ElasticLoadBalancingV2::TargetGroup') as [Resource];
    expect(Properties).toMatchObject({ HealthCheckPath: '/ready', TargetType: 'ip', Matcher: { HttpCode: '200' } });
    expect(Properties.HealthCheckIntervalSeconds * Properties.UnhealthyThresholdCount).toBeGreaterThan(120);
  });

  test('has the name of the domain', () => {
    service.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'films.example.org.', Type: 'A' });
  });
});

test('a certificate of one’s own is taken as it is, and no name is made', () => {
  const certificate = `arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000`;
  const { all } = synthesize({
    environments: { small: { region: 'eu-west-1', zones: 'a,b', domain: 'films.example.org', certificate } },
  });
  expect(all('AWS::CertificateManager::Certificate')).toEqual([]);
  expect(all('AWS::Route53::RecordSet')).toEqual([]);
  const https = all('AWS::ElasticLoadBalancingV2::Listener').find(({ Properties }) => Properties.Port === 443)!;
  expect(https.Properties.Certificates).toEqual([{ CertificateArn: certificate }]);
});

test('a firewall stands before the load balancer where it is wanted, with a limit for each address', () => {
  const { all } = synthesize({ environment: 'large' });
  const [firewall] = all('AWS::WAFv2::WebACL');
  expect(firewall!.Properties.Rules.map(({ Name }: { Name: string }) => Name)).toEqual([
    'AWSManagedRulesAmazonIpReputationList',
    'AWSManagedRulesKnownBadInputsRuleSet',
    'AWSManagedRulesCommonRuleSet',
    'each-address',
  ]);
  expect(all('AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
  expect(synthesize().all('AWS::WAFv2::WebACL')).toEqual([]);
});

describe.each(variants)('scaling (%s)', (_, settings) => {
  const { all, stacks } = synthesize(settings);
  const large = 'environment' in settings;

  test('adds tasks in steps where nine of ten answers take longer than they should', () => {
    const policies = all('AWS::ApplicationAutoScaling::ScalingPolicy');
    const step = policies.filter(({ Properties }) => Properties.PolicyType === 'StepScaling');
    expect(step).toHaveLength(1);
    expect(step[0]!.Properties.StepScalingPolicyConfiguration.StepAdjustments).toEqual([
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 0.25, ScalingAdjustment: 25 },
      { MetricIntervalLowerBound: 0.25, ScalingAdjustment: 100 },
    ]);
    stacks['Service']!.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'TargetResponseTime',
      ExtendedStatistic: 'p90',
      Threshold: 0.25,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Latency') }],
    });
  });

  test('tracks the processor beside it, which takes tasks away again', () => {
    stacks['Service']!.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        DisableScaleIn: Match.absent(),
      },
    });
  });

  test('keeps between the fewest and the most', () => {
    stacks['Service']!.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: large ? 3 : 2,
      MaxCapacity: large ? 20 : 6,
    });
  });
});

describe.each(variants)('the tasks (%s)', (_, settings) => {
  const { all, stacks } = synthesize(settings);
  const tasks = all('AWS::ECS::TaskDefinition');
  const [served] = tasks.filter(({ stack }) => stack === 'Service') as [Resource];
  const [movierec, collector] = containers(served);

  test('cannot write to the image, have no rights of root, and no more than their user has', () => {
    expect(tasks).toHaveLength(2);
    for (const container of tasks.flatMap(containers)) {
      expect(container).toMatchObject({
        ReadonlyRootFilesystem: true,
        User: expect.stringMatching(/^[1-9]\d*(:[1-9]\d*)?$/),
        LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: true },
      });
      expect(container.Privileged ?? false).toBe(false);
    }
  });

  test('have nothing in their plain environment, and secrets from Secrets Manager', () => {
    for (const container of tasks.flatMap(containers)) expect(container.Environment).toBeUndefined();
    const names = (container: Resource['Properties']): string[] =>
      container.Secrets.map(({ Name }: { Name: string }) => Name).sort();
    expect(names(movierec)).toEqual([
      'MOVIEREC_DATABASE_PASSWORD',
      'MOVIEREC_DATABASE_USER',
      'MOVIEREC_OPERATOR_KEY',
      'MOVIEREC_SECRET',
    ]);
    const [trained] = tasks.filter(({ stack }) => stack === 'Training') as [Resource];
    expect(names(containers(trained)[0])).toEqual(['MOVIEREC_DATABASE_PASSWORD', 'MOVIEREC_DATABASE_USER']);
  });

  test('have no secret among their arguments', () => {
    for (const container of tasks.flatMap(containers)) {
      expect(JSON.stringify(container.Command ?? [])).not.toMatch(/resolve:secretsmanager|SecretString|password/i);
    }
  });

  test('run what was pushed under its digest', () => {
    for (const task of tasks) expect(JSON.stringify(containers(task)[0].Image)).toContain(`@${image}`);
  });

  test('serve the workspace with the store, and believe the load balancer alone about who asks', () => {
    const command = movierec.Command.map((part: unknown) => (typeof part === 'string' ? part : JSON.stringify(part)));
    const after = (option: string): string => command[command.indexOf(option) + 1];
    expect(command[0]).toBe('serve');
    expect(after('--store')).toMatch(
      'store' in settings
        ? /mongodb:\/\/.*:27018\/movierec\?tls=true&tlsCAFile=\/opt/
        : /mysql:\/\/.*:3307\/movierec\?ssl=true&ssl-ca=\/opt/,
    );
    expect(after('--models')).toContain('s3://');
    expect(after('--host')).toBe('0.0.0.0');
    expect(after('--trust-proxy')).toBe('10.20.0.0/16');
  });

  test('are replaced without a gap, and put back where the new ones do not become ready', () => {
    stacks['Service']!.hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
      },
      DesiredCount: Match.absent(),
      EnableExecuteCommand: false,
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
    });
  });

  test('have a collector that the service does not depend on, whose configuration fits into a parameter', () => {
    expect([movierec.Essential, collector.Essential]).toEqual([true, false]);
    const [parameter] = all('AWS::SSM::Parameter');
    const configuration = parameter!.Properties.Value as string;
    expect(configuration.length).toBeLessThan(4096);
    // A $ would be taken for the name of a variable.
    expect(configuration).not.toContain('$');
    const { receivers, exporters, service } = JSON.parse(configuration);
    const [scrape] = receivers.prometheus.config.scrape_configs;
    expect([scrape.metrics_path, scrape.static_configs[0].targets]).toEqual(['/metrics', ['127.0.0.1:8080']]);
    expect(service.pipelines.metrics).toEqual({
      receivers: ['prometheus'],
      processors: ['batch'],
      exporters: ['awsemf'],
    });
    const { metric_declarations: declared } = exporters.awsemf;
    for (const name of Object.keys(figures)) {
      const matching = declared.filter(({ metric_name_selectors: [selector] }: { metric_name_selectors: string[] }) =>
        new RegExp(selector!).test(name),
      );
      expect(matching, name).toHaveLength(1);
      expect(new RegExp(`^${scrape.metric_relabel_configs[0].regex}$`).test(name)).toBe(true);
    }
  });
});
