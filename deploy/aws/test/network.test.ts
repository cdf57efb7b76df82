import { describe, expect, test } from 'vitest';
import { synthesize, variants, type Resource } from './fixtures/synthesize.ts';

const named = (resources: readonly Resource[], id: RegExp): Resource[] => resources.filter((one) => id.test(one.id));

describe.each(variants)('the network (%s)', (_, settings) => {
  const { all, stacks } = synthesize(settings);
  const reference = JSON.stringify;

  test('lets the internet in at the load balancer alone, at ports 80 and 443', () => {
    const open = [...all('AWS::EC2::SecurityGroup'), ...all('AWS::EC2::SecurityGroupIngress')].flatMap((group) =>
      [group.Properties.SecurityGroupIngress ?? group.Properties]
        .flat()
        .filter(({ CidrIp, CidrIpv6 }) => CidrIp || CidrIpv6)
        .map(({ FromPort, ToPort, CidrIp }) => ({ id: group.id, FromPort, ToPort, CidrIp })),
    );
    expect(open.map(({ id, ...port }) => ({ id: id.replace(/[0-9A-F]{8}$/, ''), ...port }))).toEqual([
      { id: 'LoadBalancer', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
      { id: 'LoadBalancer', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' },
    ]);
  });

  test('hands requests on to the service alone, and lets nobody but service, training and rotation at the database', () => {
    const [database] = named(all('AWS::EC2::SecurityGroup'), /^Database/);
    const [service] = named(all('AWS::EC2::SecurityGroup'), /^Service/);
    const from = (group: Resource): unknown[] =>
      all('AWS::EC2::SecurityGroupIngress')
        .filter(({ Properties }) => reference(Properties.GroupId).includes(group.id))
        .map(({ Properties }) => reference(Properties.SourceSecurityGroupId).match(/"(\w+?)[0-9A-F]{8}"/)![1])
        .sort();
    expect(from(database!)).toEqual(['Rotation', 'Service', 'Training']);
    expect(from(service!)).toEqual(['LoadBalancer']);
  });

  test('has no rule of a group outside of it: who speaks to whom is in one place', () => {
    for (const type of ['Ingress', 'Egress', '']) {
      for (const { stack } of all(`AWS::EC2::SecurityGroup${type}`)) expect(stack).toBe('Network');
    }
  });

  test('has a layer that no route leads out of, in each zone, for the database', () => {
    const isolated = named(all('AWS::EC2::Subnet'), /^Vpcisolated/).map(({ id }) => id);
    expect(isolated.length).toBeGreaterThanOrEqual(2);
    const tables = named(all('AWS::EC2::SubnetRouteTableAssociation'), /^Vpcisolated/).map(
      ({ Properties }) => Properties.RouteTableId.Ref,
    );
    expect(tables).toHaveLength(isolated.length);
    expect(all('AWS::EC2::Route').filter(({ Properties }) => tables.includes(Properties.RouteTableId.Ref))).toEqual([]);
  });

  test('writes down what flows, and gives no address of the internet to what starts in it', () => {
    stacks['Network']!.hasResourceProperties('AWS::EC2::FlowLog', { ResourceType: 'VPC', TrafficType: 'ALL' });
    for (const { Properties } of all('AWS::EC2::Subnet')) expect(Properties.MapPublicIpOnLaunch).toBe(false);
  });

  test('reaches S3 without paying for it', () => {
    const gateways = all('AWS::EC2::VPCEndpoint').filter(({ Properties }) => Properties.VpcEndpointType === 'Gateway');
    expect(gateways).toHaveLength(1);
    expect(reference(gateways[0]!.Properties.ServiceName)).toContain('s3');
  });
});

test('without a NAT gateway nothing reaches the internet, and tasks reach what they start from', () => {
  const { all } = synthesize({
    ...{ natGateways: 0, interfaceEndpoints: true, spark: true },
    collector: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/collector:v1',
  });
  expect(all('AWS::EC2::NatGateway')).toEqual([]);
  const outside = all('AWS::EC2::Route').filter(({ id }) => !id.startsWith('Vpcpublic'));
  expect(outside).toEqual([]);
  const services = all('AWS::EC2::VPCEndpoint').map(({ Properties }) => JSON.stringify(Properties.ServiceName));
  for (const needed of ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'ssm', 's3', 'emr-serverless']) {
    expect(services.filter((service) => service.includes(needed))).toHaveLength(1);
  }
});
