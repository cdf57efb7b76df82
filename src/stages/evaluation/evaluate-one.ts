import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { evaluateRound, noRounds, type Judging, type Round } from '../../evaluation/evaluate-rounds.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import { filmsOf } from '../../evaluation/pool-of.ts';
import type { Segmentation } from '../../evaluation/segments/summarize-segments.ts';
import { summarizeOutcomes, type Summary } from '../../evaluation/summarize-outcomes.ts';
import type { Parameters, Values } from '../../models/contract/parameters.ts';
import type { Cut } from './cuts.ts';
import { summarizeCut, type CutOutcome } from './histories.ts';
import { filmSegments, summarizeAll, type Segmenting } from './segmented.ts';
import { summaryOf } from './summary-of.ts';

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
  /** The rounds once more by histories cut to each of some lengths, the shortest first. */
  readonly cuts?: readonly Cut[] | undefined;
}

/** What came of one model. */
export interface Evaluated {
  readonly outcomes: Outcomes;
  readonly evaluation: ModelEvaluation;
  /** By histories cut to each length. */
  readonly cuts: readonly CutOutcome[];
}

/**
 * Tests one model, and sums up what came. It is fitted once a round, and gone before the next: lists out of all films and
 * cut histories are tested with the same model.
 */
export async function evaluateOne(
  { name, parameters }: { name: string; parameters: Values<Parameters> },
  { rounds, ratings, groups, cuts = [], ...judging }: CommonTest,
  context: Context,
): Promise<Evaluated> {
  const started = performance.now();
  const [k] = judging.cutoffs;
  const begun = (of: Segmenting) => {
    const films = filmSegments(of, k, ratings.users.size);
    return { films, result: noRounds(ratings, judging) };
  };
  const usual = begun(groups);
  const byCut = cuts.map((cut) => ({ cut, ...begun(cut.groups) }));
  const everyFilm = rounds.some(({ pool }) => pool) ? filmsOf(ratings) : undefined;
  const ofLists = { ...judging, metrics: judging.metrics.filter(({ kind }) => kind !== 'rating') };
  const whole = noRounds(ratings, ofLists);
  for (const [at, round] of rounds.entries()) {
    const model = await round.model(name);
    const test = (tested: Omit<Round, 'model'>, { films, result }: typeof usual): Promise<void> =>
      evaluateRound(model, tested, ratings, { ...judging, segments: films }, result, context);
    await test(round, usual);
    if (everyFilm) await evaluateRound(model, { ...round, pool: everyFilm }, ratings, ofLists, whole, context);
    for (const one of byCut) await test({ ...round, roles: one.cut.rounds[at] }, one);
  }

  const { outcomes, unreachable } = usual.result;
  const wholeCatalog = whole.outcomes.lists > 0 ? (await summarizeOutcomes(whole.outcomes, context)).metrics : {};
  const cutOutcomes: CutOutcome[] = [];
  for (const { cut, films, result } of byCut) {
    const who = { cut, everywhere: cuts[cuts.length - 1].people };
    cutOutcomes.push(await summarizeCut(name, who, result, { films, k }, context));
  }
  const evaluation = {
    model: name,
    parameters,
    ...(await summaryOf(outcomes, context)),
    unreachable,
    segments: await summarizeAll(groups, { outcomes, films: usual.films, k }, context),
    ...(everyFilm && { wholeCatalog }),
    seconds: (performance.now() - started) / 1000,
  };
  return { outcomes, evaluation, cuts: cutOutcomes };
}
