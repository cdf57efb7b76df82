import { asOfTime } from './bayesian/as-of-time.ts';
import { deviationOf, explainPosterior, scoreOf } from './bayesian/explain.ts';
import { leaveOut } from './bayesian/leave-out.ts';
import { posteriorVector, posteriorVectors } from './bayesian/posterior-users.ts';
import { levelsOf } from './bayesian/levels.ts';
import { ordinalScores, topOrdinal } from './bayesian/ordinal-scores.ts';
import { drawSamples, samplingMemory } from './bayesian/draw-samples.ts';
import { timeBins } from './bayesian/time-bins.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { choice, flag, integer, real } from './contract/parameters.ts';

// Vectors change with the time, and levels are no products.
const { scoreBatch: _, ...sharedByFactors } = byFactors;

export const bfm = defineModel({
  name: 'bfm',
  summary:
    'Averages many factorization machines over people, films, times and who rated what, ' +
    'each as likely as the ratings make it.',
  choose:
    'For the most accurate ratings within the times it has seen, with how sure each is; a fit takes longer, and for ' +
    'what comes later svd is as good.',
  reference: 'Rendle 2012, 2013; features of Rendle, Zhang, Koren 2019, On the Difficulty of Evaluating Baselines',
  feedback: 'explicit',
  uses: ['times'],
  parameters: {
    factors: integer({
      default: 7,
      min: 0,
      max: 200,
      search: [3, 31],
      about: 'length of the vectors of one sample; 3, 7, 11 … are fastest',
    }),
    sweeps: integer({
      default: 100,
      min: 1,
      max: 5000,
      scale: 'log',
      search: false,
      about: 'draws of all unknowns, in each chain',
    }),
    burnIn: integer({
      default: 20,
      min: 0,
      max: 5000,
      search: false,
      about: 'first sweeps of each chain, of which nothing is kept',
    }),
    chains: integer({
      default: 2,
      min: 1,
      max: 16,
      search: false,
      about: 'independent runs, at the same time where there are threads',
    }),
    keep: integer({
      default: 20,
      min: 1,
      max: 1000,
      search: false,
      about: 'sweeps, evenly spread, that the model consists of',
    }),
    days: real({ default: 30, min: 0.01, max: 3650, scale: 'log', search: [1, 100], about: 'length of a time bin' }),
    likelihood: choice({
      default: 'regression',
      among: ['regression', 'probit'],
      search: ['regression', 'probit'],
      about: 'ratings are numbers with noise, or levels between cutpoints that are learned',
    }),
    userFilms: flag({ default: true, about: 'learn from which films someone has rated' }),
    filmUsers: flag({ default: true, about: 'learn from who has rated a film' }),
  },
  ...sharedByFactors,
  matrices: { userVectors: 'width', itemVectors: 'width', itemImplicit: 'width', binVectors: 'width' },

  memory(size, parameters) {
    const width = widthFor((parameters.factors + 1) * parameters.keep + 2);
    return samplingMemory(size, parameters) + 4 * (size.users * width + size.ratings);
  },

  async fit(ratings, options, context) {
    const region = ratings.arena.region();
    try {
      const bins = timeBins(ratings.columns.time, options.days);
      const isProbit = options.likelihood === 'probit';
      const levels = isProbit ? levelsOf(ratings) : new Float32Array();
      const samples = await drawSamples(ratings, { bins, levels }, options, region, context);
      const posterior = { ...samples, ...bins, levels, mean: isProbit ? 0 : ratings.mean };
      const userVectors = region.float32(ratings.users.size * samples.width);
      await posteriorVectors(posterior, ratings.byUser, userVectors, context);
      // The region goes back, so what stays is copied.
      return {
        ...posterior,
        itemVectors: samples.itemVectors.slice(),
        itemOffsets: samples.itemOffsets.slice(),
        itemImplicit: samples.itemImplicit.slice(),
        itemWeights: samples.itemWeights.slice(),
        binVectors: samples.binVectors.slice(),
        binWeights: samples.binWeights.slice(),
        posteriors: samples.posteriors.slice(),
        cutpoints: samples.cutpoints.slice(),
        userVectors: userVectors.slice(),
      };
    } finally {
      region.release();
    }
  },

  foldIn(posterior, history) {
    return { vector: posteriorVector(posterior, history) };
  },
  score(posterior, user, scores) {
    const now = asOfTime(posterior, user);
    if (posterior.levels.length > 0) ordinalScores(posterior, now, scores.keys(), scores);
    else byFactors.score(posterior, now, scores);
  },
  scoreItems(posterior, user, items, scores) {
    const now = asOfTime(posterior, user);
    if (posterior.levels.length > 0) ordinalScores(posterior, now, items, scores);
    else byFactors.scoreItems(posterior, now, items, scores);
  },
  topBatch(posterior, users, k, out, context) {
    const now = users.map((user) => asOfTime(posterior, user));
    const lists = posterior.levels.length > 0 ? topOrdinal : byFactors.topBatch;
    return lists(posterior, now, k, out, context);
  },
  uncertainty(posterior, user, item) {
    return deviationOf(posterior, user, item);
  },
  explain(posterior, user, item) {
    const score = scoreOf(posterior, user, item);
    return leaveOut(explainPosterior(posterior, user, item), user.history, (history) => {
      return score - scoreOf(posterior, { vector: posteriorVector(posterior, history), history }, item);
    });
  },
});
