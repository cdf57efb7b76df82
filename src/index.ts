/**
 * movierec as a library: every stage of the command line is a function of the same name. It prints nothing; what it
 * has to say goes to the context.
 *
 * ```ts
 * import { createContext, evaluate, ingest, openWorkspace, recommend, train } from 'movierec';
 *
 * const workspace = openWorkspace('.');
 * const context = createContext({ log: console.error });
 * await ingest({ workspace, from: 'ml-latest-small' }, context);
 * await train({ workspace, model: 'svd' }, context);
 * const { models } = await evaluate({ workspace, k: 10 }, context);
 * const { items } = await recommend({ workspace, user: '42' }, context);
 * ```
 */
import { Workspace } from './artifacts/workspace.ts';

/** Opens the folder that holds data, models and reports; it is made when something is written to it. */
export const openWorkspace = (folder: string): Workspace => new Workspace(folder);
export type { Workspace };

export { createContext, type Context } from './context.ts';
export { codes, MovierecError, type ErrorCode } from './errors.ts';

export { acquire, type Acquired, type AcquireOptions } from './stages/acquire.ts';
export { benchmark, type BenchmarkOptions, type BenchmarkResult } from './stages/benchmark.ts';
export { clean, type CleanOptions, type CleanResult } from './stages/clean.ts';
export { compare } from './stages/compare.ts';
export { datasets, type DatasetDescription } from './stages/datasets.ts';
export { doctor, type Check, type DoctorOptions } from './stages/doctor.ts';
export { eda, type EdaResult } from './stages/eda.ts';
export { evaluate, type EvaluateOptions, type EvaluateResult } from './stages/evaluate.ts';
export { explain, type ExplainOptions, type ExplainResult } from './stages/explain.ts';
export { features, type FeaturesOptions, type FeaturesResult } from './stages/features.ts';
export { featureSets, type FeatureSetDescription } from './stages/feature-sets.ts';
export { requireFeatures } from './stages/require-features.ts';
export { generate, generateDemo, type GenerateOptions, type GenerateResult } from './stages/generate.ts';
export { ingest, type IngestOptions, type IngestResult } from './stages/ingest.ts';
export { metrics, type MetricDescription } from './stages/metrics.ts';
export { models, type ModelDescription } from './stages/models.ts';
export { outlineDataset, type DatasetOutline } from './stages/outline-dataset.ts';
export type { Tally } from './stages/eda/tally.ts';
export { recommend, type RecommendOptions, type RecommendResult } from './stages/recommend.ts';
export { inASentence, type Voice } from './stages/reasons/in-a-sentence.ts';
export type { Reason } from './stages/reasons/reasons-of.ts';
export { reproduce, type ReproduceOptions, type ReproduceResult } from './stages/reproduce.ts';
export { run, type RunOptions, type RunResult } from './stages/run.ts';
export { similar, type SimilarOptions, type SimilarResult } from './stages/similar.ts';
export { train, type TrainOptions, type TrainResult } from './stages/train.ts';
export { tune, type TuneOptions, type TuneResult } from './stages/tune.ts';

export { maximalMarginalRelevance } from './models/reranking/maximal-marginal-relevance.ts';
export { rerank, type Reranking } from './models/reranking/rerank.ts';

export { Ids } from './dataset/ids.ts';
export type { History } from './dataset/history.ts';
export { Ratings, type RatingColumns, type RatingsMeta, type Scale } from './dataset/ratings.ts';
export { defineModel, type Contribution, type Definition } from './models/contract/define-model.ts';
export { fitModel } from './models/contract/fit-model.ts';
export { Model, type Explanation, type Prediction, type Recommendation } from './models/contract/model.ts';
export { choice, flag, integer, real } from './models/contract/parameters.ts';
export { definitionOf, fit, load, modelNames, save, type ModelName, type ModelOptions } from './models/registry.ts';
export { metricNames, metricOf, metricsOf, usualMetrics } from './metrics/registry.ts';
export type { Metric } from './metrics/metric.ts';
