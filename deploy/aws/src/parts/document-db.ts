import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { ClusterParameterGroup, DatabaseCluster } from 'aws-cdk-lib/aws-docdb';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { SecretRotationApplication } from 'aws-cdk-lib/aws-secretsmanager';
import type { Settings } from '../settings.ts';
import type { Database } from '../stacks/database.ts';
import { databasePorts, type Network } from '../stacks/network.ts';
import { accept } from './accept.ts';
import { authorities } from './image.ts';
import { rotatePassword, unspeakable } from './rotate-password.ts';

const gigabyte = 2 ** 30;

/** DocumentDB, which speaks MongoDB's protocol: encrypted, over TLS alone, unreachable from outside. */
export function documentDb(stack: Stack, settings: Settings, around: Network): Omit<Database, 'stack'> {
  const { vpc, groups } = around;
  const { environment, databaseInstance, multiZone, backupDays, protect } = settings;
  const name = `movierec-${environment}`;
  const cluster = new DatabaseCluster(stack, 'DocumentDb', {
    dbClusterName: name,
    engineVersion: '5.0.0',
    parameterGroup: new ClusterParameterGroup(stack, 'Parameters', {
      family: 'docdb5.0',
      description: 'TLS for everybody; who signs in and slow operations are logged',
      parameters: { tls: 'enabled', audit_logs: 'ddl,dml_auth', profiler: 'enabled', profiler_threshold_ms: '1000' },
    }),
    masterUser: { username: 'movierec', excludeCharacters: unspeakable },
    instanceType: new InstanceType(databaseInstance),
    instances: multiZone ? 2 : 1,
    ...{ vpc, vpcSubnets: { subnetGroupName: 'isolated' }, securityGroup: groups.database },
    port: databasePorts.documentdb,
    storageEncrypted: true,
    backup: { retention: Duration.days(backupDays), preferredWindow: '01:00-01:30' },
    preferredMaintenanceWindow: 'sun:02:00-sun:02:30',
    ...{ exportAuditLogsToCloudWatch: true, exportProfilerLogsToCloudWatch: true },
    deletionProtection: protect,
    removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT,
  });
  for (const log of ['audit', 'profiler']) {
    cluster.node.addDependency(
      new LogGroup(stack, `Log-${log}`, {
        logGroupName: `/aws/docdb/${name}/${log}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    );
  }
  rotatePassword(stack, SecretRotationApplication.MONGODB_ROTATION_SINGLE_USER, cluster.secret!, cluster, around);
  accept(
    cluster,
    'Signing in and changes of indexes and collections are in the audit log, which is exported; there are no logs of these names.',
    ...['authenticate', 'createIndex', 'dropCollection'].map((log) => `DOC5[LogExport::${log}]`),
  );
  accept(
    cluster,
    'Name and password do come from Secrets Manager, by a reference to another resource that the rule cannot read.',
    'DOC3',
  );
  const { hostname } = cluster.clusterEndpoint;
  const options = `tls=true&tlsCAFile=${authorities}&replicaSet=rs0&readPreference=primary&retryWrites=false`;
  return {
    address: `mongodb://${hostname}:${databasePorts.documentdb}/movierec?${options}`,
    credentials: cluster.secret!,
    cpu: ofDocumentDb('CPUUtilization', 'Average', name),
    connections: ofDocumentDb('DatabaseConnections', 'Sum', name),
    free: ofDocumentDb('FreeableMemory', 'Minimum', name),
    leastFree: gigabyte / 4,
  };
}

const ofDocumentDb = (metricName: string, statistic: string, cluster: string): Metric =>
  new Metric({ namespace: 'AWS/DocDB', metricName, statistic, dimensionsMap: { DBClusterIdentifier: cluster } });
