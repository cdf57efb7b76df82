import { Duration, type Stack } from 'aws-cdk-lib';
import {
  AwsLogDriverMode,
  Capability,
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDriver,
  OperatingSystemFamily,
  Secret,
  type ContainerDefinition,
  type ContainerDefinitionOptions,
  type HealthCheck,
} from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Base } from '../stacks/service.ts';
import { accept } from './accept.ts';

/** The user of deploy/docker/Dockerfile. */
export const user = '10001:10001';
/** Who signs for Amazon's databases, in the image. */
export const authorities = '/opt/movierec/certificates/amazon-rds.pem';
/** What it may write to, the volumes of deploy/docker/Dockerfile; the rest of the file system is read-only. */
export const writable = ['/data', '/tmp'];
/** The check of deploy/docker/Dockerfile, which ECS does not read. */
export const alive: HealthCheck = {
  command: [
    'CMD',
    'node',
    '-e',
    "fetch('http://127.0.0.1:8080/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))",
  ],
  interval: Duration.seconds(30),
  timeout: Duration.seconds(5),
  startPeriod: Duration.seconds(60),
  retries: 3,
};

export interface TaskSize {
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  /** GiB. */
  readonly disk?: number;
}

/** A task that runs the image of movierec, and the container of it. */
export function movierecTask(
  stack: Stack,
  base: Base,
  size: TaskSize,
  log: LogGroup,
  options: Partial<ContainerDefinitionOptions>,
): { task: FargateTaskDefinition; container: ContainerDefinition } {
  const { settings, kept, people, image } = base;
  const { environment, architecture } = settings;
  const task = new FargateTaskDefinition(stack, 'Task', {
    family: `movierec-${environment}-${stack.node.id.toLowerCase()}`,
    cpu: size.cpu,
    memoryLimitMiB: size.memory,
    ...(size.disk !== undefined && { ephemeralStorageGiB: size.disk }),
    runtimePlatform: {
      cpuArchitecture: architecture === 'arm64' ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
      operatingSystemFamily: OperatingSystemFamily.LINUX,
    },
    // Fargate has no tmpfs: these are on the task's own encrypted disk, and gone with it.
    volumes: writable.map((path) => ({ name: path.slice(1) })),
  });
  const container = task.addContainer('movierec', {
    image: ContainerImage.fromEcrRepository(kept.images, image),
    ...locked(stack, 'Movierec'),
    user,
    logging: LogDriver.awsLogs({ logGroup: log, streamPrefix: 'movierec', mode: AwsLogDriverMode.NON_BLOCKING }),
    // By arguments and secrets alone: nothing is in the environment that a console would show.
    secrets: {
      MOVIEREC_DATABASE_USER: Secret.fromSecretsManager(people.credentials, 'username'),
      MOVIEREC_DATABASE_PASSWORD: Secret.fromSecretsManager(people.credentials, 'password'),
    },
    ...options,
  });
  container.addMountPoints(
    ...writable.map((path) => ({ sourceVolume: path.slice(1), containerPath: path, readOnly: false })),
  );
  accept(
    task.obtainExecutionRole(),
    'To sign in to registries is a right that AWS gives for all of them or none (ecr:GetAuthorizationToken).',
    'IAM5[Resource::*]',
  );
  return { task, container };
}

/** No rights beyond those of the user, no writing, and a first process that ends its children. */
export function locked(
  stack: Stack,
  id: string,
): Pick<ContainerDefinitionOptions, 'readonlyRootFilesystem' | 'linuxParameters'> {
  const linuxParameters = new LinuxParameters(stack, `${id}Linux`, { initProcessEnabled: true });
  linuxParameters.dropCapabilities(Capability.ALL);
  return { readonlyRootFilesystem: true, linuxParameters };
}
