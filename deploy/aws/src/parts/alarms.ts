import type { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
  type CreateAlarmOptions,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Settings } from '../settings.ts';
import type { Database } from '../stacks/database.ts';
import type { Measures } from './measures.ts';

/** When it is too much, and for how long of the last minutes. */
interface Limit extends Partial<CreateAlarmOptions> {
  readonly metric: IMetric;
  readonly above?: number;
  readonly below?: number;
  /** Of so many periods … */
  readonly of: number;
  /** … in so many. */
  readonly in: number;
  /** What it means and where to look. */
  readonly about: string;
}

/** Who is woken, and why. Each says what to look at first. */
export function alarmsOf(
  stack: Stack,
  { environment, latency, minimumTasks }: Settings,
  measures: Measures,
  { leastFree }: Database,
): Alarm[] {
  const { database } = measures;
  const limits: Readonly<Record<string, Limit>> = {
    Failures: {
      ...{ metric: measures.failedShare, above: 1, of: 5, in: 3 },
      about: 'More than 1 % of the requests fail (5xx). Look at the log of the service for "failed".',
    },
    Latency: {
      ...{ metric: measures.latency.p99, above: (4 * latency) / 1000, of: 5, in: 3 },
      // One slow answer of the ten at night is no reason to wake anybody.
      evaluateLowSampleCountPercentile: 'ignore',
      about: `One of a hundred answers takes longer than ${4 * latency} ms. Look whether there are as many tasks as there may be.`,
    },
    NotReady: {
      ...{ metric: measures.unhealthy, above: 0, of: 10, in: 5 },
      about: 'A task is not ready: its store or its model does not answer. GET /ready says which.',
    },
    TooFew: {
      ...{
        metric: measures.healthy,
        below: minimumTasks,
        of: 10,
        in: 10,
        treatMissingData: TreatMissingData.BREACHING,
      },
      about: 'Fewer tasks are ready than there should be at least. Look at the events of the service in ECS.',
    },
    StoreFailures: {
      ...{ metric: measures.storeFailures, above: 5, of: 5, in: 2 },
      about: 'The database fails or does not answer. Look at its events in RDS, and at the log of the service.',
    },
    EventLoop: {
      ...{ metric: measures.delay, above: 0.1, of: 10, in: 5 },
      about: 'Requests wait 100 ms and more until the process gets to them: it has too much to do.',
    },
    Memory: {
      ...{ metric: measures.memory, above: 85, of: 10, in: 5 },
      about: 'The memory of a task is nearly used up. Give serviceMemory more, or serve a smaller model.',
    },
    TrainingFailed: {
      ...{ metric: measures.trainingFailed, above: 0, of: 1, in: 1 },
      about:
        'A training failed, or its model was refused as worse; the one before stays in service. Look at the log of training.',
    },
    OldModel: {
      ...{ metric: measures.oldestModel, above: 3 * 24 * 3600, of: 3, in: 3 },
      about:
        'A model in service was trained more than three days ago: training has not run, or the service did not take it.',
    },
    RenewalFailed: {
      ...{ metric: measures.renewalFailed, above: 0, of: 1, in: 1 },
      about: 'The password of the database was not changed. Look at the log of the rotation function.',
    },
    DatabaseBusy: {
      ...{ metric: database.cpu, above: 80, of: 3, in: 3 },
      about: 'The database has too much to do. Look at its slow queries, or take a larger databaseInstance.',
    },
    DatabaseFull: {
      ...{ metric: database.free, below: leastFree, of: 3, in: 3 },
      about: 'The database is running out of space.',
    },
  };
  return Object.entries(limits).map(
    ([name, { metric, above, below, of, in: some, about, ...others }]) =>
      new Alarm(stack, name, {
        metric,
        alarmName: `movierec-${environment}-${name}`,
        alarmDescription: about,
        threshold: above ?? below!,
        comparisonOperator:
          above === undefined ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: of,
        datapointsToAlarm: some,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...others,
      }),
  );
}
