import type { Survey } from '../../charts/eda/survey.ts';
import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Definition } from '../../models/contract/define-model.ts';
import type { Model } from '../../models/contract/model.ts';
import type { Parameters, Values } from '../../models/contract/parameters.ts';
import type { CleanOptions, CleanResult } from '../clean.ts';
import type { ListCounts, ListJob } from '../recommend-all/list-job.ts';

/** Which engine is asked for, and what it has to know. */
export interface EngineOptions {
  readonly engine?: string | undefined;
  /** Of Spark: the address of the cluster, settings, and a place that all of its machines see. */
  readonly master?: string | undefined;
  readonly sparkConf?: Readonly<Record<string, string>> | undefined;
  readonly sparkData?: string | undefined;
}

/** What an engine is to fit. */
export interface FitJob {
  readonly definition: Definition;
  readonly ratings: Ratings;
  readonly parameters: Values<Parameters>;
  /** For files that are needed for a while. */
  readonly folder: string;
  /** Where what the engine says goes; kept. */
  readonly log: string;
}

/** What an engine is to look at. */
export interface SurveyJob {
  readonly address: string;
  readonly dataset: string;
  readonly folder: string;
  readonly log: string;
}

/** What an engine is to clean, and where the result goes. */
export interface CleanJob {
  readonly from: string;
  readonly out: string;
  readonly dataset: string;
  readonly options: Omit<CleanOptions, 'workspace'>;
  readonly log: string;
}

/** What does the work of a stage: this process, or a cluster. */
export interface Engine {
  readonly name: string;
  /** What manifests say of it besides: versions and addresses, no secrets. */
  readonly about: (context: Context) => Promise<Readonly<Record<string, string>>>;
  /** Fills in what is not given, and refuses what it cannot do. */
  readonly parametersOf: (definition: Definition, given: Partial<Values<Parameters>>) => Values<Parameters>;
  readonly fit: (job: FitJob, context: Context) => Promise<Model>;
  readonly list: (job: ListJob, context: Context) => Promise<ListCounts>;
  /** Cleans an ingested data set that lies at an address; where the engine reads such. */
  readonly clean?: (job: CleanJob, context: Context) => Promise<CleanResult>;
  /** Looks at a cleaned data set that lies at an address; where the engine reads such. */
  readonly survey?: <T>(job: SurveyJob, context: Context, work: (survey: Survey) => Promise<T>) => Promise<T>;
}
