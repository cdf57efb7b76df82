import { filterRows, transpose, type Rows } from '../dataset/rows.ts';
import { Arena } from '../kernels/arena.ts';
import { baselineParameters, fitBaseline, userOffset } from './contract/baseline.ts';
import { defineModel, type Contribution, type User } from './contract/define-model.ts';
import { objectiveParameter } from './contract/objective.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { formCode, formOf } from './neighborhood/form.ts';
import { weighItems, weightsParameter } from './neighborhood/item-weights.ts';
import { comparedValues, likenessCode, likenessOf, measureOf, overHistories } from './neighborhood/likeness.ts';
import { neighborhoodParameters } from './neighborhood/neighborhood-parameters.ts';
import { itemLevels } from './neighborhood/item-levels.ts';
import { LikenessRows } from './neighborhood/likeness-rows.ts';
import { fitLists, listContributions, listScores, listSimilarities, type Fan } from './neighborhood/lists.ts';
import { placeRows } from './neighborhood/place-rows.ts';
import { halfLifeParameter, recencyOf } from './neighborhood/recency.ts';
import {
  nearestRated,
  ratedScores,
  ratedScoresOf,
  ratedScoresOfMany,
  type Rater,
} from './neighborhood/rated-neighbors.ts';

export const itemKnn = defineModel({
  name: 'item-knn',
  summary: 'What this person thought of the films most similar to each.',
  choose: 'For ratings or lists that explain themselves by the films someone knows; a solid start without training.',
  reference:
    'Sarwar et al. 2001; Koren 2010, Factor in the Neighbors, §2.2; the forms are those of Surprise; ' +
    'for ranking Deshpande, Karypis 2004; what was rated long ago counts less as in Ding, Li 2005',
  feedback: ({ objective }) => (objective === 'ranking' ? 'implicit' : 'explicit'),
  needs: ({ halfLife }) => (halfLife > 0 ? ['times'] : []),
  parameters: {
    objective: objectiveParameter,
    ...neighborhoodParameters('most similar rated films that are averaged; for ranking the length of lists'),
    weights: weightsParameter,
    halfLife: halfLifeParameter,
    positive: { ...positiveParameter('relevant'), onlyWith: { objective: 'ranking' } },
    ...baselineParameters,
    userDamping: { ...baselineParameters.userDamping, onlyWith: { objective: 'rating' } },
    itemDamping: { ...baselineParameters.itemDamping, default: 10, onlyWith: { objective: 'rating' } },
  },

  memory({ ratings, users, items }, { objective, neighbors }) {
    return objective === 'ranking'
      ? 16 * ratings + 8 * (users + items * neighbors)
      : 20 * ratings + 8 * (users + items);
  },

  async fit(ratings, options, context) {
    const { objective, form, similarity, neighbors, minimumNeighbors, shrinkage, prior, halfLife } = options;
    const ranks = objective === 'ranking';
    const from = positiveFrom(ratings, options.positive);
    const nothing: Rows = { starts: new Uint32Array(1), indexes: new Int32Array(), values: new Float32Array() };
    const { starts, indexes, values } = ranks ? nothing : ratings.byUser;
    const positives = ranks ? filterRows(ratings.byItem, (value) => value >= from) : nothing;
    const weighed = ranks ? weighItems(positives, ratings.users.size, options.weights) : nothing.values;
    return {
      ...fitBaseline(ratings, options),
      ranks: Number(ranks),
      from,
      form: formCode(form),
      similarity: likenessCode(similarity),
      neighbors,
      minimumNeighbors,
      shrinkage,
      prior,
      halfLife,
      starts,
      indexes,
      values,
      // Where films are only ranked, lists are made once for all, and nothing else is needed.
      ...(await fitLists({ ...positives, values: weighed }, ratings, ranks ? neighbors : 0, context)),
    };
  },

  /** Films' values as they are compared, by film and by person, and films' levels. */
  prepare(state) {
    const { starts, indexes, values, ranks, neighbors, minimumNeighbors, prior, shrinkage } = state;
    const arena = Arena.of(values) ?? new Arena();
    const byUser: Rows = { starts, indexes, values };
    const similarity = likenessOf(state.similarity);
    const items = ranks ? 0 : state.itemOffsets.length;
    const compared = overHistories(byUser, (history) => comparedValues(similarity, state, history));
    const byColumn = placeRows(arena, { starts, indexes, values: compared });
    const byRow = placeRows(arena, transpose(byColumn, items));
    const comparison = { byRow, byColumn, measure: measureOf(similarity), shrinkage };
    const likeness = new LikenessRows(arena, comparison);
    const { levels, spreads } = itemLevels(formOf(state.form), state, byUser);
    const rated = {
      likeness,
      levels: arena.place(levels),
      spreads: arena.place(spreads),
      neighbors,
      minimumNeighbors,
      prior,
    };
    return { rated };
  },

  /** How each rating lies to its film's level; for ranking, 1 for each positive one and 0 for others. */
  foldIn(state, { items, ratings }) {
    const { ranks, from, form, rated } = state;
    if (ranks) return { items, level: 0, values: ratings.map((rating) => Number(rating >= from)) };
    const level = formOf(form) === 'baseline' ? userOffset(state, { items, ratings }) : 0;
    const { levels, spreads } = rated;
    const values = ratings.map((rating, at) => (rating - levels[items[at]] - level) / spreads[items[at]]);
    return { items, level, values };
  },

  score(state, user, scores) {
    if (state.ranks) listScores(state, fanOf(state, user), scores);
    else ratedScores(state.rated, raterOf(state, user), scores);
  },

  scoreItems(state, user, items, scores) {
    if (!state.ranks) return ratedScoresOf(state.rated, raterOf(state, user), items, scores);
    const all = new Float32Array(state.itemOffsets.length).fill(NaN);
    listScores(state, fanOf(state, user), all);
    for (const [at, item] of items.entries()) scores[at] = all[item];
  },

  async scoreBatch(state, users, scores, context) {
    const size = scores.length / users.length;
    if (!state.ranks) {
      const raters = users.map((user) => raterOf(state, user));
      return ratedScoresOfMany(state.rated, raters, scores, context);
    }
    for (const [at, user] of users.entries()) {
      listScores(state, fanOf(state, user), scores.subarray(at * size, (at + 1) * size));
    }
  },

  explain(state, user, item) {
    if (state.ranks) return listContributions(state, fanOf(state, user), item);
    const { rated, mean } = state;
    const { items, values, level } = user;
    const { levels, spreads } = rated;
    const neighbors = nearestRated(rated, raterOf(state, user), item).map(({ place, weight }): Contribution => {
      return { because: 'rated', item: items[place], amount: spreads[item] * weight * values[place] };
    });
    return [
      { because: 'average', amount: mean },
      { because: 'item', amount: levels[item] - mean },
      { because: 'user', amount: level },
      ...neighbors,
    ];
  },

  similar(state, item, similarities) {
    if (state.ranks) return listSimilarities(state, item, similarities);
    const [row] = state.rated.likeness.get(Int32Array.of(item));
    for (let other = 0; other < similarities.length; other++) if (row[other] > 0) similarities[other] = row[other];
  },
});

/** A user as of the time that is asked for: what each rating says counts the less, the longer ago it was given. */
function raterOf(
  { halfLife }: { readonly halfLife: number },
  { history, ...user }: User<Omit<Rater, 'weights'>>,
): Rater {
  return { ...user, weights: recencyOf(history, halfLife) };
}

/** The same for ranking, where a film that was not liked has the value 0, and every other 1. */
function fanOf({ halfLife }: { readonly halfLife: number }, { history, items, values }: User<Fan>): Fan {
  const weights = recencyOf(history, halfLife);
  return { items, values: values.map((value, at) => value * weights[at]) };
}
