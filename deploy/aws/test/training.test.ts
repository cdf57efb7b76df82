import { describe, expect, test } from 'vitest';
import { synthesize, variants, type Resource } from './fixtures/synthesize.ts';

/** The steps of a workflow, whatever is only known when it is deployed left out. */
function stepsOf({ Properties }: Resource): { StartAt: string; States: Record<string, Resource['Properties']> } {
  const parts = Properties.DefinitionString['Fn::Join'][1] as (string | object)[];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'aws')).join(''));
}

describe.each(variants)('training (%s)', (_, settings) => {
  const { all } = synthesize(settings);
  const workflows: Record<string, Resource> = Object.fromEntries(
    all('AWS::StepFunctions::StateMachine').map((machine) => [
      machine.Properties.StateMachineName.split('-').at(-1),
      machine,
    ]),
  );

  test('starts by the clock with what the service has learned from people', () => {
    const [schedule] = all('AWS::Scheduler::Schedule').filter(({ id }) => id.startsWith('Training'));
    expect(schedule!.Properties.ScheduleExpression).toBe('cron(30 3 * * ? *)');
    const input = JSON.stringify(schedule!.Properties.Target.Input);
    expect(input).toMatch(/\\"command\\":\[\\"retrain\\",\\"--workspace\\",\\"s3:\/\//);
    expect(input).toContain('--store');
  });

  test('is waited for, and only where it went well does the service take the new model', () => {
    const { StartAt, States } = stepsOf(workflows['training']!);
    expect(StartAt).toBe('Train');
    expect(States['Train'].Resource).toMatch(/ecs:runTask\.sync$/);
    expect(States['Train'].Catch).toBeUndefined();
    expect(States['Train'].Parameters.Overrides.ContainerOverrides).toEqual([
      { Name: 'movierec', 'Command.$': '$.command' },
    ]);
    const next = States[States['Train'].Next];
    expect(next.Resource).toMatch(/aws-sdk:ecs:updateService$/);
    expect(next.Parameters.ForceNewDeployment).toBe(true);
    expect(next.End).toBe(true);
  });

  test('is tried again only where there was no machine to be had', () => {
    const { States } = stepsOf(workflows['training']!);
    expect(States['Train'].Retry.flatMap(({ ErrorEquals }: { ErrorEquals: string[] }) => ErrorEquals)).toEqual([
      'ECS.AmazonECSException',
      'ECS.ServerException',
    ]);
  });

  test('writes down each step', () => {
    for (const { Properties } of Object.values(workflows)) {
      expect(Properties.LoggingConfiguration.Level).toBe('ALL');
      expect(Properties.TracingConfiguration).toEqual({ Enabled: true });
    }
  });

  test('a new password is in use before the service is renewed, and sooner than it is due', () => {
    const { States } = stepsOf(workflows['renewal']!);
    expect(Object.keys(States)).toEqual([
      'A new password',
      'Until the database has it',
      'Has it?',
      'Is it the current one?',
      'The old one stays',
      'The service takes it',
    ]);
    const [schedule] = all('AWS::Scheduler::Schedule').filter(({ id }) => id.startsWith('Renewal'));
    const days = (expression: string): number => Number(/^rate\((\d+) days\)$/.exec(expression)![1]);
    const [rotation] = all('AWS::SecretsManager::RotationSchedule');
    expect(days(schedule!.Properties.ScheduleExpression)).toBeLessThan(
      days(rotation!.Properties.RotationRules.ScheduleExpression),
    );
  });

  test('has Spark where it is wanted, which stops when it has nothing to do', () => {
    const applications = all('AWS::EMRServerless::Application');
    expect(applications).toHaveLength('environment' in settings ? 1 : 0);
    for (const { Properties } of applications) {
      expect(Properties).toMatchObject({
        Type: 'SPARK',
        AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 15 },
        MaximumCapacity: { Cpu: '64 vCPU', Memory: '256 GB' },
      });
      expect(Properties.InitialCapacity).toBeUndefined();
    }
  });
});
