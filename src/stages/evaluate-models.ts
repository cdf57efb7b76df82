import type { Context } from '../context.ts';
import { requireTestRatings } from '../dataset/splits/split-ratings.ts';
import { MovierecError } from '../errors.ts';
import { compareModels, type Comparison } from '../evaluation/compare-models.ts';
import type { Outcomes } from '../evaluation/outcomes.ts';
import type { Model } from '../models/contract/model.ts';
import { chooseFigures } from './evaluation/chosen-figures.ts';
import { evaluateOne, type ModelEvaluation } from './evaluation/evaluate-one.ts';
import { rankingOf, type Ranking } from './evaluation/ranking-of.ts';
import { segmenting } from './evaluation/segmented.ts';
import { testRounds } from './evaluation/test-rounds.ts';
import type { OpenDataset } from './open-dataset.ts';

export interface EvaluateModelsOptions {
  readonly data: OpenDataset;
  /** Fitted on `data.training`, by the names that they shall have. */
  readonly models: Readonly<Record<string, Model>>;
  /** Where lists are cut: one length, or several. */
  readonly k?: number | readonly number[] | undefined;
  /** What is measured: names of metrics, or `all`; without any, the usual ones. */
  readonly metrics?: readonly string[] | undefined;
  /** The figure that models are ranked by; without it, NDCG at the first k, or the first metric. */
  readonly by?: string | undefined;
}

export interface EvaluateModelsResult {
  readonly models: readonly ModelEvaluation[];
  /** Every model against every other. */
  readonly comparisons: readonly Comparison[];
  readonly ranking: Ranking;
}

/**
 * Tests fitted models, those of one's own too, on the ratings that `clean` held out, as `evaluate` tests saved ones: the
 * same figures, intervals, segments and paired tests, and nothing is written.
 *
 * @example
 * ```ts
 * import { createContext, evaluateModels, fit, ingest, openDataset, openWorkspace } from 'movierec';
 *
 * const workspace = openWorkspace('.');
 * const context = createContext();
 * await ingest({ workspace, dataset: 'demo' }, context);
 * const data = await openDataset({ workspace }, context);
 * const popular = await fit('popularity', data.training, {}, context);
 * const personal = await fit('ease', data.training, {}, context);
 * const { ranking } = await evaluateModels({ data, models: { popular, personal }, k: 10 }, context);
 * const [best] = ranking.models;
 * ```
 * @throws LEAK where a model has learned from a rating that it is tested on; USAGE, OPTION_RANGE, WRONG_MODEL,
 *   NOTHING_TO_TEST
 */
export async function evaluateModels(options: EvaluateModelsOptions, context: Context): Promise<EvaluateModelsResult> {
  const { data, models } = options;
  const { ratings, roles, catalog, info } = data;
  const named = new Map(Object.entries(models));
  if (named.size === 0) throw new MovierecError('USAGE', 'there is no model to test.', 'Give at least one.');
  const feedback = new Map(Array.from(named, ([name, model]) => [name, model.feedback]));
  const { metrics, cutoffs, by } = chooseFigures(options, feedback, info);
  const { relevant } = info;
  requireTestRatings([roles]);
  const test = {
    rounds: await testRounds(
      ratings,
      [roles],
      (name) => Promise.resolve(named.get(name)!),
      { split: info.split.name, relevant },
      context,
    ),
    ...{ ratings, metrics, cutoffs, relevant },
    genres: catalog.genres,
    groups: segmenting(data, [roles]),
  };
  const outcomesOf = new Map<string, Outcomes>();
  const evaluations: ModelEvaluation[] = [];
  for (const [name, { parameters }] of named) {
    context.log(`Evaluating ${name}`);
    const { outcomes, evaluation } = await evaluateOne({ name, parameters }, test, context);
    outcomesOf.set(name, outcomes);
    evaluations.push(evaluation);
  }
  const comparisons = await compareModels(outcomesOf, context);
  return { models: evaluations, comparisons, ranking: rankingOf(evaluations, comparisons, by) };
}
