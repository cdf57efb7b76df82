import { defineModel } from './contract/define-model.ts';
import { byFactors } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveParameter } from './contract/positive.ts';
import { pairwiseFit, pairwiseFitMemory } from './descent/pairwise-fit.ts';
import { explainPairwise, likedOf, pairwiseVector } from './descent/pairwise-users.ts';
import { setsParameter } from './side-information/chosen-sets.ts';
import { pairwisePrior, pairwisePriorMemory } from './side-information/pairwise-prior.ts';

export const lightfm = defineModel({
  name: 'lightfm',
  summary:
    'Learns vectors as warp or bpr do, of which a film takes those of what it is so far as its own are not sure.',
  choose:
    'For lists from catalogs with many films that few or none have rated, where something is known of films; it is the ' +
    'best there is for new ones.',
  reference:
    'Kula 2015, Metadata Embeddings for User and Item Cold-start Recommendations; features by regression after Agarwal, ' +
    'Chen 2009',
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
    loss: choice({
      default: 'warp',
      among: ['warp', 'bpr'],
      search: false,
      about: 'care for the top of the list (WARP), or for all of it alike (BPR)',
    }),
    learningRate: real({
      default: 0.013,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: [0.003, 0.05],
      about: 'size of the first steps',
      onlyWith: { loss: 'warp' },
    }),
    regularization: real({
      default: 1.4,
      min: 0,
      max: 100,
      scale: 'log',
      search: [0.5, 3],
      about: 'pull towards zero at each step',
      onlyWith: { loss: 'warp' },
    }),
    bprLearningRate: real({
      default: 0.15,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: [0.02, 0.5],
      about: 'size of the first steps',
      onlyWith: { loss: 'bpr' },
    }),
    bprRegularization: real({
      default: 0.015,
      min: 0,
      max: 1,
      scale: 'log',
      search: [1e-3, 0.1],
      about: 'pull towards zero at each step',
      onlyWith: { loss: 'bpr' },
    }),
    tries: integer({
      default: 25,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [5, 50],
      about: 'films drawn at most in search of one that scores too much',
      onlyWith: { loss: 'warp' },
    }),
    pull: real({
      default: 0.4,
      min: 0,
      max: 100,
      search: [0, 1],
      about: 'pull of all films towards what their features say, in each epoch',
    }),
    featureRidge: real({
      default: 1,
      min: 1e-3,
      max: 1e6,
      scale: 'log',
      search: [0.1, 100],
      about: 'pull towards zero of what a feature says',
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
    sets: setsParameter,
    positive: positiveParameter('relevant'),
  },
  ...byFactors,

  memory(size, { factors }) {
    return pairwiseFitMemory(size, factors) + pairwisePriorMemory(size, factors);
  },

  async fit(ratings, options, context) {
    const { loss, tries, bprLearningRate, bprRegularization, ...shared } = options;
    const ofLoss = loss === 'warp' ? { tries } : { learningRate: bprLearningRate, regularization: bprRegularization };
    const all = { ...shared, ...ofLoss, users: 'solved' } as const;
    const fitted = await pairwiseFit(loss, ratings, all, context, (films, region) =>
      pairwisePrior(ratings, films, options, region, context),
    );
    return { ...fitted, ...(loss === 'warp' && { tries }) };
  },

  /** Films that nobody liked are known as well, if anything is known of what they are. */
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
