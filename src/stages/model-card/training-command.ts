import type { TrainResult } from '../train.ts';

/** The command that fits a model as it was fitted. */
export function trainingCommand({ dataset, model, seed, full, parameters }: TrainResult): string {
  const settings = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const set = settings.length > 0 ? ` --set ${settings.join(' ')}` : '';
  return `movierec train --dataset ${dataset} --model ${model} --seed ${seed}${full ? ' --full' : ''}${set}`;
}
