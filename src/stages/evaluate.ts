import { readdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import { loadDataset } from '../dataset/load-dataset.ts';
import { requireTestRatings, splitDefaults } from '../dataset/splits/split-ratings.ts';
import { MovierecError } from '../errors.ts';
import { compareModels, type Comparison } from '../evaluation/compare-models.ts';
import { meanReference, type MeanReference } from '../evaluation/mean-reference.ts';
import type { Outcomes } from '../evaluation/outcomes.ts';
import { summarizeOutcomes } from '../evaluation/summarize-outcomes.ts';
import { timeTravel } from '../evaluation/time-travel.ts';
import { feedbackOf } from '../models/contract/define-model.ts';
import { fitModel } from '../models/contract/fit-model.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { definitionOf, load } from '../models/registry.ts';
import type { CleanResult } from './clean.ts';
import { chooseModels, tunedModels } from './evaluation/chosen-models.ts';
import { chooseFigures } from './evaluation/chosen-figures.ts';
import { cutsOf, requireFoldIn } from './evaluation/cuts.ts';
import { evaluateOne, type ModelEvaluation } from './evaluation/evaluate-one.ts';
import { compareByHistory, type CutOutcome, type HistoryEvaluation } from './evaluation/histories.ts';
import { rankingOf, type Ranking } from './evaluation/ranking-of.ts';
import { segmenting } from './evaluation/segmented.ts';
import { refuseIdleOptions } from './evaluation/refuse-idle-options.ts';
import { givenProtocol, heldOutProtocol, rolesOf, testRounds } from './evaluation/test-rounds.ts';
import { writeModelCard } from './model-card/write-model-card.ts';
import { factsOf, requireProcessed, trainingInputs, type StageOptions } from './processed.ts';
import { featuresFor } from './require-features.ts';
import { savedModels } from './saved-model.ts';

export { heldOutProtocol } from './evaluation/test-rounds.ts';
export type { ModelEvaluation } from './evaluation/evaluate-one.ts';
export type { CutEvaluation, HistoryEvaluation } from './evaluation/histories.ts';

export interface EvaluateOptions extends StageOptions {
  /** Without any: every trained model of the set. */
  readonly models?: readonly string[] | undefined;
  /**
   * Models that are tested besides, for scale: where they are not among the others they are fitted afresh with their
   * defaults, and not saved.
   */
  readonly beside?: readonly string[] | undefined;
  /** Where lists are cut: one length, or several. */
  readonly k?: number | readonly number[] | undefined;
  /** What is measured: names of metrics, or `all`; without any, the usual ones. */
  readonly metrics?: readonly string[] | undefined;
  /** The figure that models are ranked by; without it, NDCG at the first k, or the first metric. */
  readonly by?: string | undefined;
  /** A split to fit afresh on; without it, the saved models are tested on what `clean` held out. */
  readonly protocol?: string | undefined;
  readonly folds?: number | undefined;
  readonly test?: number | undefined;
  readonly repeats?: number | undefined;
  /** Folds that stand in files: pairs such as u1.base and u1.test, or folders that hold such. */
  readonly foldFiles?: readonly string[] | undefined;
  /**
   * Rank each person's good films among so many that they have not rated, drawn at random, instead of among all; or among
   * those that stand in a file, as He et al. 2017 published them.
   */
  readonly negatives?: number | string | undefined;
  /**
   * Test people who are folded in once more with their histories cut to each of these numbers of ratings, drawn at random;
   * 0 is someone unknown. For a split that holds out people.
   */
  readonly histories?: readonly number[] | undefined;
  /** A rating from here on is a good one; without it, what the data set says. */
  readonly relevant?: number | undefined;
  /** Parameters by model, for a protocol that fits afresh; else those of the saved model, else the defaults. */
  readonly parameters?: Readonly<Record<string, Partial<Values<Parameters>>>>;
  /** The folder in reports/<set>/ that the result goes to. */
  readonly into?: 'evaluation' | 'comparison' | 'report-evaluation';
}

export interface EvaluateResult {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly protocol: string;
  readonly split: {
    readonly name: string;
    readonly seed: number;
    readonly rounds: number;
    readonly fitted: 'saved' | 'afresh';
    /** The names of folds from files. */
    readonly folds?: readonly string[];
  };
  /** Where lists are cut. The first is what segments and the usual ranking go by. */
  readonly cutoffs: readonly number[];
  readonly relevant: number;
  /** How many unrated films stand beside the good ones, or the file of them; null where lists are out of all films. */
  readonly negatives: number | string | null;
  /** The share of tested ratings that are older than some that models were fitted on; null without times. */
  readonly timeTravel: number | null;
  /** Models whose parameters were tuned on ratings that are among those tested here. */
  readonly tuned: readonly string[];
  readonly models: readonly ModelEvaluation[];
  /** Those of them that were fitted for this evaluation alone, beside saved ones. */
  readonly beside?: readonly string[];
  /** What predicting the mean of the training ratings for everything would give. */
  readonly reference: MeanReference | null;
  /** Every model against every other. */
  readonly comparisons: readonly Comparison[];
  /** How models do by histories cut to each length asked for, the shortest first. */
  readonly histories?: readonly HistoryEvaluation[];
  readonly ranking: Ranking;
  readonly definitions: Readonly<Record<string, string>>;
  readonly path: string;
}

/**
 * Tests models on ratings they have not seen: errors of predicted ratings, quality of lists, with bootstrap 95 %
 * intervals over people, by segment, and a paired test of each model against each other. Writes evaluation.json to
 * reports/<set>/evaluation/<protocol>/.
 * @throws MISSING_ARTIFACT, STALE_MODEL, NOTHING_TO_TEST, LEAK, OPTION_RANGE, UNKNOWN_MODEL, WRONG_MODEL, USAGE
 */
export async function evaluate(options: EvaluateOptions, context: Context): Promise<Fresh<EvaluateResult>> {
  const { workspace, foldFiles, negatives, histories, repeats = 1, into = 'evaluation' } = options;
  const protocol = options.protocol ?? (foldFiles ? givenProtocol : heldOutProtocol);
  refuseIdleOptions(options, protocol);
  const data = await requireProcessed(options, context);
  const { dataset, folder: processed, info } = data;
  const isSaved = protocol === heldOutProtocol;
  const split = isSaved ? info.split.name : protocol;
  if (histories) requireFoldIn(split);
  const given = options.parameters ?? {};
  const { parameters, saved } = await chooseModels(
    { workspace, models: options.models, beside: options.beside, isSaved, given },
    data,
    context,
  );
  const names = [...parameters.keys()];
  const isLoaded = (name: string): boolean => saved.some((model) => model.name === name);
  const afresh = names.filter((name) => !isLoaded(name));
  // Saved models have in them what they know of films.
  const fitted = afresh.map((name) => ({ definition: definitionOf(name), parameters: parameters.get(name)! }));
  const features = await featuresFor(fitted, { workspace, dataset }, context);
  const feedback = new Map(names.map((name) => [name, feedbackOf(definitionOf(name), parameters.get(name)!)]));
  const { metrics, cutoffs, by } = chooseFigures(options, feedback, info);
  const relevant = options.relevant ?? info.relevant;
  refuseWhatNoRatingIs(relevant, info);
  const share = options.test ?? splitDefaults.share;
  const folds = options.folds ?? splitDefaults.folds;
  // What does not compare does not take each other's place.
  const among = negatives === undefined ? '' : '-among-negatives';
  const cut = histories ? '-cut-histories' : '';
  const folder = join(workspace.report(dataset, into), `${protocol}${among}${cut}`);

  const result = await runStage(
    {
      workspace,
      stage: 'eval',
      dataset,
      folder,
      options: {
        ...{ protocol, cutoffs, metrics: metrics.map(({ name }) => name), by, relevant, negatives: negatives ?? null },
        data: factsOf(info),
        models: Object.fromEntries(parameters),
        ...(histories && { histories }),
        ...(!isSaved && (foldFiles ? { foldFiles } : { share, folds, repeats })),
      },
      inputs: [
        ...trainingInputs(processed),
        ...features.files,
        ...saved.flatMap((model) => ['model.json', 'model.safetensors'].map((file) => join(model.folder, file))),
        ...(await filesOf([...(foldFiles ?? []), ...(typeof negatives === 'string' ? [negatives] : [])])),
      ],
      force: options.force ?? false,
    },
    context,
    async (temporary): Promise<EvaluateResult> => {
      const loaded = await loadDataset(processed, info, context);
      const ratings = await features.addTo(loaded.ratings);
      const { allRoles, folds: foldNames } = isSaved
        ? { allRoles: [loaded.roles], folds: [] }
        : await rolesOf(protocol, ratings, { share, folds, repeats, foldFiles }, context);
      requireTestRatings(allRoles);
      const cuts = histories && cutsOf(histories, loaded, allRoles, context);
      const rounds = await testRounds(
        ratings,
        allRoles,
        (name, training, round) => {
          if (isLoaded(name)) return load(workspace.model(dataset, name), name);
          // Each round starts from other random numbers, so that the chance of one start averages out.
          const seeded = { ...context, seed: context.seed + round };
          return fitModel(definitionOf(name), training(), parameters.get(name)!, seeded);
        },
        { split, relevant, negatives },
        context,
      );
      const test = {
        ...{ rounds, ratings, metrics, cutoffs, relevant },
        genres: loaded.catalog.genres,
        groups: segmenting(loaded, allRoles),
        cuts,
      };

      const outcomesOf = new Map<string, Outcomes>();
      const evaluations: ModelEvaluation[] = [];
      const cutOutcomes = new Map<string, readonly CutOutcome[]>();
      for (const name of names) {
        context.log(`Evaluating ${name}`);
        const model = { name, parameters: parameters.get(name)! };
        const { outcomes, evaluation, cuts: byCut } = await evaluateOne(model, test, context);
        outcomesOf.set(name, outcomes);
        evaluations.push(evaluation);
        cutOutcomes.set(name, byCut);
      }
      // A model that only ranks has no figures where no held-out film is good; that is no fault of the others.
      if (evaluations.every(({ users: tested }) => tested === 0))
        await summarizeOutcomes([...outcomesOf.values()][0], context);
      const comparisons = await compareModels(outcomesOf, context);
      const result: EvaluateResult = {
        dataset,
        simulated: info.simulated,
        protocol,
        split: {
          name: split,
          seed: isSaved ? info.split.seed : context.seed,
          rounds: rounds.length,
          fitted: isSaved ? 'saved' : 'afresh',
          ...(foldNames.length > 0 && { folds: foldNames }),
        },
        cutoffs,
        relevant,
        negatives: negatives ?? null,
        timeTravel: timeTravel(ratings, allRoles),
        tuned: isSaved ? [] : await tunedModels(workspace, dataset, parameters),
        models: evaluations,
        ...(isSaved && afresh.length > 0 && { beside: afresh }),
        reference: info.feedback === 'explicit' ? await meanReference(ratings, allRoles, context) : null,
        comparisons,
        ...(cuts && { histories: await compareByHistory(cuts, cutOutcomes, by, context) }),
        ranking: rankingOf(evaluations, comparisons, by),
        definitions: Object.fromEntries(metrics.map(({ name, formula }) => [name, formula])),
        path: relative(workspace.root, folder),
      };
      await writeFile(join(temporary, 'evaluation.json'), `${JSON.stringify(result, null, 2)}\n`);
      return result;
    },
  );
  if (isSaved && into === 'evaluation') {
    for (const { name, full } of await savedModels(workspace, dataset, { full: true })) {
      if (names.includes(name)) await writeModelCard(workspace, dataset, name, full);
    }
  }
  return result;
}

/** @throws OPTION_RANGE where all ratings would be good, or none could be */
function refuseWhatNoRatingIs(relevant: number, { scale, feedback }: CleanResult): void {
  if (feedback === 'implicit' ? relevant > 0 : relevant >= scale.min && relevant <= scale.max) return;
  const from = feedback === 'implicit' ? 'above 0' : `from ${scale.min} to ${scale.max}`;
  throw new MovierecError(
    'OPTION_RANGE',
    `a rating from ${relevant} on is none of this data set.`,
    `Give one ${from}.`,
  );
}

/** The files among the paths, and those in the folders among them. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
      if (!entries) return [resolve(path)];
      return entries.filter((entry) => entry.isFile()).map((entry) => resolve(path, entry.name));
    }),
  );
  return files.flat();
}
