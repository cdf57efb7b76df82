import type { Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { evaluate, type EvaluateOptions, type EvaluateResult } from './evaluate.ts';

/**
 * Tests some models on the same people and says which are really better: `evaluate` for two models or more, written to
 * reports/<set>/comparison/<protocol>/.
 * @throws USAGE for fewer than two models, and what `evaluate` throws
 */
export async function compare(options: EvaluateOptions, context: Context): Promise<Fresh<EvaluateResult>> {
  const names = new Set(options.models);
  if (options.models && names.size < 2) {
    throw new MovierecError('USAGE', 'one model is not a comparison.', 'Name two or more: movierec compare svd ease');
  }
  const result = await evaluate({ ...options, into: 'comparison' }, context);
  if (result.models.length >= 2) return result;
  throw new MovierecError(
    'USAGE',
    `${result.models[0].model} is the only model that is trained for "${result.dataset}".`,
    'Train another to compare it with: movierec train --model ease',
  );
}
