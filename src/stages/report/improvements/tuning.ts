import { metricLabel } from '../../../charts/metric-label.ts';
import { figuresOf } from '../figures-of.ts';
import { counted, decimal } from '../words.ts';
import type { Improver } from './improvement.ts';

/** Better parameters of the model in use. */
export const tuning: Improver = (facts) => {
  const { models, chosen, dataset } = facts;
  const { tuned, trained } = models.get(chosen)!;
  const { ndcg } = figuresOf(facts);
  const what = `Tune ${chosen}`;
  const command = `movierec tune --dataset ${dataset} --model ${chosen} --metric ${ndcg}`;
  const parameters = trained?.result['parameters'] ?? {};
  if (tuned?.isUsed || Object.keys(parameters).length === 0) return [];
  const unknown = { what, gain: null, kind: 'estimate' as const, section: 'cost', command };
  if (!tuned)
    return [{ ...unknown, how: 'nobody has searched for better parameters, so what they would bring is not known' }];
  if (tuned.metric !== ndcg) {
    return [
      { ...unknown, how: `it was tuned by ${metricLabel(tuned.metric)}, which says nothing of ${metricLabel(ndcg)}` },
    ];
  }
  const gain = tuned.start > 0 ? (tuned.best - tuned.start) / tuned.start : 0;
  if (!(gain > 0)) return [];
  return [
    {
      what: `Train ${chosen} with the parameters that its tuning found`,
      gain,
      kind: 'estimate',
      how: `the best of ${counted(tuned.trials, 'trial')} minus the first, by the first, on a part of the training ratings: (${decimal(tuned.best)} − ${decimal(tuned.start)}) / ${decimal(tuned.start)}; the best of many is a little lucky`,
      section: 'cost',
      command,
    },
  ];
};
