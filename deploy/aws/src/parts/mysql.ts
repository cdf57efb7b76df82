import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CaCertificate,
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  MysqlEngineVersion,
  ParameterGroup,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import { SecretRotationApplication } from 'aws-cdk-lib/aws-secretsmanager';
import type { Settings } from '../settings.ts';
import type { Database } from '../stacks/database.ts';
import { databasePorts, type Network } from '../stacks/network.ts';
import { accept } from './accept.ts';
import { authorities } from './image.ts';
import { rotatePassword, unspeakable } from './rotate-password.ts';

const database = 'movierec';
const gigabyte = 2 ** 30;

/** RDS for MySQL: encrypted, over TLS alone, unreachable from outside, its password changed every month. */
export function mysql(stack: Stack, settings: Settings, around: Network): Omit<Database, 'stack'> {
  const { vpc, groups } = around;
  const { environment, databaseInstance, databaseStorage, multiZone, backupDays, protect } = settings;
  const name = `movierec-${environment}`;
  const engine = DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.VER_8_4_7 });
  const logs = ['error', 'slowquery'];
  const instance = new DatabaseInstance(stack, 'Mysql', {
    instanceIdentifier: name,
    engine,
    caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
    parameterGroup: new ParameterGroup(stack, 'Parameters', {
      engine,
      description: 'TLS for everybody; queries of a second and more are logged',
      parameters: { require_secure_transport: '1', slow_query_log: '1', long_query_time: '1', log_output: 'FILE' },
    }),
    instanceType: new InstanceType(databaseInstance),
    ...{ vpc, vpcSubnets: { subnetGroupName: 'isolated' }, publiclyAccessible: false },
    securityGroups: [groups.database],
    port: databasePorts.mysql,
    databaseName: database,
    credentials: Credentials.fromGeneratedSecret('movierec', { excludeCharacters: unspeakable }),
    multiAz: multiZone,
    ...{ storageType: StorageType.GP3, storageEncrypted: true },
    ...{ allocatedStorage: databaseStorage, maxAllocatedStorage: 5 * databaseStorage },
    ...{ backupRetention: Duration.days(backupDays), copyTagsToSnapshot: true, deleteAutomatedBackups: false },
    ...{ preferredBackupWindow: '01:00-01:30', preferredMaintenanceWindow: 'sun:02:00-sun:02:30' },
    autoMinorVersionUpgrade: true,
    cloudwatchLogsExports: logs,
    deletionProtection: protect,
    removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT,
  });
  // Made before the database makes them, which would keep them for ever.
  for (const log of logs) {
    instance.node.addDependency(
      new LogGroup(stack, `Log-${log}`, {
        logGroupName: `/aws/rds/instance/${name}/${log}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    );
  }
  rotatePassword(stack, SecretRotationApplication.MYSQL_ROTATION_SINGLE_USER, instance.secret!, instance, around);
  if (!multiZone) {
    accept(
      instance,
      'A trial: a second database in another zone doubles the price; multiZone is true in large.',
      'RDS3',
    );
  }
  if (!protect) {
    accept(
      instance,
      'A trial can be taken down by cdk destroy, which leaves a snapshot; protect is true in large.',
      'RDS10',
    );
  }
  const { dbInstanceEndpointAddress: host, secret } = instance;
  return {
    address: `mysql://${host}:${databasePorts.mysql}/${database}?ssl=true&ssl-ca=${authorities}`,
    credentials: secret!,
    cpu: instance.metricCPUUtilization(),
    connections: instance.metricDatabaseConnections(),
    free: instance.metricFreeStorageSpace({ statistic: 'Minimum' }),
    leastFree: (databaseStorage / 10) * gigabyte,
  };
}
