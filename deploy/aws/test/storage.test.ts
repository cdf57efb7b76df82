import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { synthesize, variants } from './fixtures/synthesize.ts';

describe.each(variants)('storage (%s)', (_, settings) => {
  const { all, stacks } = synthesize(settings);
  const buckets = all('AWS::S3::Bucket');

  test('has a bucket for data, one for the workspace and one for logs, all private and encrypted', () => {
    expect(buckets.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(['Data', 'Logs', 'Workspace']);
    for (const { Properties } of buckets) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1);
    }
  });

  test('refuses who does not speak TLS 1.2, whoever it is', () => {
    const policies = all('AWS::S3::BucketPolicy');
    expect(policies).toHaveLength(buckets.length);
    for (const { Properties } of policies) {
      const denied = Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Deny');
      expect(
        denied.map(({ Condition, Principal, Action }: Record<string, unknown>) => ({ Condition, Principal, Action })),
      ).toEqual([
        { Condition: { Bool: { 'aws:SecureTransport': 'false' } }, Principal: { AWS: '*' }, Action: 's3:*' },
        { Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } }, Principal: { AWS: '*' }, Action: 's3:*' },
      ]);
    }
  });

  test('keeps earlier versions of data and models for thirty days, and who asked for what', () => {
    for (const { id, Properties } of buckets.filter(({ id }) => !id.startsWith('Logs'))) {
      expect(Properties.VersioningConfiguration, id).toEqual({ Status: 'Enabled' });
      expect(Properties.LoggingConfiguration.LogFilePrefix).toMatch(/^s3\//);
      expect(Properties.LifecycleConfiguration.Rules).toContainEqual(
        expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } }),
      );
    }
  });

  test('stays where the stack is taken down: buckets, images, keys', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::ECR::Repository']) {
      for (const { DeletionPolicy, UpdateReplacePolicy } of all(type)) {
        expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
      }
    }
    const keys = all('AWS::SecretsManager::Secret').filter(({ stack }) => stack === 'Storage');
    expect(keys.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Retain']);
  });

  test('has images whose tags cannot be moved, scanned when they come', () => {
    stacks['Storage']!.hasResourceProperties('AWS::ECR::Repository', {
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      RepositoryPolicyText: Match.absent(),
    });
  });

  test('makes keys of the form that movierec takes: 64 and 48 hexadecimal digits', () => {
    const generated = all('AWS::SecretsManager::Secret')
      .filter(({ stack }) => stack === 'Storage')
      .map(({ Properties }) => Properties.GenerateSecretString);
    expect(generated.map(({ PasswordLength }) => PasswordLength).sort()).toEqual([48, 64]);
    for (const { ExcludeCharacters, ExcludeUppercase, ExcludePunctuation, IncludeSpace } of generated) {
      const left = [...'abcdefghijklmnopqrstuvwxyz0123456789'].filter((sign) => !ExcludeCharacters.includes(sign));
      expect(left.join('')).toBe('abcdef0123456789');
      expect([ExcludeUppercase, ExcludePunctuation, IncludeSpace ?? false]).toEqual([true, true, false]);
    }
  });
});
