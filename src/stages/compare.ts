import type { Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { evaluate, type EvaluateOptions, type EvaluateResult } from './evaluate.ts';
import { trainedModels } from './evaluation/chosen-models.ts';
import { requireProcessed } from './processed.ts';

/**
 * Tests some models on the same people and says which are really better: `evaluate` for two models or more, written to
 * reports/<set>/comparison/<protocol>/.
 * @throws USAGE for fewer than two models, and what `evaluate` throws
 */
export async function compare(options: EvaluateOptions, context: Context): Promise<Fresh<EvaluateResult>> {
  if (options.models && new Set(options.models).size < 2) {
    throw new MovierecError('USAGE', 'one model is not a comparison.', 'Name two or more: movierec compare svd ease');
  }
  const { workspace } = options;
  const models = options.models ?? (await trainedModels(workspace, await requireProcessed(options, context), context));
  if (models.length === 1) {
    throw new MovierecError(
      'USAGE',
      `${models[0]} is the only trained model.`,
      'Train another to compare it with: movierec train --model ease',
    );
  }
  const result = await evaluate({ ...options, models, into: 'comparison' }, context);
  const { by, models: ranked } = result.ranking;
  if (ranked.length >= 2) return result;
  const who = ranked.length === 1 ? `only ${ranked[0].model} has` : 'no model has';
  throw new MovierecError('USAGE', `${who} a figure ${by} to compare.`, 'Choose another by --by and --metrics.');
}
