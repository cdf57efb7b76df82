import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';

/** Where files are laid for a cluster, and where it lays its own. */
export interface Exchange {
  /** A folder on this machine. */
  readonly local: string;
  /** What the cluster calls it; where that is another place, the job copies files there and back, and clears it away. */
  readonly shared: string;
  readonly isCopied: boolean;
}

/**
 * A new exchange for the time of `work`: in `folder`, which stands in the workspace; below `data` where that is a folder
 * that this machine and the cluster see; or here and, as copies, at the address that `data` is, `s3a://bucket/path`.
 */
export async function withExchange<T>(
  { folder, data }: { readonly folder: string; readonly data?: string | undefined },
  work: (exchange: Exchange) => Promise<T>,
): Promise<T> {
  const isCopied = data !== undefined && /^[a-z][a-z0-9+.-]+:\/\//i.test(data);
  const parent = data === undefined || isCopied ? folder : resolve(data);
  await mkdir(parent, { recursive: true });
  const local = await mkdtemp(join(parent, '.spark-'));
  try {
    const shared = isCopied ? `${data.replace(/\/+$/, '')}/movierec-${randomUUID()}` : pathToFileURL(local).href;
    return await work({ local, shared, isCopied });
  } finally {
    await rm(local, { recursive: true, force: true });
  }
}
