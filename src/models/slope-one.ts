import { baselineParameters, fitBaseline } from './contract/baseline.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { choice, real } from './contract/parameters.ts';
import { deviationsOf } from './deviations/deviation-rows.ts';
import { keptBytes } from './neighborhood/kept-rows.ts';
import { deviationScores, deviationScoresOf, deviationScoresOfMany } from './deviations/deviation-scores.ts';

export const slopeOne = defineModel({
  name: 'slope-one',
  summary: 'What this person gave other films, plus how much better than these people who know both find each film.',
  choose:
    'For ratings without training and without anything to tune, explained exactly; it does not know that what some love others hate.',
  reference: 'Lemire, Maclachlan 2005, Slope One Predictors for Online Rating-Based Collaborative Filtering',
  feedback: 'explicit',
  oneTaste: true,
  parameters: {
    weights: choice({
      default: 'common',
      among: ['common', 'uniform'],
      about: 'each rated film counts as often as people know both, or all count the same, as in the plain scheme',
    }),
    shrinkage: real({
      default: 10,
      min: 0,
      max: 1000,
      search: [0, 50],
      about: 'people who would find two films as far apart as their offsets are, added to those who know both',
    }),
    ...baselineParameters,
  },

  memory({ users, items, ratings }, { weights }) {
    return 20 * ratings + 8 * (users + items) + keptBytes(items, weights === 'common' ? 2 * items : items);
  },

  /** The model is people's histories; n² deviations would be larger, and are quickly had from them. */
  fit(ratings, { weights, shrinkage, ...options }) {
    const { starts, indexes, values } = ratings.byUser;
    const { mean, itemOffsets } = fitBaseline(ratings, options);
    return { mean, itemOffsets, weighted: Number(weights === 'common'), shrinkage, starts, indexes, values };
  },

  prepare({ starts, indexes, values, weighted, shrinkage, itemOffsets }) {
    const options = { weighted: weighted === 1, shrinkage, itemOffsets };
    return { deviations: deviationsOf({ starts, indexes, values }, options) };
  },

  /** The mean and deviations from it, or where films count differently, the ratings themselves. */
  foldIn({ weighted }, { items, ratings }) {
    if (weighted) return { items, values: ratings, level: 0 };
    const level = ratings.reduce((sum, rating) => sum + rating, 0) / (ratings.length || 1);
    return { items, values: new Float32Array(items.length), level };
  },

  score({ deviations }, person, scores) {
    deviationScores(deviations, person, scores);
  },

  scoreItems({ deviations }, person, items, scores) {
    deviationScoresOf(deviations, person, items, scores);
  },

  scoreBatch({ deviations }, people, scores, context) {
    return deviationScoresOfMany(deviations, people, scores, context);
  },

  /** Of each rated film: what it says of this one, beyond what people in general say, by its share in the mean. */
  explain({ deviations, weighted, mean, itemOffsets }, { history: { items, ratings } }, item) {
    const { rows, width } = deviations;
    const [own] = rows.get(Int32Array.of(item));
    const found = Array.from(items, (film) => {
      return { deviation: -own[film], weight: Number.isNaN(own[film]) ? 0 : weighted ? own[width + film] : 1 };
    });
    const total = found.reduce((sum, { weight }) => sum + weight, 0);
    const rated = found.map(({ deviation, weight }, at): Contribution => {
      const share = weight / total;
      const further = weight > 0 ? share * (deviation - itemOffsets[item]) : 0;
      const own = (weighted ? share : 1 / items.length) * (ratings[at] - mean);
      return { because: 'rated', item: items[at], amount: own + further };
    });
    return [{ because: 'average', amount: mean }, { because: 'item', amount: itemOffsets[item] }, ...rated];
  },
});
