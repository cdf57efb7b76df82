import type { Context } from '../../context.ts';
import { bootstrapIntervals } from '../../evaluation/bootstrap-interval.ts';
import { compareModels, type Comparison } from '../../evaluation/compare-models.ts';
import type { RoundsResult } from '../../evaluation/evaluate-rounds.ts';
import { measuresOf, type Estimate, type Measure } from '../../evaluation/measure.ts';
import type { FilmSegments } from '../../evaluation/segments/film-segments.ts';
import type { Segmentation } from '../../evaluation/segments/summarize-segments.ts';
import type { Summary } from '../../evaluation/summarize-outcomes.ts';
import type { Cut } from './cuts.ts';
import { summarizeAll } from './segmented.ts';
import { rankingOf, type Ranking } from './ranking-of.ts';
import { summaryOf } from './summary-of.ts';

/** How models do by so many ratings of each person. */
export interface HistoryEvaluation {
  /** How many ratings of each person the models were given; the others were hidden from them, and not listed. */
  readonly ratings: number;
  /** Who has so many to give, and so is tested. */
  readonly people: number;
  readonly models: readonly CutEvaluation[];
  /** Every model against every other, on these people. */
  readonly comparisons: readonly Comparison[];
  /** The models by the figure that all are ranked by. */
  readonly ranking: Ranking;
}

/** How one model does by so many ratings of each person. */
export interface CutEvaluation extends Summary {
  readonly model: string;
  /** Relevant held-out films that could not be listed. */
  readonly unreachable: number;
  readonly segments: readonly Segmentation[];
  /** The figures of those alone who have enough ratings for every length, which makes lengths comparable. */
  readonly samePeople: Readonly<Record<string, Estimate>>;
}

/** What came of one model with histories of one length, with the figures of each person who was tested. */
export interface CutOutcome {
  readonly evaluation: CutEvaluation;
  readonly measures: ReadonlyMap<string, Measure>;
}

/**
 * Sums up what came of one model with histories of one length. `everywhere` are the people who are tested with every
 * length. Kept are the rows of tested people alone, metric by metric.
 */
export async function summarizeCut(
  model: string,
  { cut, everywhere }: { readonly cut: Cut; readonly everywhere: Uint32Array },
  { outcomes, unreachable }: RoundsResult,
  { films, k }: { readonly films: readonly FilmSegments[]; readonly k: number },
  context: Context,
): Promise<CutOutcome> {
  const same = [...measuresOf(outcomes.measures, everywhere)];
  const estimates = await bootstrapIntervals(
    same.map(([, measure]) => measure),
    context,
  );
  const samePeople = same.flatMap(([key], at) => (Number.isFinite(estimates[at].value) ? [[key, estimates[at]]] : []));
  const evaluation: CutEvaluation = {
    model,
    ...(await summaryOf(outcomes, context)),
    unreachable,
    segments: await summarizeAll(cut.groups, { outcomes, films, k }, context),
    samePeople: Object.fromEntries(samePeople) as Record<string, Estimate>,
  };
  return { evaluation, measures: measuresOf(outcomes.measures, cut.people) };
}

/** All models by one length after the other. `outcomes` holds for each model what came, in the order of the cuts. */
export async function compareByHistory(
  cuts: readonly Cut[],
  outcomes: ReadonlyMap<string, readonly CutOutcome[]>,
  by: string,
  context: Context,
): Promise<HistoryEvaluation[]> {
  const histories: HistoryEvaluation[] = [];
  for (const [at, { ratings, people }] of cuts.entries()) {
    const measured = [...outcomes].map(([name, own]) => [name, own[at]] as const);
    const models = measured.map(([, { evaluation }]) => evaluation);
    const comparisons = await compareModels(new Map(measured), context);
    histories.push({
      ratings,
      people: people.length,
      models,
      comparisons,
      ranking: rankingOf(models, comparisons, by),
    });
  }
  return histories;
}
