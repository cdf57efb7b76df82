import { defineModel } from './contract/define-model.ts';
import { byFactors } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveParameter } from './contract/positive.ts';
import { pairwiseFit, pairwiseFitMemory } from './descent/pairwise-fit.ts';
import { explainPairwise, likedOf, pairwiseVector } from './descent/pairwise-users.ts';

export const bpr = defineModel({
  name: 'bpr',
  summary: 'Learns vectors such that a film that a person liked comes before one they did not.',
  choose: 'For lists from large catalogs by the classic of pairwise ranking; ials and ease are usually better.',
  reference: 'Rendle, Freudenthaler, Gantner, Schmidt-Thieme 2009; blocks after Gemulla et al. 2011',
  feedback: 'implicit',
  parameters: {
    factors: integer({ default: 64, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 100,
      min: 1,
      max: 2000,
      scale: 'log',
      search: [20, 200],
      about: 'passes over the liked films',
    }),
    learningRate: real({
      default: 0.15,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: [0.02, 0.5],
      about: 'size of the first steps',
    }),
    regularization: real({
      default: 0.015,
      min: 0,
      max: 1,
      scale: 'log',
      search: [1e-3, 0.1],
      about: 'pull towards zero at each step',
    }),
    initialDeviation: real({
      default: 0.1,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: false,
      about: 'spread of the random start',
    }),
    passes: integer({ default: 20, min: 1, max: 500, search: false, about: "passes over a person's films in fold-in" }),
    users: choice({
      default: 'solved',
      among: ['solved', 'learned'],
      search: false,
      about: 'known people get their vector as in fold-in, or keep the one that descent left',
    }),
    positive: positiveParameter('relevant'),
  },
  ...byFactors,

  memory(size, { factors }) {
    return pairwiseFitMemory(size, factors);
  },

  fit(ratings, options, context) {
    return pairwiseFit('bpr', ratings, options, context);
  },

  prepare({ films }) {
    return { known: new Set(films) };
  },

  foldIn(items, history) {
    return { vector: pairwiseVector(items, likedOf(items, items.known, history)) };
  },

  explain(items, { vector, history }, item) {
    return explainPairwise(items, likedOf(items, items.known, history), vector, item);
  },
});
