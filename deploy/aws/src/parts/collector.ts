import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage, LogDriver, Secret, type FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { servicePort } from '../stacks/network.ts';
import type { Base } from '../stacks/service.ts';
import { locked } from './image.ts';

/** Where in CloudWatch the service's own figures are. */
export const namespaceOf = (environment: string): string => `movierec/${environment}`;

/**
 * The figures of /metrics that are kept, and by which labels they are kept apart besides the environment; a list for each
 * way. CloudWatch asks .30 dollars a month for each that comes of it.
 */
export const figures = {
  movierec_request_duration_seconds: [['status']],
  movierec_requests_in_flight: [[]],
  movierec_requests_given_up_total: [[]],
  movierec_streams_open: [[]],
  movierec_event_loop_delay_seconds: [['quantile']],
  movierec_model_age_seconds: [[], ['model']],
  movierec_stored: [['what']],
  movierec_retrainings: [['outcome']],
  process_resident_memory_bytes: [[]],
} as const satisfies Readonly<Record<string, readonly (readonly string[])[]>>;

export type Figure = keyof typeof figures;

/**
 * A collector beside the service, in the same task: there /metrics asks for no key. It writes what it reads to a log, as
 * lines that CloudWatch makes metrics of (the embedded metric format). What it fails at is no concern of the service's.
 */
export function addCollector(stack: Stack, task: FargateTaskDefinition, { settings }: Base): void {
  const { environment, collector } = settings;
  const log = new LogGroup(stack, 'Metrics', {
    logGroupName: `/movierec/${environment}/metrics`,
    retention: RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const configuration = new StringParameter(stack, 'CollectorConfiguration', {
    parameterName: `/movierec/${environment}/collector`,
    description: 'movierec: what the collector reads of the service',
    stringValue: JSON.stringify(configurationOf(environment, `/movierec/${environment}/metrics`)),
  });
  task.addContainer('collector', {
    image: imageOf(stack, collector),
    essential: false,
    memoryReservationMiB: 128,
    memoryLimitMiB: 256,
    ...locked(stack, 'Collector'),
    // The collector's image has a user of its own by that number.
    user: '4317',
    secrets: { AOT_CONFIG_CONTENT: Secret.fromSsmParameter(configuration) },
    healthCheck: { command: ['CMD', '/healthcheck'], interval: Duration.seconds(30), retries: 3 },
    logging: LogDriver.awsLogs({ logGroup: log, streamPrefix: 'collector' }),
  });
  log.grantWrite(task.taskRole);
}

/** An image of a registry of one's own is fetched with the rights to do so, a public one needs none. */
function imageOf(stack: Stack, name: string): ContainerImage {
  const [, account, region, repositoryName, tag] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^@:]+)[@:](.+)$/.exec(name) ?? [];
  if (repositoryName === undefined) return ContainerImage.fromRegistry(name);
  const repositoryArn = `arn:aws:ecr:${region}:${account}:repository/${repositoryName}`;
  return ContainerImage.fromEcrRepository(
    Repository.fromRepositoryAttributes(stack, 'CollectorImages', { repositoryArn, repositoryName }),
    tag,
  );
}

/** As the collector of AWS (ADOT) reads it; JSON is YAML. No $: that would be taken for the name of a variable. */
export function configurationOf(environment: string, logGroup: string): object {
  return {
    extensions: { health_check: {} },
    receivers: {
      prometheus: {
        config: {
          scrape_configs: [
            {
              job_name: 'movierec',
              scrape_interval: '60s',
              scrape_timeout: '10s',
              metrics_path: '/metrics',
              static_configs: [{ targets: [`127.0.0.1:${servicePort}`], labels: { environment } }],
              metric_relabel_configs: [
                {
                  source_labels: ['__name__'],
                  regex: `(${Object.keys(figures).join('|')})(_bucket|_sum|_count)?`,
                  action: 'keep',
                },
              ],
            },
          ],
        },
      },
    },
    processors: { batch: { timeout: '60s' } },
    exporters: {
      awsemf: {
        namespace: namespaceOf(environment),
        log_group_name: logGroup,
        log_stream_name: 'service/{TaskId}',
        dimension_rollup_option: 'NoDimensionRollup',
        metric_declarations: Object.entries(figures).map(([name, ways]) => ({
          dimensions: ways.map((labels) => ['environment', ...labels]),
          metric_name_selectors: [`^${name}`],
        })),
      },
    },
    service: {
      extensions: ['health_check'],
      pipelines: { metrics: { receivers: ['prometheus'], processors: ['batch'], exporters: ['awsemf'] } },
    },
  };
}
