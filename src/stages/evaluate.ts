import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { loadDataset } from '../dataset/load-dataset.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { role } from '../dataset/splits/role.ts';
import { requireTestRatings, splitDefaults, splitRatings } from '../dataset/splits/split-ratings.ts';
import { splitOf } from '../dataset/splits/registry.ts';
import { MovierecError } from '../errors.ts';
import { compareWithBest, type Comparison } from '../evaluation/compare-with-best.ts';
import { evaluateRounds, type Round } from '../evaluation/evaluate-rounds.ts';
import { meanReference, type MeanReference } from '../evaluation/mean-reference.ts';
import type { Outcomes } from '../evaluation/outcomes.ts';
import { summarizeOutcomes, type Summary } from '../evaluation/summarize-outcomes.ts';
import { metrics } from '../metrics/registry.ts';
import { fitModel } from '../models/contract/fit-model.ts';
import { resolve, type Parameters, type Values } from '../models/contract/parameters.ts';
import { definitionOf, load } from '../models/registry.ts';
import { factsOf, requireProcessed, trainingInputs, type Processed, type StageOptions } from './processed.ts';
import { isFittedOn, requireHonestModel, savedModels } from './saved-model.ts';

export interface EvaluateOptions extends StageOptions {
  /** Without any: every trained model of the set. */
  readonly models?: readonly string[] | undefined;
  readonly k?: number | undefined;
  /** A split to fit afresh on; without it, the saved models are tested on what `clean` held out. */
  readonly protocol?: string | undefined;
  readonly folds?: number | undefined;
  readonly test?: number | undefined;
  /** A rating from here on is a good one; without it, what the data set says. */
  readonly relevant?: number | undefined;
  /** Parameters by model, for a protocol that fits afresh; else those of the saved model, else the defaults. */
  readonly parameters?: Readonly<Record<string, Partial<Values<Parameters>>>>;
}

export interface ModelEvaluation extends Summary {
  readonly model: string;
  readonly parameters: Values<Parameters>;
  /** Relevant held-out films that nobody rated in training, so that no list could hold them. */
  readonly unreachable: number;
  readonly seconds: number;
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
  };
  readonly k: number;
  readonly relevant: number;
  readonly models: readonly ModelEvaluation[];
  /** What predicting the mean of the training ratings for everything would give. */
  readonly reference: MeanReference | null;
  readonly comparisons: readonly Comparison[];
  readonly definitions: Readonly<Record<string, string>>;
  readonly path: string;
}

/** The name of the protocol that tests saved models on what `clean` held out. */
export const heldOutProtocol = 'held-out';

/**
 * Tests models on ratings they have not seen: errors of predicted ratings, quality of lists of k, with bootstrap 95 %
 * intervals over people, and a paired test of each model against the best by NDCG@k. Writes evaluation.json to
 * reports/<set>/evaluation/<protocol>/.
 * @throws MISSING_ARTIFACT, STALE_MODEL, NOTHING_TO_TEST, OPTION_RANGE, UNKNOWN_MODEL, USAGE
 */
export async function evaluate(options: EvaluateOptions, context: Context): Promise<Fresh<EvaluateResult>> {
  const { workspace, protocol = heldOutProtocol, k = 10 } = options;
  refuseIdleOptions(options);
  if (protocol !== heldOutProtocol) splitOf(protocol);
  const data = await requireProcessed(options, context);
  const { dataset, folder: processed, info } = data;
  const isSaved = protocol === heldOutProtocol;
  const trained = () => trainedModels(workspace, data, context);
  const names = [...new Set(options.models ?? (await trained()))];
  if (names.length === 0) {
    const message = `no model is trained for "${dataset}".`;
    throw new MovierecError('MISSING_ARTIFACT', message, 'Run: movierec train --model svd');
  }
  const saved = isSaved ? await Promise.all(names.map((name) => requireHonestModel(workspace, data, name))) : [];
  const parameters = isSaved
    ? new Map(saved.map(({ name, manifest }) => [name, manifest.result['parameters'] as Values<Parameters>]))
    : await parametersFor(options, names, dataset);
  const relevant = options.relevant ?? info.relevant;
  const share = options.test ?? splitDefaults.share;
  const folds = options.folds ?? splitDefaults.folds;
  const folder = join(workspace.evaluation(dataset), protocol);

  return runStage(
    {
      workspace,
      stage: 'eval',
      dataset,
      folder,
      options: {
        protocol,
        k,
        relevant,
        data: factsOf(info),
        models: Object.fromEntries(parameters),
        ...(!isSaved && { share, folds }),
      },
      inputs: [
        ...trainingInputs(processed),
        ...saved.flatMap((model) => ['model.json', 'model.safetensors'].map((file) => join(model.folder, file))),
      ],
      force: options.force ?? false,
    },
    context,
    async (temporary): Promise<EvaluateResult> => {
      const loaded = await loadDataset(processed, info, context);
      const { ratings } = loaded;
      const rounds = isSaved
        ? [{ roles: loaded.roles, model: (name: string) => load(workspace.model(dataset, name), name) }]
        : freshRounds(protocol, ratings, { share, folds, parameters }, context);
      const allRoles = rounds.map((round) => round.roles);
      requireTestRatings(allRoles);

      const outcomesOf = new Map<string, Outcomes>();
      const evaluations: ModelEvaluation[] = [];
      for (const name of names) {
        context.log(`Evaluating ${name}`);
        const started = performance.now();
        const { outcomes, unreachable } = await evaluateRounds(name, rounds, ratings, { relevant, k }, context);
        outcomesOf.set(name, outcomes);
        evaluations.push({
          model: name,
          parameters: parameters.get(name)!,
          ...(outcomes.users > 0 ? await summarizeOutcomes(outcomes, context) : nothingTested(outcomes)),
          unreachable,
          seconds: (performance.now() - started) / 1000,
        });
      }
      // A model that only ranks has no figures where no held-out film is good; that is no fault of the others.
      if (evaluations.every(({ users: tested }) => tested === 0))
        await summarizeOutcomes([...outcomesOf.values()][0], context);
      const result: EvaluateResult = {
        dataset,
        simulated: info.simulated,
        protocol,
        split: {
          name: isSaved ? info.split.name : protocol,
          seed: isSaved ? info.split.seed : context.seed,
          rounds: rounds.length,
          fitted: isSaved ? 'saved' : 'afresh',
        },
        k,
        relevant,
        models: evaluations,
        reference: info.feedback === 'explicit' ? await meanReference(ratings, allRoles, context) : null,
        comparisons: await compareWithBest(outcomesOf, `ndcg@${k}`, context),
        definitions: Object.fromEntries(metrics.map(({ name, formula }) => [name, formula])),
        path: relative(workspace.root, folder),
      };
      await writeFile(join(temporary, 'evaluation.json'), `${JSON.stringify(result, null, 2)}\n`);
      return result;
    },
  );
}

/** Saved models are tested as they are: what would only change a fit must not seem to have had an effect. */
function refuseIdleOptions({ protocol, folds, test, parameters = {} }: EvaluateOptions): void {
  if (protocol !== undefined && protocol !== heldOutProtocol) return;
  if (folds === undefined && test === undefined && Object.keys(parameters).length === 0) return;
  throw new MovierecError(
    'USAGE',
    'folds, test share and parameters only matter where models are fitted afresh.',
    'Add a protocol: --protocol kfold',
  );
}

/** Trainings and tests on a split of its own, each model fitted when it is its turn. */
function freshRounds(
  protocol: string,
  ratings: Ratings,
  { share, folds, parameters }: { share: number; folds: number; parameters: ReadonlyMap<string, Values<Parameters>> },
  context: Context,
): Round[] {
  const { user, item, time } = ratings.columns;
  const columns = { user, item, time, users: ratings.users.size, items: ratings.items.size };
  return splitRatings(protocol, columns, { share, folds, seed: context.seed }).map((roles) => ({
    roles,
    model: (name) => {
      const training = ratings.filter((at) => roles[at] === role.train);
      return fitModel(definitionOf(name), training, parameters.get(name) ?? {}, context);
    },
  }));
}

const nothingTested = ({ withoutRelevant }: Outcomes): Summary => ({
  ...{ users: 0, pairs: 0, fallback: 0, lists: 0, withoutRelevant, metrics: {} },
});

/** Every trained model of the set; those fitted on other data than there is now are left out, and the log says so. */
async function trainedModels(workspace: Workspace, data: Processed, context: Context): Promise<string[]> {
  const saved = await savedModels(workspace, data.dataset);
  const current = saved.filter((model) => isFittedOn(model, data));
  if (current.length === 0 && saved.length > 0) await requireHonestModel(workspace, data, saved[0].name);
  for (const { name } of saved.filter((model) => !current.includes(model))) {
    context.log(`${name} is left out: it was trained before the data changed. Run: movierec train --model ${name}`);
  }
  return current.map(({ name }) => name).sort();
}

async function parametersFor(
  { workspace, parameters = {} }: EvaluateOptions,
  names: readonly string[],
  dataset: string,
): Promise<Map<string, Values<Parameters>>> {
  const saved = await savedModels(workspace, dataset);
  return new Map(
    names.map((name) => {
      const before = saved.find((model) => model.name === name)?.manifest.result['parameters'];
      const given = { ...(before as Values<Parameters> | undefined), ...parameters[name] };
      return [name, resolve(name, definitionOf(name).parameters, given)];
    }),
  );
}
