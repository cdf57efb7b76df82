import type { Manifest } from '../../artifacts/manifest.ts';
import type { CleanResult } from '../clean.ts';
import type { EdaResult } from '../eda.ts';
import type { EvaluateResult } from '../evaluate.ts';
import type { IngestResult } from '../ingest.ts';
import type { Engagement } from './engagement/engagement.ts';

/** All that the report is written from, gathered beforehand. */
export interface ReportFacts {
  readonly dataset: string;
  readonly ingested: Partial<IngestResult>;
  readonly cleaned: CleanResult;
  /** The command that cleaned the data so. */
  readonly cleaning: string;
  readonly eda: EdaResult;
  /** Every trained model on what `clean` held out, and popularity for scale. */
  readonly evaluation: EvaluateResult;
  /** The model that is in use. */
  readonly chosen: string;
  /** How each evaluated model was fitted. */
  readonly trained: ReadonlyMap<string, Manifest>;
  readonly engagement: Engagement;
}
