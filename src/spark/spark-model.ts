import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { MovierecError } from '../errors.ts';
import type { Definition, State } from '../models/contract/define-model.ts';
import { resolve, type Parameters, type Values } from '../models/contract/parameters.ts';
import type { Cluster } from './submitters/submitter.ts';

/** How a model is fitted by Spark. */
export interface SparkModel {
  /** Settings that can be no other there. */
  readonly only: Partial<Values<Parameters>>;
  /** Settings that are other there where nothing is given. */
  readonly defaults: Partial<Values<Parameters>>;
  /** Settings of the local way to fit, which nothing goes by there. */
  readonly unused: readonly string[];
  fit(ratings: Ratings, parameters: Values<Parameters>, cluster: Cluster, context: Context): Promise<State>;
}

/**
 * Fills in what is not given, for Spark.
 * @throws UNKNOWN_OPTION, OPTION_RANGE for what the model does not have, or Spark cannot do
 */
export function resolveForSpark(
  definition: Definition,
  { only, defaults, unused }: SparkModel,
  given: Partial<Values<Parameters>>,
): Values<Parameters> {
  const { name: model } = definition;
  const parameters = resolve(definition, { ...defaults, ...given, ...only });
  for (const [name, value] of Object.entries(only)) {
    if (given[name] === undefined || given[name] === value) continue;
    throw new MovierecError(
      'OPTION_RANGE',
      `${model} by Spark has ${name}=${value} only, not ${given[name]}.`,
      `Leave it out, or fit on this machine: --engine local.`,
    );
  }
  const idle = unused.find((name) => given[name] !== undefined);
  if (idle === undefined) return parameters;
  throw new MovierecError(
    'OPTION_RANGE',
    `${model} by Spark does not go by ${idle}.`,
    'Leave it out, or fit on this machine: --engine local.',
  );
}
