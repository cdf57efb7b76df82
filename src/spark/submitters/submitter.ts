import type { Context } from '../../context.ts';
import type { Exchange } from '../exchange.ts';

/** How a cluster is asked. */
export interface SparkOptions {
  /** `spark://HOST:7077`, `yarn`, `k8s://…`, `local[*]`, `emr-serverless://APPLICATION?role=…` */
  readonly master: string;
  /** Settings of Spark, by name. */
  readonly conf?: Readonly<Record<string, string>> | undefined;
  /** A folder or address that all machines of the cluster see; without it, the workspace is taken for one. */
  readonly data?: string | undefined;
}

/** A cluster, and where files for it and its log go on this machine. */
export interface Cluster extends SparkOptions {
  readonly folder: string;
  readonly log: string;
}

/** A task of the job (job/job.py), with what it has to know. */
export interface JobRequest extends Readonly<Record<string, unknown>> {
  readonly task: string;
  readonly exchange: Exchange;
}

/** Who takes files from this machine to where the cluster reads them, and back: where both see one folder, nobody. */
export type Carrier = 'nobody' | 'driver' | 'movierec';

/** How files are exchanged with a cluster; where somebody carries them, to and from an address. */
export type Carrying =
  { readonly carrier: 'nobody' } | { readonly carrier: Exclude<Carrier, 'nobody'>; readonly address: string };

/** What hands jobs to clusters of some kind. */
export interface Submitter {
  /** Whether a master is of that kind. */
  readonly takes: (master: string) => boolean;
  /** Which Spark does the work, for manifests. */
  readonly version: (master: string, context: Context) => Promise<string>;
  /**
   * @param data what is said of the place, a folder or an address
   * @throws USAGE where there is no place, or one of the wrong kind
   */
  readonly carrying: (data: string | undefined) => Carrying;
  /**
   * Runs a job and returns what it found out. Its progress is told in stages; what else is said goes to the cluster's log.
   * Where the run is aborted the job is ended.
   * @throws BAD_ADDRESS, UNREACHABLE, SPARK_FAILED, and what stands between this machine and the cluster
   */
  readonly submit: <T extends object>(cluster: Cluster, request: JobRequest, context: Context) => Promise<T>;
  /** Removes what an exchange has left elsewhere; where the job does not. */
  readonly clear?: (exchange: Exchange) => Promise<void>;
}
