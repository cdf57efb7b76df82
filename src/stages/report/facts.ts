import type { Manifest, ManifestFile } from '../../artifacts/manifest.ts';
import type { VegaLiteSpec } from '../../charts/chart.ts';
import type { Better } from '../../tuning/trial.ts';
import type { CleanResult } from '../clean.ts';
import type { EdaResult } from '../eda.ts';
import type { EvaluateResult } from '../evaluate.ts';
import type { IngestResult } from '../ingest.ts';
import type { Engagement } from './engagement/engagement.ts';

/** All that the report is written from, gathered beforehand. */
export interface ReportFacts {
  readonly dataset: string;
  /** The day on which it was written: 2026-11-29. */
  readonly written: string;
  readonly ingested: Partial<IngestResult>;
  readonly cleaned: CleanResult;
  readonly data: DataFacts;
  readonly eda: EdaResult;
  /** The charts of `eda` by name, as they stand in its folder. */
  readonly charts: ReadonlyMap<string, VegaLiteSpec>;
  /** Every trained model on what `clean` held out, and popularity for scale. */
  readonly evaluation: EvaluateResult;
  /** The model that is in use, and why it is that one, as a clause: "chosen by ndcg@10". */
  readonly chosen: string;
  readonly why: string;
  /** What is known of each evaluated model besides, by name. */
  readonly models: ReadonlyMap<string, ModelFacts>;
  readonly latency: Latency;
  readonly examples: readonly ExamplePerson[];
  readonly engagement: Engagement;
  readonly made: Making;
}

/** What the cleaned tables say, counted for the report. */
export interface DataFacts {
  /** The days of the first and the last rating, UTC; null where ratings have no times. */
  readonly from: string | null;
  readonly to: string | null;
  /** Films in the catalog, those with a genre, and those with a year. */
  readonly catalog: number;
  readonly withGenres: number;
  readonly withYear: number;
  /** The least that is known of anyone who was tested: their ratings that models were given. */
  readonly fewest: number;
  /** Films that people are known to have liked and that models were not told of, and how many of them by how well known the film is. */
  readonly heldOut: number;
  readonly heldOutBy: readonly { readonly band: string; readonly films: number }[];
}

/** What is known of a model besides how good it is. */
export interface ModelFacts {
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly predicts: boolean;
  readonly impersonal: boolean;
  readonly scoresUnrated: boolean;
  readonly usesFeatures: boolean;
  /** How it was fitted on the training part, and on all ratings; null where it was not. */
  readonly trained: Manifest | null;
  readonly full: Manifest | null;
  /** The bytes that fitting it takes: what a process had at most where `benchmark` measured it, else reckoned. */
  readonly memory: { readonly bytes: number; readonly isMeasured: boolean };
  readonly tuned: Tuned | null;
}

/** What came of a search for better parameters. */
export interface Tuned {
  readonly metric: string;
  readonly better: Better;
  readonly trials: number;
  /** Of the parameters that it began with, and of the best that it found. */
  readonly start: number;
  readonly best: number;
  /** Whether the model has the best parameters. */
  readonly isUsed: boolean;
}

/** How long one list takes with the model in use, in milliseconds. */
export interface Latency {
  readonly people: number;
  readonly median: number;
  readonly worst: number;
  /** To read the model from the disk, once. */
  readonly load: number;
  /** Whether that model is fitted on all ratings. */
  readonly full: boolean;
}

/** Someone with a list, by the model that was not told of the held-out ratings. */
export interface ExamplePerson {
  readonly id: string;
  /** By which rule they were chosen, as a clause: "rated the most films". */
  readonly rule: string;
  /** How many films the model knows that they rated. */
  readonly rated: number;
  /** What they liked most of these, best first. */
  readonly liked: readonly string[];
  /** The list's first films, each with why, and whether they are known to have liked it; null where that cannot be told. */
  readonly films: readonly { readonly title: string; readonly why: string; readonly hit: boolean | null }[];
  /** How many of the whole list they are known to have liked, and how many there were to find. */
  readonly hits: number;
  readonly hidden: number;
}

/** How all this came about. */
export interface Making {
  /** The raw files, by name alone. */
  readonly sources: readonly Pick<ManifestFile, 'path' | 'sha256'>[];
  /** Commands that make it again, in their order. */
  readonly commands: readonly string[];
  /** What each stage took, in seconds. */
  readonly seconds: readonly { readonly stage: string; readonly seconds: number }[];
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  /** "2 processors, Linux". */
  readonly machine: string;
}
