import { defineModel } from './contract/define-model.ts';
import { byFactors } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveParameter } from './contract/positive.ts';
import { pairwiseFit, pairwiseFitMemory } from './descent/pairwise-fit.ts';
import { explainPairwise, likedOf, pairwiseVector } from './descent/pairwise-users.ts';

export const warp = defineModel({
  name: 'warp',
  summary:
    'Learns vectors such that liked films come before others, most of all before the few that are wrongly at the top.',
  choose: 'For short lists from large catalogs: it cares for the top of the list, where bpr cares for all of it alike.',
  reference: 'Weston, Bengio, Usunier 2011, as in LightFM (Kula 2015); blocks after Gemulla et al. 2011',
  feedback: 'implicit',
  parameters: {
    factors: integer({ default: 64, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 80,
      min: 1,
      max: 2000,
      scale: 'log',
      search: [20, 200],
      about: 'passes over the liked films',
    }),
    learningRate: real({
      default: 0.013,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: [0.003, 0.05],
      about: 'size of the first steps',
    }),
    regularization: real({
      default: 1.5,
      min: 0,
      max: 100,
      scale: 'log',
      search: [0.5, 3],
      about: 'pull towards zero at each step',
    }),
    tries: integer({
      default: 25,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [5, 50],
      about: 'films drawn at most in search of one that scores too much',
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

  async fit(ratings, options, context) {
    return { ...(await pairwiseFit('warp', ratings, options, context)), tries: options.tries };
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
