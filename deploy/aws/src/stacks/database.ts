import type { App, Stack } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { documentDb } from '../parts/document-db.ts';
import { mysql } from '../parts/mysql.ts';
import { openStack } from '../parts/open-stack.ts';
import type { Settings } from '../settings.ts';
import type { Network } from './network.ts';

/** Where accounts and ratings are kept, whichever kind it is. */
export interface Database {
  readonly stack: Stack;
  /** The address for `--store`, without user and password. */
  readonly address: string;
  /** User and password, as `username` and `password`. */
  readonly credentials: ISecret;
  readonly cpu: Metric;
  readonly connections: Metric;
  /** Bytes, of the disk or of memory: what runs out first. */
  readonly free: Metric;
  /** Of these so many bytes should be left. */
  readonly leastFree: number;
}

export function database(app: App, settings: Settings, around: Network): Database {
  const stack = openStack(app, 'Database', 'movierec: accounts and ratings', settings);
  const kinds = { mysql, documentdb: documentDb };
  return { stack, ...kinds[settings.store](stack, settings, around) };
}
