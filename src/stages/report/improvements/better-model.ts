import { significance } from '../../../evaluation/rank-models.ts';
import { figuresOf } from '../figures-of.ts';
import { decimal } from '../words.ts';
import type { Improver } from './improvement.ts';

/** Another model that ranks better beyond chance. */
export const betterModel: Improver = (facts) => {
  const { evaluation, chosen } = facts;
  const figures = figuresOf(facts);
  const today = figures.of(figures.ndcg);
  if (!today || !(today.value > 0)) return [];
  const [best] = evaluation.models
    .flatMap(({ model }) => {
      const test = figures.between(figures.ndcg, model, chosen);
      return test && test.difference > 0 && test.corrected < significance ? [{ model, test }] : [];
    })
    .sort((a, b) => b.test.difference - a.test.difference);
  if (!best) return [];
  const { model, test } = best;
  const then = figures.of(figures.ndcg, model)!.value;
  return [
    {
      what: `Use ${model} instead of ${chosen}`,
      gain: test.difference / today.value,
      kind: 'measured',
      how: `its list quality minus today’s, by today’s: (${decimal(then)} − ${decimal(today.value)}) / ${decimal(today.value)}; better beyond chance`,
      section: 'quality',
      command: `movierec train --dataset ${facts.dataset} --model ${model} --full`,
    },
  ];
};
