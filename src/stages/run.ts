import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { readManifest } from '../artifacts/manifest.ts';
import type { Fresh } from '../artifacts/run-stage.ts';
import { writeFileWhole } from '../artifacts/write-file.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { parseScale } from '../dataset/cleaning/detect-scale.ts';
import type { Feedback } from '../dataset/ratings.ts';
import { MovierecError } from '../errors.ts';
import { metricOfFigure } from '../metrics/registry.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { acquire, defaultConfig } from './acquire.ts';
import { clean, type CleanResult } from './clean.ts';
import { eda } from './eda.ts';
import { evaluate, type EvaluateResult } from './evaluate.ts';
import { ingest } from './ingest.ts';
import { cleanAsBefore, type StageOptions } from './processed.ts';
import { featuresAsBefore } from './require-features.ts';
import { report, type ReportResult } from './report.ts';
import { figureKey, readRunConfig, type RunConfig } from './run-config.ts';
import { train } from './train.ts';

export interface RunOptions {
  readonly workspace: Workspace;
  readonly dataset?: string | undefined;
  /** The settings' file; movierec.yaml in the workspace, which may be missing, where it is not given; null for none. */
  readonly config?: string | null | undefined;
  readonly force?: boolean | undefined;
}

export interface RunResult {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly clean: CleanResult;
  readonly evaluation: EvaluateResult;
  /** The best by `metric`, refitted on all ratings. */
  readonly chosen: { readonly model: string; readonly metric: string; readonly value: number; readonly path: string };
  readonly report: ReportResult;
  /** Every step, and whether there was anything to do. */
  readonly steps: readonly { readonly step: string; readonly fresh: boolean; readonly seconds: number }[];
}

/**
 * Walks the whole way: ingest, clean, make features, train every model, evaluate them, choose the best and refit it on all
 * ratings, draw what the data look like, and report. What is fresh is skipped. The choice stands in data/models/<set>/chosen.json.
 * @throws BAD_CONFIG, and what the stages throw
 */
export async function run(options: RunOptions, outer: Context): Promise<RunResult> {
  const { workspace, force } = options;
  const path = options.config ?? defaultConfig(workspace);
  const config = options.config === null ? {} : await readRunConfig(path, options.config === undefined);
  const context = config.seed === undefined ? outer : { ...outer, seed: config.seed };
  const k = config.k ?? 10;
  const steps: { step: string; fresh: boolean; seconds: number }[] = [];
  const step = async <T extends { fresh?: true }>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    steps.push({ step: name, fresh: result.fresh ?? false, seconds: (performance.now() - started) / 1000 });
    return result;
  };

  const dataset = await chooseDataset(options, config, context, step);
  const cleaned = await step('clean', () => cleanAs(config, { workspace, dataset, force }, context));

  const { sets } = await step('features', () => featuresAsBefore({ workspace, dataset, force }, context));
  const models = modelsToTrain(config, cleaned, sets.length > 0);
  for (const [model, parameters] of models) {
    await step(`train ${model}`, () => train({ workspace, dataset, model, parameters, force }, context));
  }
  const names = [...models.keys()];
  const evaluation = await step('eval', () => evaluate({ workspace, dataset, models: names, k, force }, context));
  const chosen = choose(evaluation, figureKey(config.select ?? 'ndcg', k));
  const parameters = models.get(chosen.model) ?? {};
  const full = await step(`train ${chosen.model} --full`, () =>
    train({ workspace, dataset, model: chosen.model, parameters, full: true, force }, context),
  );
  await writeFileWhole(workspace.chosen(dataset), `${JSON.stringify({ ...chosen, seed: context.seed }, null, 2)}\n`);
  await step('eda', () => eda({ workspace, dataset, force }, context));
  const { fresh: _, ...reported } = await step('report', () => report({ workspace, dataset, k, force }, context));
  const { simulated } = cleaned;
  const folder = relative(workspace.root, workspace.model(dataset, full.model, true));
  const best = { ...chosen, path: folder };
  return { dataset, simulated, clean: cleaned, evaluation, chosen: best, report: reported, steps };
}

/** Ingests where the settings or the options name a source, or nothing has been ingested; else takes what is there. */
async function chooseDataset(
  { workspace, dataset: given, force }: RunOptions,
  config: RunConfig,
  context: Context,
  step: <T extends { fresh?: true }>(name: string, work: () => Promise<T>) => Promise<T>,
): Promise<string> {
  const wanted = given ?? config.dataset;
  const there = await workspace.datasets();
  const isThere = wanted === undefined ? there.length > 0 : there.includes(wanted);
  // Another set than the settings speak of does not come from where theirs does.
  const own: RunConfig = wanted === (config.dataset ?? wanted) ? config : {};
  const { from, format, columns, table, query, key, imdb, tmdb } = own;
  if (isThere && from === undefined) {
    return ingestAgain({ workspace, dataset: await workspace.dataset(wanted), imdb, tmdb, force }, context, step);
  }
  const raw = await acquire({ workspace, from, dataset: wanted, format, columns, table, query, key }, context);
  const result = await step('ingest', () => ingest({ workspace, format, columns, imdb, tmdb, force, ...raw }, context));
  return result.dataset;
}

/** Looks whether the raw files of a data set have changed, if they are still where they were. */
async function ingestAgain(
  { workspace, dataset, imdb, tmdb, force }: StageOptions & { dataset: string } & Pick<RunConfig, 'imdb' | 'tmdb'>,
  context: Context,
  step: <T extends { fresh?: true }>(name: string, work: () => Promise<T>) => Promise<T>,
): Promise<string> {
  const before = await readManifest(workspace.interim(dataset));
  if (before?.result['from'] === undefined) return dataset;
  const last = before.options as Partial<Record<'format' | 'imdb' | 'tmdb', string | null>> & {
    columns?: Record<string, string> | null;
  };
  const placed = (path: string | null | undefined) => (path ? resolve(workspace.root, path) : undefined);
  const from = resolve(workspace.root, String(before.result['from']));
  const metadata = { imdb: imdb ?? placed(last.imdb), tmdb: tmdb ?? placed(last.tmdb) };
  // Metadata that the settings ask for must be there; those of the last time need not be there any more.
  const needed = [from, imdb === undefined && metadata.imdb, tmdb === undefined && metadata.tmdb];
  if (needed.some((path) => path && !existsSync(path))) return dataset;
  const { format, columns } = last;
  const options = { workspace, from, dataset, force, format: format ?? undefined, columns: columns ?? undefined };
  const again = () => ingest({ ...options, ...metadata }, { ...context, seed: before.seed });
  return (await step('ingest', again)).dataset;
}

/** As the settings say; where they say nothing, as it was cleaned the last time. */
function cleanAs(config: RunConfig, options: StageOptions, context: Context): Promise<Fresh<CleanResult>> {
  if (!config.clean) return cleanAsBefore(options, context);
  const { scale, rescale, ...cleaning } = config.clean;
  const scales = { ...(scale && { scale: parseScale(scale) }), ...(rescale && { rescale: parseScale(rescale) }) };
  return clean({ ...options, ...cleaning, ...scales }, context);
}

type Settings = Readonly<Record<string, Partial<Values<Parameters>> | null>>;

/** Without settings: models that predict ratings and models that rank, or the latter alone for strengths. */
const ranking: Settings = { popularity: {}, 'item-knn': { objective: 'ranking' }, ials: {}, ease: {} };
const usualModels: Readonly<Record<Feedback, Settings>> = {
  explicit: { bias: {}, svd: {}, ...ranking },
  implicit: ranking,
};
/** And where something is known of the films, models that learn from that, too. */
const usualWithFeatures: Readonly<Record<Feedback, Settings>> = {
  explicit: { fm: {}, 'feature-ease': {} },
  implicit: { 'feature-ease': {} },
};

function modelsToTrain(
  { models }: RunConfig,
  { feedback }: CleanResult,
  withFeatures: boolean,
): Map<string, Partial<Values<Parameters>>> {
  const usual = { ...usualModels[feedback], ...(withFeatures && usualWithFeatures[feedback]) };
  return new Map(Object.entries(models ?? usual).map(([name, parameters]) => [name, parameters ?? {}]));
}

function choose({ models }: EvaluateResult, metric: string): { model: string; metric: string; value: number } {
  const { better } = metricOfFigure(metric);
  const sign = better === 'higher' ? 1 : -1;
  const figures = models.flatMap(({ model, metrics }) => {
    const figure = metrics[metric];
    return figure ? [{ model, metric, value: figure.value }] : [];
  });
  if (figures.length === 0) {
    const known = [...new Set(models.flatMap(({ metrics }) => Object.keys(metrics)))].join(', ');
    throw new MovierecError('BAD_CONFIG', `no model has the figure "${metric}".`, `Choose by one of: ${known}.`);
  }
  return figures.reduce((best, figure) => (sign * (figure.value - best.value) > 0 ? figure : best));
}
