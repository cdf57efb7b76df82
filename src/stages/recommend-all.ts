import { dirname, join, relative } from 'node:path';
import { findFresh, runStage, type Fresh, type StageRun } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import { filmFilter, type FilmFilterOptions } from '../dataset/filters/film-filter.ts';
import { loadCatalog } from '../dataset/load-dataset.ts';
import { MovierecError } from '../errors.ts';
import type { EngineOptions } from './engines/engine.ts';
import { engineNames, engineOf } from './engines/registry.ts';
import { requireProcessed, trainingInputs, type StageOptions } from './processed.ts';
import type { ListCounts } from './recommend-all/list-job.ts';
import { requireK } from './require-k.ts';
import { modelForUse } from './saved-model.ts';

export interface RecommendAllOptions extends StageOptions, FilmFilterOptions, EngineOptions {
  readonly model?: string | undefined;
  /** 100 where not given. */
  readonly k?: number | undefined;
  /** Where no engine is asked for, lists that are there will do, whichever made them. */
  readonly anyEngine?: boolean | undefined;
}

export interface RecommendAllResult extends ListCounts {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly model: string;
  /** Whether the model was fitted on all ratings. */
  readonly full: boolean;
  readonly k: number;
  /** What made them: `local`, or `spark` with its version and the cluster. */
  readonly engine: { readonly name: string } & Readonly<Record<string, string>>;
  readonly seconds: number;
  /** The folder of Parquet files, relative to the workspace; see `listColumns` for what is in them. */
  readonly path: string;
}

/**
 * The k films that each person of the data set is most likely to enjoy, what `recommend` gives for each: Parquet files in
 * data/lists/<set>/<model>/. Memory is bounded by the model's, whatever the number of people.
 * @throws MISSING_ARTIFACT, UNKNOWN_MODEL, STALE_MODEL, OPTION_RANGE, UNKNOWN_OPTION for an engine that is not there,
 * USAGE where no film passes the filters, and what `filmFilter` throws
 */
export async function recommendAll(options: RecommendAllOptions, context: Context): Promise<Fresh<RecommendAllResult>> {
  const { workspace, force = false, genre, director, actor, year, runtime, exclude } = options;
  const k = requireK(options.k ?? 100);
  const engine = engineOf(options);
  const data = await requireProcessed(options, context);
  const saved = await modelForUse(workspace, data, options.model);
  const { name: model, full } = saved;
  if (options.model === undefined) context.log(`Using model ${model}${full ? ', fitted on all ratings' : ''}`);
  const filters = { genre, director, actor, year, runtime, exclude };
  const isFiltered = Object.values(filters).some((asked) => asked !== undefined && asked.length > 0);
  const folder = workspace.lists(data.dataset, model);
  const outputs = saved.manifest.outputs.map(({ path }) => join(saved.folder, path));
  const tables = data.manifest.outputs.map(({ path }) => path).filter((path) => facts.has(path));

  const run = (by: string): StageRun => {
    return {
      workspace,
      stage: 'recommend-all',
      dataset: data.dataset,
      folder,
      options: { model, full, k, engine: by, filters: isFiltered ? filters : {} },
      inputs: [
        ...outputs,
        ...trainingInputs(data.folder),
        ...(isFiltered ? tables : []).map((path) => join(data.folder, path)),
      ],
      force,
    };
  };
  if (options.anyEngine && options.engine === undefined) {
    for (const by of engineNames) {
      const found = await findFresh<RecommendAllResult>(run(by), context);
      if (found) return found;
    }
  }
  return runStage(run(engine.name), context, async (temporary): Promise<RecommendAllResult> => {
    const started = context.now();
    const about = await engine.about(context);
    const catalog = await loadCatalog(data.folder, context);
    const passes = isFiltered ? await filmFilter(data.folder, catalog, filters, context) : undefined;
    if (passes && !catalog.titles.some((_, item) => passes(item))) {
      throw new MovierecError('USAGE', 'no film passes these filters.', 'Ask for other genres or years.');
    }
    context.log(`Listing ${k} films for everyone of "${data.dataset}", by ${model}`);
    const log = join(dirname(folder), `.${model}.${engine.name}.log`);
    const counts = await engine.list({ data, saved, catalog, k, passes, folder: temporary, log }, context);
    return {
      dataset: data.dataset,
      simulated: data.info.simulated,
      model,
      full,
      k,
      engine: { name: engine.name, ...about },
      ...counts,
      seconds: (context.now() - started) / 1000,
      path: relative(workspace.root, folder),
    };
  });
}

/** What filters may read besides films. */
const facts: ReadonlySet<string> = new Set(['people.parquet', 'details.parquet']);
