import { join, relative } from 'node:path';
import { runStage } from '../artifacts/run-stage.ts';
import { writeFileWhole } from '../artifacts/write-file.ts';
import type { Context } from '../context.ts';
import type { Feedback } from '../dataset/ratings.ts';
import { MovierecError } from '../errors.ts';
import { feedbackOf } from '../models/contract/define-model.ts';
import { resolve, type Parameters, type Values } from '../models/contract/parameters.ts';
import { tasksOf } from '../models/contract/tasks-of.ts';
import { definitionOf, modelNames } from '../models/registry.ts';
import { benchmarkTable, labelOf } from './benchmark/benchmark-table.ts';
import type { Measured } from './benchmark/job.ts';
import { measureApart } from './benchmark/measure-apart.ts';
import { factsOf, requireProcessed, trainingInputs, type StageOptions } from './processed.ts';
import { featuresFor } from './require-features.ts';
import { requireK } from './require-k.ts';

export interface BenchmarkOptions extends StageOptions {
  /** Without any: every model there is, in each of its tasks. */
  readonly models?: readonly string[] | undefined;
  /** The length of the lists that are judged. */
  readonly k?: number | undefined;
  /** Parameters by model; the others have their defaults. */
  readonly parameters?: Readonly<Record<string, Partial<Values<Parameters>>>>;
}

/** What came of one model, or why nothing did. */
export interface BenchmarkRow {
  readonly model: string;
  readonly feedback: Feedback;
  /** The parameters that are not the defaults. */
  readonly options: Readonly<Record<string, number | string | boolean>>;
  readonly measured?: Measured;
  readonly error?: string;
}

export interface BenchmarkResult {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly ratings: number;
  readonly split: { readonly name: string; readonly seed: number };
  readonly k: number;
  readonly threads: number;
  /** Those that predict ratings by RMSE, then those that rank by NDCG, then those that could not be measured. */
  readonly rows: readonly BenchmarkRow[];
  readonly path: string;
}

/**
 * Fits every model on the training ratings, each in a process of its own, tests it on what `clean` held out, and sets
 * their accuracy, time and memory side by side: reports/<set>/benchmark/, a folder for each model, so that what is
 * finished stays when it is stopped, and benchmark.md, the table. A model that cannot be fitted does not stop the others.
 * @throws UNKNOWN_MODEL, UNKNOWN_OPTION, OPTION_RANGE, MISSING_ARTIFACT
 */
export async function benchmark(options: BenchmarkOptions, context: Context): Promise<BenchmarkResult> {
  const { workspace, force = false, parameters = {} } = options;
  const data = await requireProcessed(options, context);
  const { dataset, folder: processed, info } = data;
  const k = requireK(options.k ?? Math.min(10, info.after.movies));
  const folder = workspace.report(dataset, 'benchmark');
  const cases = (options.models ?? modelNames).flatMap((name) => casesOf(name, parameters[name] ?? {}));

  const rows: BenchmarkRow[] = [];
  for (const [done, { parameters: resolved, ...one }] of cases.entries()) {
    context.progress(done, cases.length, 'models');
    context.log(`Measuring ${labelOf(one)}`);
    const asking = { definition: definitionOf(one.model), parameters: resolved };
    const features = await featuresFor([asking], { workspace, dataset }, context);
    const run = {
      ...{ workspace, stage: 'benchmark', dataset, force },
      folder: join(folder, labelOf(one).replaceAll(' ', '-')),
      options: { model: one.model, parameters: resolved, k, threads: context.threads, data: factsOf(info) },
      inputs: [...trainingInputs(processed), ...features.files],
    };
    const { seed, threads, signal } = context;
    const job = {
      processed,
      info,
      model: one.model,
      parameters: resolved,
      features: features.stored,
      k,
      seed,
      threads,
    };
    const outcome = await runStage(run, context, () => measureApart(job, signal)).then(
      ({ fresh: _, ...measured }) => ({ measured }),
      (error: unknown) => {
        if (!(error instanceof MovierecError) || signal.aborted || error.code === 'MISSING_FILE') throw error;
        // Of the only model that was asked for, it is the answer.
        if (cases.length === 1) throw error;
        return { error: `${error.code}: ${error.message}` };
      },
    );
    rows.push({ ...one, ...outcome });
  }
  context.progress(cases.length, cases.length, 'models');
  const result: BenchmarkResult = {
    ...{ dataset, simulated: info.simulated, k, threads: context.threads },
    ratings: info.after.ratings,
    split: { name: info.split.name, seed: info.split.seed },
    rows: inOrder(rows, k),
    path: relative(workspace.root, join(folder, 'benchmark.md')),
  };
  await writeFileWhole(join(folder, 'benchmark.md'), `${benchmarkTable(result)}\n`);
  return result;
}

/** A model in each of its tasks, unless the given options say which, with all parameters. */
function casesOf(model: string, given: Partial<Values<Parameters>>) {
  const definition = definitionOf(model);
  return tasksOf(definition)
    .filter(({ options }, at) => at === 0 || Object.keys(options).every((name) => !(name in given)))
    .map(({ options: chosen }) => {
      const options = { ...given, ...chosen } as BenchmarkRow['options'];
      const parameters = resolve(definition, options);
      return { model, options, parameters, feedback: feedbackOf(definition, parameters) };
    });
}

function inOrder(rows: readonly BenchmarkRow[], k: number): BenchmarkRow[] {
  const value = (row: BenchmarkRow, key: string): number | undefined => row.measured?.metrics[key]?.value;
  const rank = (row: BenchmarkRow): number => {
    if (!row.measured) return 2e9;
    return row.feedback === 'explicit' ? (value(row, 'rmse') ?? 1e8) : 1e9 - (value(row, `ndcg@${k}`) ?? 0);
  };
  return rows.toSorted((a, b) => rank(a) - rank(b));
}
