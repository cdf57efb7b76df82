import { percent } from '../../../charts/percent.ts';
import { figuresOf } from '../figures-of.ts';
import type { Improver } from './improvement.ts';

/** When so much of the catalog is shown, it is not the lists that hide the rest. */
const wide = 0.5;

/** Lists that show but a few of the films. */
export const widerLists: Improver = (facts) => {
  const figures = figuresOf(facts);
  const coverage = figures.of(`coverage@${figures.k}`);
  if (!coverage || coverage.value >= wide) return [];
  return [
    {
      what: 'Show more of the catalog',
      gain: null,
      kind: 'estimate',
      how: `all lists together hold ${percent(coverage.value)} of the films; others can be mixed in, which costs list quality, and how much people mind is for a trial to tell`,
      section: 'quality',
      command: `movierec recommend --dataset ${facts.dataset} --user ID --novelty 0.2 --diversity 0.3`,
    },
  ];
};
