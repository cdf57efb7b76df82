import { describe, expect, test } from 'vitest';
import { synthesize, variants } from './fixtures/synthesize.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The actions that AWS knows for all resources or none; see the Service Authorization Reference. */
const forAllOrNone = [
  'ecr:GetAuthorizationToken',
  // Log delivery of Step Functions, and traces.
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
/** Of tasks whose names are known only once they run; see `workflow`. */
const ofRunningTasks = ['ecs:DescribeTasks', 'ecs:StopTask'];

describe.each(variants)('rights (%s)', (_, settings) => {
  const { all } = synthesize(settings);
  const roles = all('AWS::IAM::Role');
  const policies = [
    ...all('AWS::IAM::Policy').map(({ id, Properties }) => ({ id, document: Properties.PolicyDocument })),
    ...roles.flatMap(({ id, Properties: { Policies = [] } }) =>
      Policies.map(({ PolicyDocument }: { PolicyDocument: object }) => ({ id, document: PolicyDocument })),
    ),
  ];
  const statements = policies.flatMap(({ id, document }) =>
    (document.Statement as Statement[]).map((statement) => ({ ...statement, id, actions: [statement.Action].flat() })),
  );

  test('are given one by one: no action has a wildcard', () => {
    expect(statements.length).toBeGreaterThan(15);
    for (const { id, actions } of statements) {
      for (const action of actions) expect(action, id).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
    }
  });

  test('hold for named resources, but where AWS has them for all or none', () => {
    for (const { id, actions, Resource } of statements) {
      if (![Resource].flat().includes('*')) continue;
      const allowed = id.startsWith('TrainingRole') ? [...forAllOrNone, ...ofRunningTasks] : forAllOrNone;
      expect(
        actions.filter((action) => !allowed.includes(action)),
        id,
      ).toEqual([]);
    }
  });

  test('come from no policy of AWS’s own, which hold more than is needed', () => {
    for (const { id, Properties } of roles) expect(Properties.ManagedPolicyArns ?? [], id).toEqual([]);
    expect(all('AWS::IAM::User')).toEqual([]);
  });

  test('of the service are to read the workspace and to write its figures, nothing else', () => {
    const own = statements.filter(({ id }) => id.startsWith('TaskTaskRole'));
    const service = all('AWS::IAM::Policy').find(
      ({ id, stack }) => stack === 'Service' && id.startsWith('TaskTaskRole'),
    )!;
    const actions = (service.Properties.PolicyDocument.Statement as Statement[]).flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject', 's3:ListBucket']);
    expect(own.length).toBeGreaterThan(0);
  });

  test('to hand on a role are for one role each, and to one service', () => {
    for (const { id, actions, Resource } of statements.filter((one) => one.actions.includes('iam:PassRole'))) {
      expect(actions, id).toEqual(['iam:PassRole']);
      for (const resource of [Resource].flat()) expect(JSON.stringify(resource), id).not.toContain('*');
    }
  });

  test('of Spark’s jobs are for this application alone', () => {
    for (const { Properties } of roles.filter(({ id }) => id.startsWith('SparkJob'))) {
      expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'emr-serverless.amazonaws.com' },
          Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^Spark/), 'Arn'] } } },
        },
      ]);
    }
  });

  test('of whoever is not of the account are none: policies of resources name services, and deny', () => {
    const documents = [
      ...all('AWS::S3::BucketPolicy').map(({ Properties }) => Properties.PolicyDocument),
      ...all('AWS::KMS::Key').map(({ Properties }) => Properties.KeyPolicy),
    ];
    for (const { Statement } of documents) {
      for (const { Effect, Principal } of Statement) {
        if (Effect === 'Allow') expect(JSON.stringify(Principal)).not.toMatch(/"\*"/);
      }
    }
  });
});
