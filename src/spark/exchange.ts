import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { submitterOf } from './submitters/registry.ts';
import type { Carrier, Cluster } from './submitters/submitter.ts';

/** Where files are laid for a cluster, and where it lays its own. */
export interface Exchange {
  /** A folder on this machine. */
  readonly local: string;
  /** What the cluster calls it: the same, or another place. */
  readonly shared: string;
  readonly carrier: Carrier;
}

/**
 * A new exchange for the time of `work`: in `folder`, which stands in the workspace; below `data` where that is a folder
 * that this machine and the cluster see; or here and, as copies, at the address that `data` is, `s3a://bucket/path`.
 */
export async function withExchange<T>(
  { master, folder, data }: Pick<Cluster, 'master' | 'folder' | 'data'>,
  work: (exchange: Exchange) => Promise<T>,
): Promise<T> {
  const submitter = submitterOf(master);
  const carrying = submitter.carrying(data);
  const { carrier } = carrying;
  const parent = data === undefined || carrier !== 'nobody' ? folder : resolve(data);
  await mkdir(parent, { recursive: true });
  const local = await mkdtemp(join(parent, '.spark-'));
  const shared = carrier === 'nobody' ? pathToFileURL(local).href : `${carrying.address}/movierec-${randomUUID()}`;
  const exchange = { local, shared, carrier };
  try {
    return await work(exchange);
  } finally {
    await submitter.clear?.(exchange);
    await rm(local, { recursive: true, force: true });
  }
}
