import type { Context } from '../../../context.ts';
import { MovierecError } from '../../../errors.ts';
import { metricLabel } from '../../../charts/metric-label.ts';
import { definitionOf } from '../../../models/registry.ts';
import type { EvaluateResult } from '../../evaluate.ts';
import type { Processed, StageOptions } from '../../processed.ts';
import { chosenModel } from '../../saved-model.ts';

/** The model that the report is about, and why it is that one, as a clause. */
export interface ChosenModel {
  readonly chosen: string;
  readonly why: string;
}

/**
 * The named model, else the one that `run` chose, else the best list maker of those that are trained, else the one that
 * errs least.
 * @throws UNKNOWN_MODEL, MISSING_ARTIFACT
 */
export async function chooseModel(
  { workspace, model }: StageOptions & { readonly model?: string | undefined },
  { dataset }: Processed,
  { models, cutoffs, beside = [] }: EvaluateResult,
  context: Context,
): Promise<ChosenModel> {
  const trained = models.filter(({ model: name }) => !beside.includes(name));
  const isTrained = (name: string): boolean => trained.some((one) => one.model === name);
  if (model !== undefined) {
    definitionOf(model);
    if (isTrained(model)) return { chosen: model, why: 'the one that this report was asked for' };
    const message = `no model "${model}" is trained on "${dataset}" as it is now.`;
    throw new MovierecError('MISSING_ARTIFACT', message, `Run: movierec train --model ${model}`);
  }
  const chosen = await chosenModel(workspace, dataset);
  if (chosen !== undefined && isTrained(chosen)) return { chosen, why: 'the one that `movierec run` chose' };
  const ndcg = `ndcg@${cutoffs[0]}`;
  for (const [key, sign] of [
    [ndcg, 1],
    ['rmse', -1],
  ] as const) {
    const known = trained.filter(({ metrics }) => key in metrics);
    if (known.length === 0) continue;
    const value = (one: (typeof known)[number]): number => sign * one.metrics[key].value;
    const best = known.reduce((most, one) => (value(one) > value(most) ? one : most));
    context.log(`The report is about ${best.model}, the best of ${trained.length} by ${key}`);
    return { chosen: best.model, why: `the best of the trained ones by ${metricLabel(key)}` };
  }
  return { chosen: trained[0].model, why: 'the only one that is trained' };
}
