import { defineModel } from './contract/define-model.ts';
import { byFactors } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveParameter } from './contract/positive.ts';
import { pairwiseFit, pairwiseFitMemory } from './descent/pairwise-fit.ts';
import { pairwisePrior } from './side-information/pairwise-prior.ts';
import { setsParameter } from './side-information/chosen-features.ts';
import { explainPairwise, likedOf, pairwiseVector } from './descent/pairwise-users.ts';

export const lightfm = defineModel({
  name: 'lightfm',
  summary:
    'Learns vectors such that liked films come before others, most of all before the few that are wrongly at the top.',
  choose: 'For short lists from large catalogs: it cares for the top of the list, where bpr cares for all of it alike.',
  reference: 'Weston, Bengio, Usunier 2011, as in LightFM (Kula 2015); blocks after Gemulla et al. 2011',
  feedback: 'implicit',
  scoresUnrated: true,
  needs: ['features'],
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
    loss: choice({ default: 'warp', among: ['warp', 'bpr'], search: false, about: 'care for the top of the list, or for all of it' }),
    pull: real({ default: 10, min: 0, max: 1000, scale: 'log', search: [1, 100], about: 'pull of a film towards what its features say' }),
    featureRidge: real({ default: 1, min: 1e-3, max: 1e6, scale: 'log', search: [0.1, 100], about: 'pull towards zero of what a feature says' }),
    sets: setsParameter,
    positive: positiveParameter('relevant'),
  },
  ...byFactors,

  memory(size, { factors }) {
    return pairwiseFitMemory(size, factors);
  },

  async fit(ratings, { loss, tries, ...options }, context) {
    const ofLoss = loss === 'warp' ? { tries } : {};
    const fitted = await pairwiseFit(
      loss,
      ratings,
      { ...options, ...ofLoss, users: 'solved' },
      context,
      (films, region) => pairwisePrior(ratings, films, options, region, context),
    );
    return { ...fitted, ...ofLoss };
  },

  prepare({ itemVectors, width, factors }) {
    const known = new Set<number>();
    for (let film = 0; film * width < itemVectors.length; film++) {
      if (itemVectors.subarray(film * width, film * width + factors).some((value) => value !== 0)) known.add(film);
    }
    return { known };
  },

  foldIn(items, history) {
    return { vector: pairwiseVector(items, likedOf(items, items.known, history)) };
  },

  explain(items, { vector, history }, item) {
    return explainPairwise(items, likedOf(items, items.known, history), vector, item);
  },
});
