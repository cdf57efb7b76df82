import { modelNames } from '../../../models/registry.ts';
import { counted } from '../words.ts';
import type { Improver } from './improvement.ts';

/** Models that nobody has trained. */
export const untriedModels: Improver = ({ evaluation, dataset }) => {
  const tried = new Set(evaluation.models.map(({ model }) => model));
  const left = modelNames.filter((name) => !tried.has(name)).length;
  if (left === 0) return [];
  return [
    {
      what: 'Try the other models',
      gain: null,
      kind: 'estimate',
      how: `${counted(left, 'model')} that movierec has ${left === 1 ? 'is' : 'are'} not trained on this data set`,
      section: 'quality',
      command: `movierec benchmark --dataset ${dataset}`,
    },
  ];
};
