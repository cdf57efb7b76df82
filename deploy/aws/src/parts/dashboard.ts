import { Duration, type Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  LegendPosition,
  type Alarm,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Settings } from '../settings.ts';
import type { Measures } from './measures.ts';

/** One page: what people meet with, what the service says of itself, what it stands on, what it learns. */
export function addDashboard(
  stack: Stack,
  { environment, latency }: Settings,
  measures: Measures,
  alarms: readonly Alarm[],
): void {
  const { latency: times, database } = measures;
  const dashboard = new Dashboard(stack, 'Dashboard', {
    dashboardName: `movierec-${environment}`,
    defaultInterval: Duration.hours(12),
  });
  dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 }));
  const rows: readonly (readonly IWidget[])[] = [
    [
      graph('Answers, seconds', [times.p50, times.p90, times.p99], latency / 1000),
      graph('Requests a minute', [measures.requests, measures.givenUp]),
      graph('Failed requests, %', [measures.failedShare]),
    ],
    [
      graph('Tasks', [measures.healthy, measures.unhealthy]),
      graph('Processor and memory of the tasks, %', [measures.cpu, measures.memory]),
      graph('Waiting for the event loop, seconds', [measures.delay]),
    ],
    [
      graph('Answers by status, seconds on average', [measures.durations]),
      graph('Being answered, and pages that listen', [measures.inFlight, measures.streams]),
      graph('Memory of the process, bytes', [measures.resident]),
    ],
    [
      graph('Store failures', [measures.storeFailures]),
      graph('Database: processor, %', [database.cpu]),
      graph('Database: connections', [database.connections]),
    ],
    [
      graph('Age of the models, seconds', [measures.modelAge]),
      graph('Retrainings by outcome', [measures.retrainings, measures.trainingFailed]),
      graph('Accounts, guests, ratings, events', [measures.stored]),
    ],
  ];
  for (const row of rows) dashboard.addWidgets(...row);
}

const graph = (title: string, left: IMetric[], limit?: number): GraphWidget =>
  new GraphWidget({
    ...{ title, left, width: 8, height: 6, legendPosition: LegendPosition.BOTTOM, leftYAxis: { min: 0 } },
    ...(limit !== undefined && { leftAnnotations: [{ value: limit, label: 'where tasks are added' }] }),
  });
