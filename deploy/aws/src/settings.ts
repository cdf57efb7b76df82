import { z } from 'zod';

/** What MovierecError is to movierec: one sentence that says what and where, and what to do next. */
export class SettingsError extends Error {}

const size = (name: string, least: number, most: number): z.ZodType<number> =>
  z.coerce
    .number(`${name} must be a number`)
    .int(`${name} must be a whole number`)
    .min(least, `${name} must be ${least} or more`)
    .max(most, `${name} must be ${most} or less`);
/** Given on the command line, everything is text. */
const flag = (name: string): z.ZodType<boolean> =>
  z.preprocess(
    (value) => ({ true: true, false: false })[String(value)] ?? value,
    z.boolean(`${name} must be true or false`),
  );
const text = (name: string, pattern: RegExp, like: string): z.ZodType<string> =>
  z.string(`${name} must be text such as ${like}`).regex(pattern, `${name} must look like ${like}`);
const list = (name: string, of: z.ZodType<string>, least: number, most: number): z.ZodType<string[]> =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',') : value),
    z
      .array(of, `${name} must be a list`)
      .min(least, `${name} must have ${least} or more`)
      .max(most, `${name} must have ${most} or fewer`)
      .refine((all) => new Set(all).size === all.length, `${name} names one twice`),
  );

/** All that can be set, with what each means. Sizes of tasks are in Fargate's units: 1024 is one processor, memory in MiB. */
const shape = z.object({
  environment: text('environment', /^[a-z][a-z0-9-]{1,15}$/, 'production (2 to 16 of a-z, 0-9 and -)'),
  account: text('account', /^\d{12}$/, '123456789012, twelve digits').optional(),
  region: text('region', /^[a-z]{2}(-[a-z]+)+-\d$/, 'eu-west-1'),
  /** The letters of the availability zones: naming them needs no look-up in the account. */
  zones: list('zones', text('zones', /^[a-z]$/, 'a,b'), 2, 3),

  /** The name people reach the service by. */
  domain: text('domain', /^([a-z0-9-]+\.)+[a-z]{2,}$/, 'films.example.org'),
  /** The id of the Route 53 zone that the domain lies in: then the name and its certificate are made here. */
  hostedZone: text('hostedZone', /^Z[A-Z0-9]{5,31}$/, 'Z0123456789ABCDEFGHIJ').optional(),
  /** A certificate for the domain, where its zone is elsewhere. */
  certificate: text(
    'certificate',
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\da-f-]{36}$/,
    'arn:aws:acm:eu-west-1:123456789012:certificate/…',
  ).optional(),
  /** Managed rules and a limit by address before the load balancer. */
  firewall: flag('firewall').default(false),

  /** The digest of the image that was pushed to the registry: what runs is named by its content. */
  image: text('image', /^sha256:[\da-f]{64}$/, 'sha256: and 64 hexadecimal digits').optional(),
  /** What the image was built for; arm64 costs a fifth less. */
  architecture: z.enum(['arm64', 'x86_64'], 'architecture must be arm64 or x86_64').default('arm64'),
  /** The collector of metrics beside the service. */
  collector: text('collector', /^[\w.-]+(\/[\w.-]+)+[:@][\w.:-]+$/, 'registry/name:tag').default(
    'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
  ),

  /** Which data set of the workspace is served and trained on. */
  dataset: text('dataset', /^[\w.-]+$/, 'ml-latest-small').default('ml-latest-small'),
  /** Without it, the one that `run` chose. */
  model: text('model', /^[a-z][a-z0-9-]*$/, 'ials').optional(),

  /** Where accounts and ratings are kept. */
  store: z.enum(['mysql', 'documentdb'], 'store must be mysql or documentdb').default('mysql'),
  databaseInstance: text('databaseInstance', /^[a-z]\w+\.\w+$/, 't4g.medium').default('t4g.medium'),
  /** GB; it grows by itself to five times that. DocumentDB has no such limit. */
  databaseStorage: size('databaseStorage', 20, 16_384).default(20),
  /** A second database in another zone, which takes over by itself. */
  multiZone: flag('multiZone').default(false),
  backupDays: size('backupDays', 7, 35).default(7),

  serviceCpu: size('serviceCpu', 256, 16_384).default(1024),
  serviceMemory: size('serviceMemory', 512, 122_880).default(4096),
  minimumTasks: size('minimumTasks', 1, 100).default(2),
  maximumTasks: size('maximumTasks', 1, 100).default(6),
  /** Milliseconds that nine of ten answers should stay below; above that tasks are added. */
  latency: size('latency', 10, 10_000).default(250),

  trainingCpu: size('trainingCpu', 256, 16_384).default(4096),
  trainingMemory: size('trainingMemory', 512, 122_880).default(16_384),
  /** GiB. */
  trainingDisk: size('trainingDisk', 21, 200).default(50),
  /** When the model learns from the service's new ratings; as EventBridge Scheduler writes it, in UTC. */
  trainingSchedule: text('trainingSchedule', /^(cron|rate)\(.+\)$/, 'cron(30 3 * * ? *)').default('cron(30 3 * * ? *)'),
  /** An EMR Serverless application, for what is too large for one task. */
  spark: flag('spark').default(false),
  /** How many processors Spark may have at once; each comes with 4 GB. */
  sparkCpu: size('sparkCpu', 8, 1000).default(64),

  /** Without one, nothing here reaches the internet; then interfaceEndpoints and a collector in a registry of your own are needed. */
  natGateways: size('natGateways', 0, 3).default(1),
  /** Private ways to AWS's own services: dearer than one NAT gateway, and independent of it. */
  interfaceEndpoints: flag('interfaceEndpoints').default(false),

  alarmEmail: z.email('alarmEmail must be an e-mail address').optional(),
  /** US dollars a month; a mail is sent at 80 % of it and where it is foreseen to be passed. Needs alarmEmail. */
  monthlyBudget: size('monthlyBudget', 1, 1_000_000).optional(),
  /** Nothing that holds data can be deleted by mistake; without it backups remain of what is. */
  protect: flag('protect').default(false),
});

export type Settings = z.output<typeof shape>;

/**
 * The settings of one environment: `environments` of cdk.json has some by name, `-c name=value` overrides one of them.
 * @throws SettingsError which says everything that is wrong at once
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const environment = String(context['environment'] ?? '');
  const environments = (context['environments'] ?? {}) as Record<string, Record<string, unknown>>;
  const names = Object.keys(shape.shape);
  const known = environments[environment];
  if (!known) {
    const all = Object.keys(environments).join(', ') || 'none';
    throw new SettingsError(
      `cdk.json has no environment "${environment}" (it has: ${all}). Give one with -c environment=NAME, or add it.`,
    );
  }
  // The CDK's own settings have a colon, a slash or a dash in their names.
  const given = Object.keys(context).filter((name) => /^\w+$/.test(name) && name !== 'environments');
  const strange = [...given, ...Object.keys(known)].filter((name) => !names.includes(name));
  if (strange.length > 0) {
    throw new SettingsError(`There is no setting ${strange.join(', ')}. There are: ${names.join(', ')}.`);
  }
  const overriding = Object.fromEntries(given.map((name) => [name, context[name]]));
  const { data, error } = shape.safeParse({ ...known, ...overriding, environment });
  const wrong = error ? error.issues.map(({ message }) => message) : contradictions(data);
  if (wrong.length > 0) {
    throw new SettingsError(
      `The settings of "${environment}" cannot be used: ${wrong.join('; ')}. Change cdk.json, or give -c NAME=VALUE.`,
    );
  }
  return data!;
}

/** What is right by itself and wrong together. */
function contradictions(settings: Settings): string[] {
  const { hostedZone, certificate, domain, region, minimumTasks, maximumTasks } = settings;
  const { natGateways, interfaceEndpoints, collector, zones, monthlyBudget, alarmEmail } = settings;
  const rules: readonly (readonly [boolean, string])[] = [
    [!hostedZone && !certificate, `for https give hostedZone (the zone of ${domain}) or the ARN of a certificate`],
    [
      certificate !== undefined && certificate.split(':')[3] !== region,
      `the certificate is not of ${region}, where a load balancer needs it`,
    ],
    [minimumTasks > maximumTasks, `minimumTasks (${minimumTasks}) is more than maximumTasks (${maximumTasks})`],
    [natGateways > zones.length, `natGateways (${natGateways}) is more than there are zones (${zones.length})`],
    [natGateways === 0 && !interfaceEndpoints, 'without NAT gateways interfaceEndpoints must be true'],
    [
      natGateways === 0 && !/^\d{12}\.dkr\.ecr\./.test(collector),
      'without NAT gateways collector must be an image in an ECR registry of your own',
    ],
    [monthlyBudget !== undefined && alarmEmail === undefined, 'monthlyBudget needs alarmEmail, or nobody is told'],
    ...(['service', 'training'] as const).map((task): readonly [boolean, string] => {
      const [cpu, memory] = [settings[`${task}Cpu`], settings[`${task}Memory`]];
      return [
        !isFargateSize(cpu, memory),
        `${task}Cpu ${cpu} with ${task}Memory ${memory} is no size that Fargate has`,
      ];
    }),
  ];
  return rules.filter(([wrong]) => wrong).map(([, sentence]) => sentence);
}

/** The GiB of memory that go with each number of processors. */
const fargateSizes: Readonly<Record<number, readonly number[]>> = {
  256: [0.5, 1, 2],
  512: steps(1, 4),
  1024: steps(2, 8),
  2048: steps(4, 16),
  4096: steps(8, 30),
  8192: steps(16, 60, 4),
  16_384: steps(32, 120, 8),
};

function steps(from: number, to: number, by = 1): number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, step) => from + by * step);
}

const isFargateSize = (cpu: number, memory: number): boolean => fargateSizes[cpu]?.includes(memory / 1024) ?? false;
