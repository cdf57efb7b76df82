import { dirname, join, relative } from 'node:path';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import { loadDataset } from '../dataset/load-dataset.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { definitionOf, save } from '../models/registry.ts';
import type { EngineOptions } from './engines/engine.ts';
import { engineOf } from './engines/registry.ts';
import { writeModelCard } from './model-card/write-model-card.ts';
import { factsOf, requireProcessed, trainingInputs, type StageOptions } from './processed.ts';
import { featuresFor } from './require-features.ts';

export interface TrainOptions extends StageOptions, EngineOptions {
  readonly model: string;
  /** Parameters of the model; the others have their defaults. */
  readonly parameters?: Partial<Values<Parameters>>;
  /** Fit on all ratings, for use, beside the honest model that leaves out the held-out ones. */
  readonly full?: boolean | undefined;
}

export interface TrainResult {
  readonly model: string;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly full: boolean;
  readonly parameters: Values<Parameters>;
  readonly seed: number;
  readonly threads: number;
  /** What fitted it: `local`, or `spark` with its version and the cluster. */
  readonly engine: { readonly name: string } & Readonly<Record<string, string>>;
  /** How many ratings it was fitted on. */
  readonly ratings: number;
  readonly seconds: { readonly load: number; readonly fit: number; readonly save: number };
  /** The id of a person to try it with. */
  readonly exampleUser: string;
  /** Relative to the workspace. */
  readonly path: string;
}

/**
 * Fits a model on the training ratings (or, `full`, on all) and writes it to data/models/<set>/<model>[.full]/, with its
 * card.
 * @throws UNKNOWN_MODEL, UNKNOWN_OPTION, OPTION_RANGE, WRONG_FEEDBACK, NO_RATINGS, DIVERGED, NOT_FINITE; of a cluster also
 *   WRONG_MODEL, NO_SPARK, BAD_ADDRESS, UNREACHABLE, SPARK_FAILED
 */
export async function train(options: TrainOptions, context: Context): Promise<Fresh<TrainResult>> {
  const { workspace, model: name, full = false, force = false } = options;
  const definition = definitionOf(name);
  const engine = engineOf(options);
  const parameters = engine.parametersOf(definition, options.parameters ?? {});
  const { dataset, folder: processed, info } = await requireProcessed(options, context);
  const features = await featuresFor([{ definition, parameters }], { workspace, dataset }, context);
  const folder = workspace.model(dataset, name, full);
  const log = join(dirname(folder), `.${name}.${engine.name}.log`);

  const result = await runStage(
    {
      workspace,
      stage: 'train',
      dataset,
      folder,
      options: { model: name, parameters, full, data: factsOf(info), engine: engine.name },
      inputs: [...trainingInputs(processed), ...features.files],
      force,
    },
    context,
    async (temporary): Promise<TrainResult> => {
      const seconds = { load: 0, fit: 0, save: 0 };
      const by = { name: engine.name, ...(await engine.about(context)) };
      const timed = async <T>(what: keyof typeof seconds, work: () => Promise<T>): Promise<T> => {
        const started = performance.now();
        const result = await work();
        seconds[what] = (performance.now() - started) / 1000;
        return result;
      };
      const ratings = await timed('load', async () => {
        const loaded = await loadDataset(processed, info, context, { only: full ? undefined : 'train' });
        return features.addTo(loaded.ratings);
      });
      context.log(`Fitting ${name} on ${ratings.size} ratings of "${dataset}"`);
      const job = { definition, ratings, parameters, folder: temporary, log };
      const model = await timed('fit', () => engine.fit(job, context));
      await timed('save', () => save(model, temporary));
      return {
        model: name,
        dataset,
        simulated: info.simulated,
        exampleUser: info.exampleUser,
        full,
        parameters,
        seed: context.seed,
        threads: context.threads,
        engine: by,
        ratings: ratings.size,
        seconds,
        path: relative(workspace.root, folder),
      };
    },
  );
  await writeModelCard(workspace, dataset, name, full);
  return result;
}
