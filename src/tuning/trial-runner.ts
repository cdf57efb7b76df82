import type { Context } from '../context.ts';
import type { FilmFeatures } from '../dataset/film-features.ts';
import { Ids } from '../dataset/ids.ts';
import { Ratings, type RatingColumns, type RatingsMeta } from '../dataset/ratings.ts';
import { role } from '../dataset/splits/role.ts';
import { asMovierecError, MovierecError, type ErrorCode } from '../errors.ts';
import { bootstrapIntervals, noInterval } from '../evaluation/bootstrap-interval.ts';
import { evaluateRounds } from '../evaluation/evaluate-rounds.ts';
import type { Estimate } from '../evaluation/measure.ts';
import type { Outcomes } from '../evaluation/outcomes.ts';
import { poolOf } from '../evaluation/pool-of.ts';
import type { Metric } from '../metrics/metric.ts';
import { feedbackOf } from '../models/contract/define-model.ts';
import { fitModel } from '../models/contract/fit-model.ts';
import { resolve, type Parameters, type Values } from '../models/contract/parameters.ts';
import { definitionOf } from '../models/registry.ts';
import { targetOf } from './target.ts';
import type { TrialOutcome } from './trial.ts';

/** All that a trial goes by, as plain data: it can be given to other threads. */
export interface TrialMaterial {
  readonly model: string;
  /** The figure that is searched for: `rmse`, `ndcg@10`. */
  readonly key: string;
  /** A held-out rating from here on makes its film relevant. */
  readonly relevant: number;
  readonly users: readonly string[];
  readonly items: readonly string[];
  /** The genres of each item. */
  readonly genres: readonly (readonly string[])[];
  readonly columns: RatingColumns;
  readonly meta: RatingsMeta;
  /** What is known of the films besides, where the model asks for it. */
  readonly features?: FilmFeatures | undefined;
  /** The name of the split that the roles come from. */
  readonly split: string;
  /** What each rating is for (`role`), round by round. */
  readonly rounds: readonly Uint8Array[];
}

export type RunTrial = (parameters: Values<Parameters>) => Promise<TrialOutcome>;

/** What goes wrong in a fit because of its parameters; whatever else goes wrong would do so in the next trial, too. */
const failures: readonly ErrorCode[] = ['DIVERGED', 'NOT_FINITE', 'OUT_OF_MEMORY'];

/** Fits on the training part of each round, tests on the rest, and gives the figure over all rounds. */
export function trialRunner(material: TrialMaterial, outer: Context): RunTrial {
  const { model: name, key, relevant, genres, columns, meta, features, split, rounds } = material;
  const definition = definitionOf(name);
  const { metric, k } = targetOf(key, name, 'explicit');
  const context: Context = { ...outer, log: () => undefined, progress: () => undefined };
  const ratings = new Ratings(new Ids(material.users), new Ids(material.items), columns, meta, features);
  const parts = rounds.map((roles, round) => ({
    roles,
    pool: poolOf(split, ratings, roles),
    training: keptIf(rounds.length === 1, () => ratings.filter((at) => roles[at] === role.train)),
    // Each round starts from other random numbers, as in an evaluation.
    seeded: { ...context, seed: context.seed + round },
  }));

  const figureOf = async (parameters: Values<Parameters>): Promise<Estimate> => {
    const fitted = parts.map(({ roles, pool, training, seeded }) => ({
      ...{ roles, pool },
      model: () => fitModel(definition, training(), parameters, seeded),
    }));
    const judging = { metrics: [metric], cutoffs: [k], relevant, genres };
    const { outcomes } = await evaluateRounds(name, fitted, ratings, judging, context);
    return estimateOf(outcomes, metric, key, context);
  };

  return async (given) => {
    const started = performance.now();
    const outcome = (found: Omit<TrialOutcome, 'seconds'>): TrialOutcome => ({
      ...found,
      seconds: (performance.now() - started) / 1000,
    });
    const failed = (code: ErrorCode): TrialOutcome => outcome({ value: null, ...noInterval, failed: code });
    const parameters = resolve(definition, given);
    if (metric.kind === 'rating' && feedbackOf(definition, parameters) === 'implicit') return failed('WRONG_MODEL');
    try {
      return outcome(await figureOf(parameters));
    } catch (error) {
      context.signal.throwIfAborted();
      const { code } = asMovierecError(error);
      if (failures.includes(code)) return failed(code);
      throw error;
    }
  };
}

/** @throws NOTHING_TO_TEST where nobody has a part in the figure, or where it has no meaning on what was held out */
async function estimateOf(outcomes: Outcomes, metric: Metric, key: string, context: Context): Promise<Estimate> {
  const measure = outcomes.measures.get(key);
  const [{ value, low, high }] = measure
    ? await bootstrapIntervals([measure], context)
    : [{ value: outcomes.lists > 0 ? outcomes.catalogFigures().get(key)! : NaN, ...noInterval }];
  if (Number.isFinite(value)) return { value, low, high };
  if (measure?.parts.weight.some((weight) => weight > 0)) {
    const why = metric.noneWhere ? `: ${metric.noneWhere}` : '';
    throw new MovierecError(
      'NOTHING_TO_TEST',
      `${key} has no meaning on these held-out ratings${why}.`,
      'Choose another --metric or another --protocol.',
    );
  }
  throw new MovierecError(
    'NOTHING_TO_TEST',
    `there is nobody whose held-out ratings give a ${key}.`,
    'Hold out a larger share with --test, choose another --protocol, or another --metric.',
  );
}

/** Makes something when it is asked for; makes it once, if it is to be kept. */
function keptIf<T>(isKept: boolean, make: () => T): () => T {
  let kept: T | undefined;
  return () => kept ?? (isKept ? (kept = make()) : make());
}
