import { describe, expect, test } from 'vitest';
import { synthesize } from './fixtures/synthesize.ts';

describe.each(['small', 'large'])('the database of %s', (environment) => {
  const large = environment === 'large';

  describe('as MySQL', () => {
    const { all, stacks } = synthesize({ environment });
    const [instance] = all('AWS::RDS::DBInstance');

    test('is one, not public, encrypted, in the layer that nothing leads out of', () => {
      expect(all('AWS::RDS::DBInstance')).toHaveLength(1);
      expect(all('AWS::DocDB::DBCluster')).toEqual([]);
      expect(instance!.Properties).toMatchObject({
        PubliclyAccessible: false,
        StorageEncrypted: true,
        Engine: 'mysql',
      });
      const [subnets] = all('AWS::RDS::DBSubnetGroup');
      expect(JSON.stringify(subnets!.Properties.SubnetIds)).toMatch(/isolated/);
      expect(JSON.stringify(subnets!.Properties.SubnetIds)).not.toMatch(/public|private/);
    });

    test('speaks over TLS alone', () => {
      stacks['Database']!.hasResourceProperties('AWS::RDS::DBParameterGroup', {
        Parameters: { require_secure_transport: '1' },
      });
    });

    test('is backed up, and stands in two zones where it is large', () => {
      expect(instance!.Properties).toMatchObject({ BackupRetentionPeriod: large ? 35 : 7, MultiAZ: large });
    });

    test('cannot be deleted by mistake where it is large, and leaves a snapshot where it is small', () => {
      expect(instance!.Properties.DeletionProtection).toBe(large);
      expect(instance!.DeletionPolicy).toBe(large ? 'Retain' : 'Snapshot');
    });
  });

  describe('as DocumentDB', () => {
    const { all, stacks } = synthesize({ environment, store: 'documentdb' });
    const [cluster] = all('AWS::DocDB::DBCluster');

    test('is one, encrypted, in the layer that nothing leads out of', () => {
      expect(all('AWS::RDS::DBInstance')).toEqual([]);
      expect(cluster!.Properties.StorageEncrypted).toBe(true);
      const [subnets] = all('AWS::DocDB::DBSubnetGroup');
      expect(JSON.stringify(subnets!.Properties.SubnetIds)).not.toMatch(/public|private/);
    });

    test('speaks over TLS alone and writes down who signs in', () => {
      stacks['Database']!.hasResourceProperties('AWS::DocDB::DBClusterParameterGroup', {
        Parameters: { tls: 'enabled', audit_logs: 'ddl,dml_auth' },
      });
      expect(cluster!.Properties.EnableCloudwatchLogsExports).toEqual(['audit', 'profiler']);
    });

    test('is backed up, and has a second instance where it is large', () => {
      expect(cluster!.Properties.BackupRetentionPeriod).toBe(large ? 35 : 7);
      expect(all('AWS::DocDB::DBInstance')).toHaveLength(large ? 2 : 1);
      expect(cluster!.Properties.DeletionProtection).toBe(large);
    });
  });
});

describe.each(['mysql', 'documentdb'])('the password of %s', (store) => {
  const { all, resources } = synthesize({ store });

  test('is made by Secrets Manager and is in no template', () => {
    const [made] = all('AWS::SecretsManager::Secret').filter(({ stack }) => stack === 'Database');
    expect(made!.Properties.GenerateSecretString.GenerateStringKey).toBe('password');
    const [server] = resources.filter(
      ({ Type }) => /DBInstance$|DBCluster$/.test(Type) && Type !== 'AWS::DocDB::DBInstance',
    );
    expect(JSON.stringify(server!.Properties.MasterUserPassword)).toContain('{{resolve:secretsmanager:');
  });

  test('has nothing in it that an address would need written otherwise', () => {
    const [made] = all('AWS::SecretsManager::Secret').filter(({ stack }) => stack === 'Database');
    const { ExcludeCharacters } = made!.Properties.GenerateSecretString;
    for (const sign of '@/:?#%&+ "\'\\') expect(ExcludeCharacters).toContain(sign);
  });

  test('is changed every thirty days at the latest, from within the private network', () => {
    const [rotation] = all('AWS::SecretsManager::RotationSchedule');
    expect(rotation!.Properties.RotationRules).toEqual({ ScheduleExpression: 'rate(30 days)' });
    const [lambda] = all('AWS::Serverless::Application');
    expect(JSON.stringify(lambda!.Properties.Parameters.vpcSubnetIds)).toMatch(/private/);
  });
});
