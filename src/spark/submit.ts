import type { Context } from '../context.ts';
import { submitterOf } from './submitters/registry.ts';
import type { Cluster, JobRequest } from './submitters/submitter.ts';

/** Runs a task of the job on a cluster, by what hands jobs to such; see `Submitter`. */
export const submit = <T extends object>(cluster: Cluster, request: JobRequest, context: Context): Promise<T> =>
  submitterOf(cluster.master).submit<T>(cluster, request, context);
