import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { evaluateRounds, type Judging, type Round } from '../../evaluation/evaluate-rounds.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import type { Segmentation } from '../../evaluation/segments/summarize-segments.ts';
import { summarizeOutcomes, type Summary } from '../../evaluation/summarize-outcomes.ts';
import type { Parameters, Values } from '../../models/contract/parameters.ts';
import { filmSegments, summarizeAll, type Segmenting } from './segmented.ts';

/** How good a model is, how sure that is, and for whom. */
export interface ModelEvaluation extends Summary {
  readonly model: string;
  readonly parameters: Values<Parameters>;
  /** Relevant held-out films that could not be listed. */
  readonly unreachable: number;
  readonly segments: readonly Segmentation[];
  /** Where lists are made of held-out films alone: the same figures of lists out of all films. */
  readonly wholeCatalog?: Readonly<Record<string, Estimate>>;
  readonly seconds: number;
}

/** What every model is tested by. */
export interface CommonTest extends Omit<Judging, 'segments'> {
  readonly rounds: readonly Round[];
  readonly ratings: Ratings;
  readonly groups: Segmenting;
  /** The rounds once more, with lists out of all films. */
  readonly whole: readonly Round[] | undefined;
}

/** Tests one model, and sums up what came. */
export async function evaluateOne(
  { name, parameters }: { name: string; parameters: Values<Parameters> },
  { rounds, ratings, groups, whole, ...judging }: CommonTest,
  context: Context,
): Promise<{ outcomes: Outcomes; evaluation: ModelEvaluation }> {
  const started = performance.now();
  const [k] = judging.cutoffs;
  const segments = filmSegments(groups, k, ratings.users.size);
  const { outcomes, unreachable } = await evaluateRounds(name, rounds, ratings, { ...judging, segments }, context);
  const summary = outcomes.users > 0 ? await summarizeOutcomes(outcomes, context) : nothingTested(outcomes);
  const evaluation = {
    model: name,
    parameters,
    ...summary,
    unreachable,
    segments: await summarizeAll(groups, { outcomes, films: segments, k }, context),
    ...(whole && { wholeCatalog: await listFigures(name, whole, ratings, judging, context) }),
    seconds: (performance.now() - started) / 1000,
  };
  return { outcomes, evaluation };
}

async function listFigures(
  name: string,
  rounds: readonly Round[],
  ratings: Ratings,
  judging: Judging,
  context: Context,
): Promise<Readonly<Record<string, Estimate>>> {
  const metrics = judging.metrics.filter(({ kind }) => kind !== 'rating');
  const { outcomes } = await evaluateRounds(name, rounds, ratings, { ...judging, metrics }, context);
  return outcomes.lists > 0 ? (await summarizeOutcomes(outcomes, context)).metrics : {};
}

const nothingTested = ({ withoutRelevant, withoutCandidates }: Outcomes): Summary => ({
  ...{ users: 0, pairs: 0, fallback: 0, lists: 0, filled: 0, withoutRelevant, withoutCandidates },
  ...{ metrics: {}, meaningless: [] },
});
