import { Duration, type Stack } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Settings } from '../settings.ts';
import type { Watched } from '../stacks/observability.ts';
import { namespaceOf, type Figure } from './collector.ts';

export type Measures = ReturnType<typeof measuresOf>;

/** What the service writes to its log where what it stands on does not answer. */
export const storeFailures = [
  'STORE_FAILED',
  'UNREACHABLE',
  'CONNECTION_LOST',
  'DATABASE_FAILED',
  'WRONG_CREDENTIALS',
  'NO_ACCESS',
];

const minute = Duration.minutes(1);

/** All that is measured: by the load balancer, by the service itself, of the database and of the workflows. */
export function measuresOf(stack: Stack, { environment }: Settings, { people, served, trained }: Watched) {
  const { balancer, targets, service, log } = served;
  const namespace = namespaceOf(environment);
  const answered = (statistic: string): Metric => targets.metrics.targetResponseTime({ statistic, period: minute });
  const requests = targets.metrics.requestCount({ statistic: 'Sum', period: minute, label: 'requests' });
  const failed = targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { statistic: 'Sum', period: minute });
  const ownFailed = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { statistic: 'Sum', period: minute });
  const own = (figure: Figure, statistic: string, labels: Record<string, string> = {}, label?: string): Metric =>
    new Metric({
      ...{ namespace, metricName: figure, statistic, period: minute },
      dimensionsMap: { environment, ...labels },
      ...(label !== undefined && { label }),
    });
  /** Of whatever values the label has: which models there are is known when the service runs. */
  const each = (figure: Figure, label: string, statistic: string): IMetric =>
    new MathExpression({
      expression: `SEARCH('{"${namespace}",environment,${label}} MetricName="${figure}" environment="${environment}"', '${statistic}')`,
      usingMetrics: {},
      label: '',
      period: minute,
    });
  const failures = new MetricFilter(stack, 'StoreFailuresInLog', {
    logGroup: log,
    filterPattern: FilterPattern.any(
      ...storeFailures.map((code) => FilterPattern.stringValue('$.err.code', '=', code)),
    ),
    ...{ metricNamespace: namespace, metricName: 'store_failures', metricValue: '1', defaultValue: 0 },
  });
  return {
    requests,
    latency: { p50: answered('p50'), p90: answered('p90'), p99: answered('p99') },
    failed,
    ownFailed,
    /** Of a hundred requests. */
    failedShare: new MathExpression({
      expression: '100 * (FILL(failed, 0) + FILL(ownFailed, 0)) / IF(FILL(requests, 0) < 1, 1, requests)',
      usingMetrics: { failed, ownFailed, requests },
      label: 'failed, %',
      period: minute,
    }),
    healthy: targets.metrics.healthyHostCount({ statistic: 'Minimum', period: minute, label: 'ready' }),
    unhealthy: targets.metrics.unhealthyHostCount({ statistic: 'Maximum', period: minute, label: 'not ready' }),
    cpu: service.metricCpuUtilization({ period: minute }),
    memory: service.metricMemoryUtilization({ statistic: 'Maximum', period: minute }),
    storeFailures: failures.metric({ statistic: 'Sum', period: minute, label: 'store failures' }),
    delay: own('movierec_event_loop_delay_seconds', 'Maximum', { quantile: '0.99' }, 'event loop, p99'),
    inFlight: own('movierec_requests_in_flight', 'Maximum', {}, 'being answered'),
    streams: own('movierec_streams_open', 'Sum', {}, 'pages that listen'),
    givenUp: own('movierec_requests_given_up_total', 'Sum', {}, 'given up'),
    resident: own('process_resident_memory_bytes', 'Maximum', {}, 'memory'),
    durations: each('movierec_request_duration_seconds', 'status', 'Average'),
    answers: each('movierec_request_duration_seconds', 'status', 'SampleCount'),
    modelAge: each('movierec_model_age_seconds', 'model', 'Minimum'),
    // Of all models together: an alarm may not search for them.
    oldestModel: own('movierec_model_age_seconds', 'Maximum').with({ period: Duration.minutes(5) }),
    stored: each('movierec_stored', 'what', 'Maximum'),
    retrainings: each('movierec_retrainings', 'outcome', 'Maximum'),
    trainingFailed: notDone(trained.training),
    renewalFailed: notDone(trained.renewal),
    database: {
      cpu: people.cpu,
      connections: people.connections,
      free: people.free,
    },
  };
}

/** However it ended without being done. */
const notDone = (machine: Watched['trained']['training']): MathExpression =>
  new MathExpression({
    expression: 'FILL(failed, 0) + FILL(late, 0) + FILL(aborted, 0)',
    usingMetrics: {
      failed: machine.metricFailed(),
      late: machine.metricTimedOut(),
      aborted: machine.metricAborted(),
    },
    label: 'failed',
    period: Duration.minutes(5),
  });
