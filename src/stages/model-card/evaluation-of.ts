import { join } from 'node:path';
import { readManifest, type Manifest } from '../../artifacts/manifest.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { CleanResult } from '../clean.ts';
import type { EvaluateResult } from '../evaluate.ts';
import { heldOutProtocol } from '../evaluation/test-rounds.ts';
import type { CardFacts } from './model-card.ts';

/** The last evaluation on what `clean` held out, if it was of the model as it is now. */
export async function evaluationOf(
  workspace: Workspace,
  cleaned: CleanResult,
  trained: Manifest,
): Promise<CardFacts['evaluated']> {
  const { dataset } = cleaned;
  const model = trained.result['model'] as string;
  const manifest = await readManifest(join(workspace.report(dataset, 'evaluation'), heldOutProtocol));
  const isOfThis = trained.outputs.every(({ path, sha256 }) =>
    manifest?.inputs.some((input) => input.path.endsWith(join(dataset, model, path)) && input.sha256 === sha256),
  );
  if (!manifest || !isOfThis) return undefined;
  const result = manifest.result as unknown as EvaluateResult;
  // The card says what a good rating is by the data set's own measure.
  if (result.negatives !== null || result.relevant !== cleaned.relevant) return undefined;
  const own = result.models.find((evaluation) => evaluation.model === model);
  return own && own.users > 0 ? { result, model: own } : undefined;
}
