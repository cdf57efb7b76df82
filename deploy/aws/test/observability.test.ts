import { describe, expect, test } from 'vitest';
import { namespaceOf } from '../src/parts/collector.ts';
import { synthesize, variants, type Resource } from './fixtures/synthesize.ts';

describe.each(variants)('alarms (%s)', (_, settings) => {
  const { all, stacks } = synthesize(settings);
  const environment = 'environment' in settings ? settings.environment : 'small';
  const alarms: Record<string, Resource['Properties']> = Object.fromEntries(
    all('AWS::CloudWatch::Alarm')
      .filter(({ stack }) => stack === 'Observability')
      .map(({ Properties }) => [Properties.AlarmName.split('-').at(-1), Properties]),
  );
  const measured = (name: string): string => JSON.stringify([alarms[name].MetricName, alarms[name].Metrics]);

  test.each([
    ['Failures', 'HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count', 'RequestCount'],
    ['Latency', 'TargetResponseTime'],
    ['NotReady', 'UnHealthyHostCount'],
    ['TooFew', 'HealthyHostCount'],
    ['StoreFailures', 'store_failures'],
    ['EventLoop', 'movierec_event_loop_delay_seconds'],
    ['Memory', 'MemoryUtilization'],
    ['TrainingFailed', 'ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'],
    ['OldModel', 'movierec_model_age_seconds'],
    ['RenewalFailed', 'ExecutionsFailed'],
    ['DatabaseBusy', 'CPUUtilization'],
    ['DatabaseFull', 'store' in settings ? 'FreeableMemory' : 'FreeStorageSpace'],
  ])('%s goes by %s', (name, ...metrics) => {
    for (const metric of metrics) expect(measured(name)).toContain(metric);
  });

  test('are these, and each tells somebody, also when it is over, and says what to look at', () => {
    expect(Object.keys(alarms)).toHaveLength(12);
    for (const { AlarmActions, OKActions, AlarmDescription } of Object.values(alarms)) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Alarms/) }]);
      expect(OKActions).toEqual(AlarmActions);
      expect(AlarmDescription.length).toBeGreaterThan(25);
    }
  });

  test('go by the 99th percentile of the load balancer', () => {
    expect(alarms['Latency']).toMatchObject({ ExtendedStatistic: 'p99', Threshold: 1 });
  });

  test('search for nothing, which CloudWatch would refuse', () => {
    for (const [name, alarm] of Object.entries(alarms)) expect(JSON.stringify(alarm), name).not.toContain('SEARCH');
  });

  test('ring too where no task is left to say anything', () => {
    expect(alarms['TooFew'].TreatMissingData).toBe('breaching');
  });

  test('count what the log says of the store', () => {
    const [filter] = all('AWS::Logs::MetricFilter');
    expect(filter!.Properties.FilterPattern).toContain('{ ($.err.code = "STORE_FAILED") || ');
    expect(filter!.Properties.MetricTransformations[0].MetricNamespace).toBe(namespaceOf(environment));
  });

  test('go through an encrypted topic that takes TLS alone', () => {
    const [topic] = all('AWS::SNS::Topic');
    expect(topic!.Properties.KmsMasterKeyId).toBeDefined();
    const [key] = all('AWS::KMS::Key');
    const may = key!.Properties.KeyPolicy.Statement.map(({ Principal }: Resource['Properties']) => Principal.Service);
    expect(may).toContain('cloudwatch.amazonaws.com');
    stacks['Observability']!.hasResourceProperties('AWS::SNS::TopicPolicy', {});
  });
});

test('the dashboard shows every figure that the collector brings', async () => {
  const { figures } = await import('../src/parts/collector.ts');
  const [dashboard] = synthesize().all('AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard!.Properties.DashboardBody);
  for (const name of Object.keys(figures)) expect(body).toContain(name);
});

test('a budget tells somebody at 80 % and where the month will cost more', () => {
  const { all } = synthesize({ environment: 'large', alarmEmail: 'films@example.org', monthlyBudget: 3000 });
  const [budget] = all('AWS::Budgets::Budget');
  expect(budget!.Properties.Budget.BudgetLimit).toEqual({ Amount: 3000, Unit: 'USD' });
  expect(
    budget!.Properties.NotificationsWithSubscribers.map(({ Notification }: Resource['Properties']) => [
      Notification.NotificationType,
      Notification.Threshold,
    ]),
  ).toEqual([
    ['ACTUAL', 80],
    ['FORECASTED', 100],
  ]);
  expect(all('AWS::SNS::Subscription')).toHaveLength(1);
});
