import type { ErrorCode } from '../../errors.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import type { Parameters, Values } from '../../models/contract/parameters.ts';
import type { CleanResult } from '../clean.ts';
import type { StoredFeatures } from '../require-features.ts';

/** What a process is told to do: fit a model on the training part of a cleaned data set, and test it. */
export interface Job {
  readonly processed: string;
  readonly info: CleanResult;
  readonly model: string;
  readonly parameters: Values<Parameters>;
  /** Where it finds what is known of films, if the model asks for it. */
  readonly features: StoredFeatures | undefined;
  readonly k: number;
  readonly seed: number;
  readonly threads: number;
}

/** What it found. */
export interface Measured {
  /** How long the fit took. */
  readonly seconds: number;
  /** The most memory that the whole process had until the model was fitted, in bytes. */
  readonly peakMemory: number;
  /** What the fitted model takes: its numbers, without ids and histories. */
  readonly bytes: number;
  /** By key (`rmse`, `ndcg@10`), with 95 % intervals over people. */
  readonly metrics: Readonly<Record<string, Estimate>>;
}

/** What it answers. */
export type Answer =
  | { readonly measured: Measured }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly hint: string } };
