import { baselineParameters, fitBaseline, userOffset } from './contract/baseline.ts';
import { defineModel } from './contract/define-model.ts';

export const bias = defineModel({
  name: 'bias',
  summary: 'Mean plus how the film is liked plus how this person rates.',
  choose: 'As the least that any rating model has to beat, and where there are next to no ratings per person.',
  reference: 'Koren 2010, Factor in the Neighbors, §2.1; damping 15 for users and 10 for films is Surprise’s',
  feedback: 'explicit',
  baseline: true,
  impersonal: true,
  parameters: baselineParameters,
  memory({ users, items }) {
    return 4 * (users + items);
  },
  fit(ratings, parameters) {
    return fitBaseline(ratings, parameters);
  },
  foldIn(state, history) {
    return { offset: userOffset(state, history) };
  },
  score({ mean, itemOffsets }, { offset }, scores) {
    for (let item = 0; item < scores.length; item++) scores[item] = mean + itemOffsets[item] + offset;
  },
  explain({ mean, itemOffsets }, { offset }, item) {
    return [
      { because: 'average', amount: mean },
      { because: 'item', amount: itemOffsets[item] },
      { because: 'user', amount: offset },
    ];
  },
});
