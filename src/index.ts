/**
 * movierec as a library: every stage of the command line is a function of the same name. It prints nothing; what it
 * has to say goes to the context. See docs/library.md.
 *
 * ```ts
 * import { createContext, evaluate, ingest, openWorkspace, recommend, train } from 'movierec';
 *
 * const workspace = openWorkspace('.');
 * const context = createContext({ log: console.error });
 * await ingest({ workspace, dataset: 'demo' }, context);
 * await train({ workspace, model: 'svd' }, context);
 * const { models } = await evaluate({ workspace, k: 10 }, context);
 * const { items } = await recommend({ workspace, user: '42' }, context);
 * ```
 *
 * @packageDocumentation
 */
import { Workspace } from './artifacts/workspace.ts';
import type { Context } from './context.ts';
import type { ServeOptions, ServeResult, Serving } from './server/serve.ts';

/** Opens the folder that holds data, models and reports; it is made when something is written to it. */
export const openWorkspace = (folder: string): Workspace => new Workspace(folder);
export type { Workspace };

/**
 * Serves until the context's signal is aborted; requests under way are answered first. The server is loaded when it is asked for.
 * @throws PORT_TAKEN, MISSING_ARTIFACT, UNKNOWN_MODEL, STORE_FAILED, NEWER_STORE
 */
export const serve = async (options: ServeOptions, context: Context): Promise<ServeResult> =>
  (await import('./server/serve.ts')).serve(options, context);
export type { ServeOptions, ServeResult, Serving };

export { createContext, type Context } from './context.ts';
export { codes, MovierecError, type ErrorCode } from './errors.ts';

export { acquire, type Acquired, type AcquireOptions } from './stages/acquire.ts';
export { benchmark, type BenchmarkOptions, type BenchmarkResult } from './stages/benchmark.ts';
export { clean, type CleanOptions, type CleanResult } from './stages/clean.ts';
export { cleanElsewhere, type CleanElsewhereOptions } from './stages/clean-elsewhere.ts';
export { compare } from './stages/compare.ts';
export { datasets, type DatasetDescription } from './stages/datasets.ts';
export { doctor, type Check, type DoctorOptions } from './stages/doctor.ts';
export { eda, type EdaResult } from './stages/eda.ts';
export type { SurveyOptions } from './stages/eda/surveyed.ts';
export { evaluate, type EvaluateOptions, type EvaluateResult } from './stages/evaluate.ts';
export { evaluateModels, type EvaluateModelsOptions, type EvaluateModelsResult } from './stages/evaluate-models.ts';
export { explain, type ExplainOptions, type ExplainResult } from './stages/explain.ts';
export { features, type FeaturesOptions, type FeaturesResult } from './stages/features.ts';
export { featureSets, type FeatureSetDescription } from './stages/feature-sets.ts';
export { requireFeatures } from './stages/require-features.ts';
export { generate, generateDemo, type GenerateOptions, type GenerateResult } from './stages/generate.ts';
export { ingest, type IngestOptions, type IngestResult } from './stages/ingest.ts';
export { metrics, type MetricDescription } from './stages/metrics.ts';
export { models, type ModelDescription } from './stages/models.ts';
export { openDataset, type OpenDataset, type OpenDatasetOptions } from './stages/open-dataset.ts';
export { readTable, type ReadTableOptions, type Table } from './stages/read-table.ts';
export { outlineDataset, type DatasetOutline } from './stages/outline-dataset.ts';
export type { Tally } from './stages/eda/tally.ts';
export type { SurveyCounts } from './charts/eda/survey.ts';
export type { Usefulness } from './stages/report/verdict.ts';
export type { Counts as PublishedCounts } from './publishing/edition.ts';
export { publish, type PublishResult, type PublishStageOptions } from './stages/publish.ts';
export {
  rollBackPublished,
  type RollBackOptions as RollBackPublishedOptions,
  type RollBackResult as RollBackPublishedResult,
} from './stages/publish/roll-back-published.ts';
export { recommendAll, type RecommendAllOptions, type RecommendAllResult } from './stages/recommend-all.ts';
export { recommend, type RecommendOptions, type RecommendResult } from './stages/recommend.ts';
export { inASentence, type Voice } from './stages/reasons/in-a-sentence.ts';
export type { Reason } from './stages/reasons/reasons-of.ts';
export { report, reportFormats, type ReportFormat, type ReportOptions, type ReportResult } from './stages/report.ts';
export { reproduce, type ReproduceOptions, type ReproduceResult } from './stages/reproduce.ts';
export { retrain, type RetrainOptions, type RetrainResult } from './stages/retrain.ts';
export { rollBack, type RollBackOptions } from './stages/retrain/roll-back.ts';
export { run, type RunOptions, type RunResult } from './stages/run.ts';
export { similar, type SimilarOptions, type SimilarResult } from './stages/similar.ts';
export {
  openMirroredWorkspace,
  type MirroredWorkspace,
  type MirrorOptions,
} from './artifacts/objects/mirrored-workspace.ts';
export type { Scope } from './artifacts/objects/mirrored-files.ts';
export { train, type TrainOptions, type TrainResult } from './stages/train.ts';
export { tune, type TuneOptions, type TuneResult } from './stages/tune.ts';

export type { Chart, VegaLiteSpec } from './charts/chart.ts';
export { defineChart, type ChartDefinition } from './charts/define-chart.ts';
export { palette } from './charts/palette.ts';
export { renderChart, writeChart, type RenderedChart } from './charts/render.ts';

export { maximalMarginalRelevance } from './models/reranking/maximal-marginal-relevance.ts';
export { rerank, type Reranking } from './models/reranking/rerank.ts';

export { openStore } from './store/open-store.ts';
export type * from './store/store.ts';

export type { ByTable } from './dataset/databases/by-table.ts';
export type { SourceTable } from './dataset/databases/table-fields.ts';
export type { EngineOptions } from './stages/engines/engine.ts';
export { Ids } from './dataset/ids.ts';
export type { History } from './dataset/history.ts';
export { Ratings, type RatingColumns, type RatingsMeta, type Scale } from './dataset/ratings.ts';
export type { DataFrame } from './dataset/data-frame.ts';
export { schema, tableNames, type TableName } from './dataset/schema.ts';
export type { Cells, Filled, TableColumns, TableRow } from './dataset/table-columns.ts';
export { defineModel, type Contribution, type Definition } from './models/contract/define-model.ts';
export { fitModel } from './models/contract/fit-model.ts';
export { Model, type Explanation, type Prediction, type Recommendation } from './models/contract/model.ts';
export { choice, flag, integer, real } from './models/contract/parameters.ts';
export { definitionOf, fit, load, modelNames, save, type ModelName, type ModelOptions } from './models/registry.ts';
export { metricNames, metricOf, metricsOf, usualMetrics } from './metrics/registry.ts';
export type { Metric } from './metrics/metric.ts';

// What the above speak of.
export type { Fresh } from './artifacts/run-stage.ts';
export type { TypedArray } from './artifacts/safetensors.ts';
export type { Catalog } from './dataset/catalog.ts';
export type { CleaningStep } from './dataset/cleaning/clean-ratings.ts';
export type { FeatureSet, FilmFeatures, FilmVectors } from './dataset/film-features.ts';
export type { Attributes } from './dataset/load-dataset.ts';
export type { MetadataJoin } from './dataset/metadata/add-metadata.ts';
export type { Coverage } from './dataset/metadata/coverage.ts';
export type { Feedback } from './dataset/ratings.ts';
export type { Rows } from './dataset/rows.ts';
export type { RoleName, roleNames } from './dataset/splits/role.ts';
export type { Comparison, CorrectedTest } from './evaluation/compare-models.ts';
export type { MeanReference } from './evaluation/mean-reference.ts';
export type { FeatureSetMade } from './features/make-features.ts';
export type { ProfilesWritten } from './features/profiles/write-profiles.ts';
export type { Arena, Region } from './kernels/arena.ts';
export type {
  Background,
  CatalogMetric,
  Exposure,
  JudgedList,
  Part,
  PredictedRatings,
  RankingMetric,
  RatingMetric,
} from './metrics/metric.ts';
export type { Lists, Need, Size, State, User } from './models/contract/define-model.ts';
export type { Fallback, Filter, Seen } from './models/contract/model.ts';
export type {
  Choice,
  Flag,
  Integer,
  Names,
  Numeric,
  Parameter,
  Parameters,
  Real,
  Values,
} from './models/contract/parameters.ts';
export type { RankedList } from './models/contract/rank-items.ts';
export type { Likeness } from './models/reranking/maximal-marginal-relevance.ts';
export type { BenchmarkRow } from './stages/benchmark.ts';
export type { Counts } from './stages/clean.ts';
export type { EdaChartLeftOut, EdaChartMade } from './stages/eda.ts';
export type { ModelEvaluation } from './stages/evaluation/evaluate-one.ts';
export type { CutEvaluation, HistoryEvaluation } from './stages/evaluation/histories.ts';
export type { Ranking } from './stages/evaluation/ranking-of.ts';
export type { GroupingDescription } from './stages/metrics.ts';
export type { StageOptions } from './stages/processed.ts';
export type { RecommendedFilm } from './stages/recommend.ts';
export type { ReproducedPart, ReproducedRow } from './stages/reproduce/reproduce-part.ts';
export type { InnerSplit } from './stages/tune/inner-split.ts';
export type { Understood } from './stages/understand.ts';
export type { Importance } from './tuning/importance.ts';
export type { Trial } from './tuning/trial.ts';
export type { Estimate } from './evaluation/measure.ts';
export type { Ranked } from './evaluation/rank-models.ts';
export type { Gap, Segment, Segmentation } from './evaluation/segments/summarize-segments.ts';
export type { Signatures } from './kernels/signatures.ts';
export type { Measured } from './stages/benchmark/job.ts';
export type { ComparedFigure, Verdict } from './stages/reproduce/compare-row.ts';
export type { AppOptions } from './server/app.ts';
export type { ServiceOptions } from './server/open-service.ts';
export type { FitCheck, FitComparison } from './stages/retrain/compare-fits.ts';
export { retraining, type Retraining } from './stages/retrain/retraining.ts';
export type { PairedTest } from './evaluation/paired-test.ts';
