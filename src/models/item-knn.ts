import { filterRows, transpose, type Rows } from '../dataset/rows.ts';
import { baselineParameters, fitBaseline, residualsOf, userOffset } from './contract/baseline.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { Nearest } from './contract/nearest.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { ItemSimilarities, similarityCode, similarityOf, similarityParameter } from './contract/similarity.ts';

export const itemKnn = defineModel({
  name: 'item-knn',
  summary: 'What this person thought of the films most similar to each.',
  reference: 'Sarwar et al. 2001; Koren 2010, Factor in the Neighbors, §2.2; for ranking Deshpande, Karypis 2004',
  feedback: ({ objective }) => (objective === 'ranking' ? 'implicit' : 'explicit'),
  parameters: {
    objective: choice({ default: 'rating', among: ['rating', 'ranking'], about: 'predict ratings, or only rank' }),
    similarity: similarityParameter,
    neighbors: integer({ default: 40, min: 1, max: 500, about: 'most similar rated films that are averaged' }),
    shrinkage: real({ default: 60, min: 0, max: 1000, about: 'common raters of prior weight in a similarity' }),
    prior: real({ default: 0.1, min: 0, max: 20, about: "similarity's worth of agreement with the baseline" }),
    positive: positiveParameter('relevant'),
    ...baselineParameters,
    itemDamping: { ...baselineParameters.itemDamping, default: 10 },
  },

  memory({ ratings, items }) {
    return 8 * ratings + 4 * items;
  },

  fit(ratings, { objective, similarity, neighbors, shrinkage, prior, positive, ...damping }) {
    const baseline = fitBaseline(ratings, damping);
    const ranks = Number(objective === 'ranking');
    const from = positiveFrom(ratings, positive);
    const {
      starts,
      indexes,
      values: rated,
    } = ranks ? filterRows(ratings.byUser, (value) => value >= from) : ratings.byUser;
    const settings = { ...baseline, ranks, from, neighbors, shrinkage, prior, starts, indexes };
    // Where films are only ranked, all positive ratings count alike, and correlations of ones mean nothing.
    if (ranks) return { ...settings, similarity: similarityCode('cosine'), values: rated.map(() => 1) };
    const values = similarity === 'pearson-baseline' ? residualsOf(ratings, baseline) : rated;
    return { ...settings, similarity: similarityCode(similarity), values };
  },

  /** The same values by item, and the similarities that follow from both. */
  prepare({ starts, indexes, values, itemOffsets, shrinkage, similarity }) {
    const byUser: Rows = { starts, indexes, values };
    const byItem = transpose(byUser, itemOffsets.length);
    const formula = similarityOf(similarity);
    return { similar: new ItemSimilarities(byUser, byItem, formula, shrinkage) };
  },

  /** What the baseline leaves of each rating in the history; for ranking, 1 for each positive one and 0 for others. */
  foldIn(state, history) {
    const { mean, itemOffsets, ranks, from } = state;
    if (ranks) return { offset: 0, values: history.ratings.map((rating) => Number(rating >= from)) };
    const offset = userOffset(state, history);
    const values = history.ratings.map((rating, at) => rating - mean - itemOffsets[history.items[at]] - offset);
    return { offset, values };
  },

  score({ similar, neighbors, mean, itemOffsets, ranks, prior }, { history, offset, values }, scores) {
    const nearest = new Nearest(scores.length, Math.min(neighbors, Math.max(1, history.items.length)));
    for (const [at, rated] of history.items.entries()) {
      if (ranks && values[at] === 0) continue;
      const { items, similarities } = similar.row(rated);
      for (let j = 0; j < items.length; j++) nearest.offer(items[j], at, similarities[j]);
    }
    for (let item = 0; item < scores.length; item++) {
      if (nearest.counts[item] === 0) continue;
      const sum = nearest.weightedSum(item, values);
      scores[item] = ranks ? sum : mean + itemOffsets[item] + offset + sum / (nearest.totalWeight(item) + prior);
    }
  },

  explain({ similar, neighbors, mean, itemOffsets, ranks, prior }, { history, offset, values }, item) {
    const nearest = new Nearest(1, neighbors);
    for (const [at, rated] of history.items.entries()) {
      if (ranks && values[at] === 0) continue;
      const { items, similarities } = similar.row(rated);
      const place = items.indexOf(item);
      if (place >= 0) nearest.offer(0, at, similarities[place]);
    }
    const whole = ranks ? 1 : nearest.totalWeight(0) + prior;
    const rated = Array.from({ length: nearest.counts[0] }, (_, at): Contribution => {
      const place = nearest.places[at];
      return { because: 'rated', item: history.items[place], amount: (nearest.weights[at] * values[place]) / whole };
    });
    if (ranks) return rated;
    return [
      { because: 'average', amount: mean },
      { because: 'item', amount: itemOffsets[item] },
      { because: 'user', amount: offset },
      ...rated,
    ];
  },

  similar({ similar }, item, similarities) {
    const row = similar.row(item);
    for (let at = 0; at < row.items.length; at++) similarities[row.items[at]] = row.similarities[at];
  },
});
