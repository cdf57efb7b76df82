import { describe, expect, test } from 'vitest';
import cdkJson from '../cdk.json' with { type: 'json' };
import { readSettings, SettingsError } from '../src/settings.ts';

const given = (
  overriding: Record<string, unknown>,
  settings: Record<string, unknown> = {},
): Record<string, unknown> => ({
  environment: 'trial',
  environments: {
    trial: {
      region: 'eu-west-1',
      zones: ['a', 'b'],
      domain: 'films.example.org',
      hostedZone: 'Z0000000000',
      ...settings,
    },
  },
  ...overriding,
});
const complaint = (overriding: Record<string, unknown>, settings?: Record<string, unknown>): string => {
  try {
    readSettings(given(overriding, settings));
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('these settings were taken');
};

describe('settings', () => {
  test('of both environments in cdk.json are right', () => {
    for (const environment of Object.keys(cdkJson.context.environments)) {
      expect(readSettings({ ...cdkJson.context, environment })).toMatchObject({ environment, region: 'eu-west-1' });
    }
  });

  test('from the command line, where all is text, override those of the environment', () => {
    const settings = readSettings(
      given({ maximumTasks: '9', spark: 'true', zones: 'b,c', store: 'documentdb' }, { maximumTasks: 3 }),
    );
    expect(settings).toMatchObject({ maximumTasks: 9, spark: true, zones: ['b', 'c'], store: 'documentdb' });
  });

  test('of the CDK itself are passed over', () => {
    expect(() =>
      readSettings(given({ 'aws:cdk:bundling-stacks': [], '@aws-cdk/core:x': true, 'cli-telemetry': false })),
    ).not.toThrow();
  });

  test.each([
    ['an unknown environment', { environment: 'moon' }, 'cdk.json has no environment "moon" (it has: trial)'],
    ['no environment', { environment: undefined }, 'Give one with -c environment=NAME'],
    ['a misspelled setting', { stoer: 'mysql' }, 'There is no setting stoer. There are: environment, account, region'],
    ['another store', { store: 'sqlite' }, 'store must be mysql or documentdb'],
    ['an image by its tag', { image: 'movierec:latest' }, 'image must look like sha256: and 64 hexadecimal digits'],
    ['no number', { maximumTasks: 'many' }, 'maximumTasks must be a number'],
    ['half a task', { maximumTasks: '2.5' }, 'maximumTasks must be a whole number'],
    ['too many', { maximumTasks: 1000 }, 'maximumTasks must be 100 or less'],
    ['neither yes nor no', { spark: 'perhaps' }, 'spark must be true or false'],
    ['one zone', { zones: 'a' }, 'zones must have 2 or more'],
    ['a zone twice', { zones: 'a,a' }, 'zones names one twice'],
    ['a wrong account', { account: '12' }, 'account must look like 123456789012, twelve digits'],
    ['more at least than at most', { minimumTasks: 7 }, 'minimumTasks (7) is more than maximumTasks (6)'],
    ['a size that Fargate has not', { serviceMemory: 3000 }, 'serviceCpu 1024 with serviceMemory 3000 is no size'],
    ['a budget that nobody hears of', { monthlyBudget: 100 }, 'monthlyBudget needs alarmEmail'],
    ['no way out at all', { natGateways: 0 }, 'without NAT gateways interfaceEndpoints must be true'],
    [
      'a public collector without a way to it',
      { natGateways: 0, interfaceEndpoints: true },
      'collector must be an image in an ECR registry of your own',
    ],
    ['a short backup', { backupDays: 1 }, 'backupDays must be 7 or more'],
  ])('%s gets a sentence', (_, overriding, sentence) => {
    expect(complaint(overriding)).toContain(sentence);
  });

  test('without https are refused, and a certificate of another region too', () => {
    expect(complaint({}, { hostedZone: undefined })).toContain(
      'for https give hostedZone (the zone of films.example.org)',
    );
    const certificate = `arn:aws:acm:us-east-1:123456789012:certificate/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;
    expect(complaint({ certificate })).toContain('the certificate is not of eu-west-1');
  });

  test('say all that is wrong at once, and what to do', () => {
    expect(complaint({ store: 'x', spark: 'y' })).toBe(
      'The settings of "trial" cannot be used: store must be mysql or documentdb; spark must be true or false. ' +
        'Change cdk.json, or give -c NAME=VALUE.',
    );
  });
});
