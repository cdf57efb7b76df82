import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { withExchange } from './exchange.ts';
import { submit } from './submit.ts';
import type { Cluster } from './submitters/submitter.ts';

/** What is asked of data that lie elsewhere. */
export interface Query {
  /** Parquet that is read, each under a name, with columns that have to be there. */
  readonly tables: Readonly<Record<string, TableElsewhere>>;
  /** Files that are brought along as they are, by the name that they get here. */
  readonly files: Readonly<Record<string, { readonly path: string; readonly needed: boolean }>>;
  /** Spark SQL by the name of its result, which those after it may read. */
  readonly queries: Readonly<Record<string, string>>;
}

export interface TableElsewhere {
  readonly path: string;
  readonly columns: readonly string[];
}

/** What is not there, or has not these columns. */
export interface Lack {
  readonly path: string;
  readonly columns?: readonly string[];
  readonly found?: readonly string[];
}

/**
 * Runs queries on a cluster and hands `work` the folder with the files, and for each result a folder of Parquet files of
 * its name; it is gone thereafter.
 * @throws MISSING_FILE, BAD_COLUMNS for data that are not there or are others, and what `submit` throws
 */
export const withResults = <T>(
  { tables, files, queries }: Query,
  cluster: Cluster,
  context: Context,
  work: (folder: string) => Promise<T>,
): Promise<T> =>
  withExchange(cluster, async (exchange) => {
    const { local: folder } = exchange;
    const request = { task: 'query', tables, files, queries, exchange };
    refuse(await submit<{ lack?: Lack }>(cluster, request, context));
    return work(folder);
  });

/** @throws MISSING_FILE, BAD_COLUMNS where a job says that something is lacking */
export function refuse({ lack }: { readonly lack?: Lack }): void {
  if (!lack) return;
  const { path, columns, found = [] } = lack;
  if (!columns) {
    throw new MovierecError(
      'MISSING_FILE',
      `there is no ${path}, or the cluster does not see it.`,
      'Check the address: it has to be one that all machines of the cluster and this one read.',
    );
  }
  const are = columns.length === 1 ? 'column' : 'columns';
  throw new MovierecError(
    'BAD_COLUMNS',
    `${path} has no ${are} ${columns.join(', ')} (it has: ${found.join(', ')}).`,
    'Give the folder of a data set whose tables have these columns.',
  );
}
