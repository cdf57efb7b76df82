import { RemovalPolicy, type App, type Stack } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService as Service,
  IpAddresses,
  Port,
  Peer,
  SecurityGroup,
  SubnetType,
  Vpc,
  type ISecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { accept } from '../parts/accept.ts';
import { openStack } from '../parts/open-stack.ts';
import type { Settings } from '../settings.ts';

/** The private network, and who in it may speak to whom. */
export interface Network {
  readonly stack: Stack;
  readonly vpc: Vpc;
  /** The addresses of the network: the load balancer asks from one of them. */
  readonly addresses: string;
  /** What belongs to them is reached as `whoSpeaksToWhom` says; nothing can be added to them elsewhere. */
  readonly groups: Groups<ISecurityGroup>;
}

type GroupName = 'loadBalancer' | 'service' | 'training' | 'rotation' | 'database';
type Groups<Kind> = Readonly<Record<GroupName, Kind>>;

/** Where the service listens. */
export const servicePort = 8080;
/** Not the usual ports: who looks for databases tries those first. */
export const databasePorts = { mysql: 3307, documentdb: 27_018 } as const;

const addresses = '10.20.0.0/16';

/**
 * Three layers: public (the load balancer, NAT), private (the service, training), isolated (the database, which neither
 * reaches the internet nor is reached from it). S3 is reached by a gateway that costs nothing.
 */
export function network(app: App, settings: Settings): Network {
  const { region, zones, natGateways, interfaceEndpoints, environment } = settings;
  const stack = openStack(app, 'Network', 'movierec: the private network', settings);
  const vpc = new Vpc(stack, 'Vpc', {
    ipAddresses: IpAddresses.cidr(addresses),
    availabilityZones: zones.map((zone) => region + zone),
    natGateways,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      {
        name: 'private',
        subnetType: natGateways > 0 ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED,
        cidrMask: 20,
      },
      { name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
  });
  vpc.addFlowLog('FlowLog', {
    destination: FlowLogDestination.toCloudWatchLogs(
      new LogGroup(stack, 'FlowLogs', {
        logGroupName: `/movierec/${environment}/network`,
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    ),
  });
  const groups = whoSpeaksToWhom(stack, vpc, settings);
  vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
  if (interfaceEndpoints) addEndpoints(stack, vpc, groups, settings);
  const fixed = (name: GroupName): ISecurityGroup =>
    SecurityGroup.fromSecurityGroupId(stack, `${name}-fixed`, groups[name].securityGroupId, { mutable: false });
  return {
    ...{ stack, vpc, addresses },
    groups: {
      loadBalancer: fixed('loadBalancer'),
      service: fixed('service'),
      training: fixed('training'),
      rotation: fixed('rotation'),
      database: fixed('database'),
    },
  };
}

/** What tasks need to start, to write their logs and to read their secrets without a NAT gateway. */
const endpoints = {
  Registry: Service.ECR,
  Images: Service.ECR_DOCKER,
  Logs: Service.CLOUDWATCH_LOGS,
  Secrets: Service.SECRETS_MANAGER,
  Parameters: Service.SSM,
} as const;

function addEndpoints(
  stack: Stack,
  vpc: Vpc,
  { service, training, rotation }: Groups<SecurityGroup>,
  { spark }: Settings,
): void {
  const group = new SecurityGroup(stack, 'Endpoints', {
    vpc,
    description: 'Private ways to the services of AWS',
    allowAllOutbound: false,
  });
  for (const asker of [service, training, rotation]) group.addIngressRule(asker, Port.HTTPS, 'AWS is asked over https');
  const wanted = { ...endpoints, ...(spark && { Spark: Service.EMR_SERVERLESS }) };
  for (const [name, endpoint] of Object.entries(wanted)) {
    vpc.addInterfaceEndpoint(name, {
      service: endpoint,
      securityGroups: [group],
      open: false,
      subnets: { subnetGroupName: 'private' },
    });
  }
}

/** Every way that is open. Whatever is not named here cannot be reached. */
function whoSpeaksToWhom(stack: Stack, vpc: Vpc, { store }: Settings): Groups<SecurityGroup> {
  const group = (name: string, description: string): SecurityGroup =>
    new SecurityGroup(stack, name, { vpc, description, allowAllOutbound: false });
  const groups: Groups<SecurityGroup> = {
    loadBalancer: group('LoadBalancer', 'The load balancer, which the internet may reach'),
    service: group('Service', 'The tasks of the service'),
    training: group('Training', 'The tasks that train models'),
    rotation: group('Rotation', 'The function that changes the password of the database'),
    database: group('Database', 'The database of accounts and ratings'),
  };
  const { loadBalancer, service, training, rotation, database } = groups;
  const way = (from: SecurityGroup, to: SecurityGroup, port: number, why: string): void => {
    from.addEgressRule(to, Port.tcp(port), why);
    to.addIngressRule(from, Port.tcp(port), why);
  };
  loadBalancer.addIngressRule(Peer.anyIpv4(), Port.HTTPS, 'People come over https');
  loadBalancer.addIngressRule(Peer.anyIpv4(), Port.HTTP, 'Who comes over http is sent to https');
  way(loadBalancer, service, servicePort, 'Requests are handed on');
  for (const asker of [service, training, rotation]) {
    way(asker, database, databasePorts[store], 'Accounts and ratings');
    asker.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'AWS is asked over https');
  }
  accept(
    loadBalancer,
    'It is the one door to the service, which is for everybody: http answers with https only.',
    'EC23',
  );
  return groups;
}
