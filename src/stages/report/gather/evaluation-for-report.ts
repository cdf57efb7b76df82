import { join } from 'node:path';
import { readManifest } from '../../../artifacts/manifest.ts';
import { versions } from '../../../artifacts/versions.ts';
import type { Context } from '../../../context.ts';
import { usualMetrics } from '../../../metrics/registry.ts';
import { evaluate, type EvaluateResult } from '../../evaluate.ts';
import { heldOutProtocol } from '../../evaluation/test-rounds.ts';
import type { Processed, StageOptions } from '../../processed.ts';
import type { SavedModel } from '../../saved-model.ts';
import { baseline } from '../baseline.ts';

/**
 * Every trained model, and popularity, on what `clean` held out: the last evaluation if it was of these models as they are
 * now and has what the report needs; else one of the report's own, so that the last one stays as it is.
 */
export async function evaluationForReport(
  { workspace, force, k }: StageOptions & { readonly k?: number | undefined },
  data: Processed,
  models: readonly SavedModel[],
  context: Context,
): Promise<{ readonly evaluation: EvaluateResult; readonly folder: string }> {
  const { dataset } = data;
  const folder = join(workspace.report(dataset, 'evaluation'), heldOutProtocol);
  const last = await readManifest(folder);
  const result = last?.result as unknown as EvaluateResult | undefined;
  const isOfThese = models.every(({ name, manifest }) =>
    manifest.outputs.every(({ path, sha256 }) =>
      last?.inputs.some((input) => input.path.endsWith(join(dataset, name, path)) && input.sha256 === sha256),
    ),
  );
  const names = models.map(({ name }) => name).sort();
  const isWhole =
    result !== undefined &&
    last?.versions['build'] === versions['build'] &&
    String(result.models.map(({ model }) => model).sort()) === String(names) &&
    names.includes(baseline) &&
    usualMetrics.every((metric) => metric in result.definitions) &&
    result.negatives === null &&
    result.relevant === data.info.relevant &&
    result.cutoffs[0] === (k ?? result.cutoffs[0]);
  if (isOfThese && isWhole) return { evaluation: result, folder };

  const into = 'report-evaluation';
  const { fresh: _, ...evaluation } = await evaluate(
    { workspace, dataset, models: names, beside: [baseline], k, into, force },
    context,
  );
  return { evaluation, folder: join(workspace.report(dataset, into), heldOutProtocol) };
}
