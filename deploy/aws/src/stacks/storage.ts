import { CfnOutput, Duration, RemovalPolicy, type App, type Stack } from 'aws-cdk-lib';
import { Repository, TagMutability, TagStatus } from 'aws-cdk-lib/aws-ecr';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { accept } from '../parts/accept.ts';
import { openStack } from '../parts/open-stack.ts';
import type { Settings } from '../settings.ts';

/** What outlives every deployment: files, images, keys. */
export interface Storage {
  /** What is brought here to be ingested. */
  readonly data: Bucket;
  /** The workspace: what movierec makes of it, models above all. */
  readonly workspace: Bucket;
  readonly logs: Bucket;
  readonly images: Repository;
  /** Seals cookies; another one signs everybody out. */
  readonly cookieKey: Secret;
  readonly operatorKey: Secret;
}

export function storage(app: App, settings: Settings): Storage {
  const stack = openStack(app, 'Storage', 'movierec: data, models, images, keys', settings);
  const logs = bucket(stack, 'Logs', {
    lifecycleRules: [{ id: 'logs', expiration: Duration.days(180), ...tidy }],
  });
  const kept = {
    versioned: true,
    serverAccessLogsBucket: logs,
    lifecycleRules: [{ id: 'versions', noncurrentVersionExpiration: Duration.days(30), ...tidy }],
  };
  const data = bucket(stack, 'Data', { ...kept, serverAccessLogsPrefix: 's3/data/' });
  const workspace = bucket(stack, 'Workspace', { ...kept, serverAccessLogsPrefix: 's3/workspace/' });
  data.addLifecycleRule({
    id: 'seldom read',
    transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }],
  });

  const images = new Repository(stack, 'Images', {
    imageTagMutability: TagMutability.IMMUTABLE,
    imageScanOnPush: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { tagStatus: TagStatus.UNTAGGED, maxImageAge: Duration.days(30), rulePriority: 1 },
      { tagStatus: TagStatus.ANY, maxImageCount: 50, rulePriority: 2 },
    ],
  });
  const cookieKey = hexadecimal(stack, 'CookieKey', 'movierec: seals the cookies of people', 64);
  const operatorKey = hexadecimal(stack, 'OperatorKey', 'movierec: opens the routes of operators', 48);
  for (const key of [cookieKey, operatorKey]) {
    accept(
      key,
      'Another key signs everybody out, or locks out programs that hold it: it is changed by hand, when it got about.',
      'SMG4',
    );
  }
  for (const [name, value] of Object.entries({
    DataBucket: data.bucketName,
    WorkspaceBucket: workspace.bucketName,
    Registry: images.repositoryUri,
  }))
    new CfnOutput(stack, name, { value });
  return { data, workspace, logs, images, cookieKey, operatorKey };
}

const tidy = { abortIncompleteMultipartUploadAfter: Duration.days(7) };

/** Private, encrypted, over TLS alone; kept where the stack goes. */
const bucket = (stack: Stack, id: string, options: ConstructorParameters<typeof Bucket>[2]): Bucket =>
  new Bucket(stack, id, {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: RemovalPolicy.RETAIN,
    ...options,
  });

/** A key of hexadecimal digits: movierec takes 64 of them for 32 bytes. */
const hexadecimal = (stack: Stack, id: string, description: string, digits: number): Secret =>
  new Secret(stack, id, {
    description,
    removalPolicy: RemovalPolicy.RETAIN,
    generateSecretString: {
      passwordLength: digits,
      excludeUppercase: true,
      excludePunctuation: true,
      excludeCharacters: 'ghijklmnopqrstuvwxyz',
      requireEachIncludedType: false,
    },
  });
