import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import { loadDataset } from '../dataset/load-dataset.ts';
import { role } from '../dataset/splits/role.ts';
import { requireTestRatings, splitDefaults, splitRatings } from '../dataset/splits/split-ratings.ts';
import { splitOf } from '../dataset/splits/registry.ts';
import { MovierecError } from '../errors.ts';
import { compareOutcomes } from '../evaluation/compare-outcomes.ts';
import { evaluateModel } from '../evaluation/evaluate-model.ts';
import type { Estimate } from '../evaluation/measure.ts';
import { Outcomes } from '../evaluation/outcomes.ts';
import type { PairedTest } from '../evaluation/paired-test.ts';
import { summarizeOutcomes, type Summary } from '../evaluation/summarize-outcomes.ts';
import { metrics } from '../metrics/registry.ts';
import { fitModel } from '../models/contract/fit-model.ts';
import type { Model } from '../models/contract/model.ts';
import { resolve, type Parameters, type Values } from '../models/contract/parameters.ts';
import { definitionOf, load } from '../models/registry.ts';
import { requireProcessed, trainingInputs, type StageOptions } from './processed.ts';
import { requireHonestModel, savedModels } from './saved-model.ts';

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

/** A model beside the best one, on the same people: does the difference mean anything? */
export interface Comparison {
  readonly model: string;
  readonly with: string;
  readonly metrics: Readonly<Record<string, PairedTest>>;
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
  readonly reference: { readonly predicting: 'mean'; readonly rmse: Estimate; readonly mae: Estimate } | null;
  readonly comparisons: readonly Comparison[];
  readonly definitions: Readonly<Record<string, string>>;
  readonly path: string;
}

/** The name of the protocol that tests saved models on what `clean` held out. */
export const heldOutProtocol = 'held-out';

/** One training and test. `model` fits or loads a model for it. */
interface Round {
  readonly roles: Uint8Array;
  readonly model: (name: string) => Promise<Model>;
}

/**
 * Tests models on ratings they have not seen: errors of predicted ratings, quality of lists of k, with bootstrap 95 %
 * intervals over people, and a paired test of each model against the best by NDCG@k. Writes evaluation.json to
 * reports/<set>/evaluation/<protocol>/.
 * @throws MISSING_ARTIFACT, STALE_MODEL, NOTHING_TO_TEST, OPTION_RANGE, UNKNOWN_MODEL, USAGE
 */
export async function evaluate(options: EvaluateOptions, context: Context): Promise<Fresh<EvaluateResult>> {
  const { workspace, protocol = heldOutProtocol, k = 10 } = options;
  if (protocol !== heldOutProtocol) splitOf(protocol);
  const data = await requireProcessed(options, context);
  const { dataset, folder: processed, info } = data;
  const isSaved = protocol === heldOutProtocol;
  const names = options.models ?? (await savedModels(workspace, dataset)).map(({ name }) => name).sort();
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
      options: { protocol, k, relevant, models: Object.fromEntries(parameters), ...(!isSaved && { share, folds }) },
      inputs: [
        ...trainingInputs(processed),
        ...saved.flatMap((model) => ['model.json', 'model.safetensors'].map((file) => join(model.folder, file))),
      ],
      force: options.force ?? false,
    },
    context,
    async (temporary): Promise<EvaluateResult> => {
      const { ratings, roles } = await loadDataset(processed, info, context);
      const [users, items] = [ratings.users.size, ratings.items.size];
      const { user, item, time } = ratings.columns;
      const rounds: Round[] = isSaved
        ? [{ roles, model: (name) => load(workspace.model(dataset, name)) }]
        : splitRatings(protocol, { user, item, time, users, items }, { share, folds, seed: context.seed }).map(
            (chosen) => {
              const training = ratings.filter((at) => chosen[at] === role.train);
              const model = (name: string): Promise<Model> =>
                fitModel(definitionOf(name), training, parameters.get(name) ?? {}, context);
              return { roles: chosen, model };
            },
          );
      requireTestRatings(rounds.map((round) => round.roles));

      const outcomesOf = new Map<string, Outcomes>();
      const evaluations: ModelEvaluation[] = [];
      for (const name of names) {
        context.log(`Evaluating ${name}`);
        const started = performance.now();
        const outcomes = new Outcomes({ metrics, cutoffs: [k], users, items });
        let unreachable = 0;
        for (const round of rounds) {
          const part = (wanted: number) => ratings.filter((at) => round.roles[at] === wanted).byUser;
          const foldIn = round.roles.includes(role.foldIn) ? part(role.foldIn) : undefined;
          const test = { heldOut: part(role.test), foldIn, relevant, k };
          unreachable += await evaluateModel(await round.model(name), test, outcomes, context);
        }
        outcomesOf.set(name, outcomes);
        evaluations.push({
          model: name,
          parameters: parameters.get(name)!,
          ...(await summarizeOutcomes(outcomes, context)),
          unreachable,
          seconds: (performance.now() - started) / 1000,
        });
      }
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
        reference: info.feedback === 'explicit' ? await predictingTheMean() : null,
        comparisons: await compareWithBest(evaluations, outcomesOf, `ndcg@${k}`, context),
        definitions: Object.fromEntries(metrics.map(({ name, formula }) => [name, formula])),
        path: relative(workspace.root, folder),
      };
      await writeFile(join(temporary, 'evaluation.json'), `${JSON.stringify(result, null, 2)}\n`);
      return result;

      /** For scale: anything worth having does better than this. */
      async function predictingTheMean(): Promise<EvaluateResult['reference']> {
        const outcomes = new Outcomes({ metrics, cutoffs: [k], users, items });
        for (const round of rounds) {
          outcomes.beginRound(0);
          const { mean } = ratings.filter((at) => round.roles[at] === role.train);
          const { starts, values } = ratings.filter((at) => round.roles[at] === role.test).byUser;
          for (let person = 0; person < users; person++) {
            const actual = values.subarray(starts[person], starts[person + 1]);
            outcomes.addRatings(person, { actual, predicted: new Float64Array(actual.length).fill(mean) });
          }
        }
        const summary = await summarizeOutcomes(outcomes, context);
        return { predicting: 'mean', rmse: summary.metrics['rmse'], mae: summary.metrics['mae'] };
      }
    },
  );
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

async function compareWithBest(
  evaluations: readonly ModelEvaluation[],
  outcomes: ReadonlyMap<string, Outcomes>,
  key: string,
  context: Context,
): Promise<Comparison[]> {
  const figure = ({ metrics: figures }: ModelEvaluation): number => figures[key]?.value ?? -1;
  const best = evaluations.reduce((a, b) => (figure(b) > figure(a) ? b : a)).model;
  const others = evaluations.filter(({ model }) => model !== best);
  const comparisons: Comparison[] = [];
  for (const { model } of others) {
    const tests = await compareOutcomes(outcomes.get(model)!, outcomes.get(best)!, context);
    comparisons.push({ model, with: best, metrics: tests });
  }
  return comparisons;
}
