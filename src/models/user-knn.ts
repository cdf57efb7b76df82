import { Arena } from '../kernels/arena.ts';
import { transpose } from '../dataset/rows.ts';
import { baselineParameters, fitBaseline } from './contract/baseline.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { formCode, formOf } from './neighborhood/form.ts';
import {
  comparedValues,
  deviationOf,
  likenessCode,
  likenessOf,
  measureOf,
  overHistories,
} from './neighborhood/likeness.ts';
import { neighborhoodParameters } from './neighborhood/neighborhood-parameters.ts';
import { personLevel, personValues } from './neighborhood/person-level.ts';
import type { LikeMinded } from './neighborhood/like-minded.ts';
import { neighborScores, neighborScoresOf, neighborScoresOfMany } from './neighborhood/neighbor-scores.ts';
import { nearestPeople } from './neighborhood/nearest-people.ts';
import { meansOfRows } from './neighborhood/means-of-rows.ts';
import { placeRows } from './neighborhood/place-rows.ts';

export const userKnn = defineModel({
  name: 'user-knn',
  summary: 'What the people most like this one thought of each film.',
  choose: 'For ratings explained by like-minded people; slow to score where there are very many of them.',
  reference:
    'Resnick et al. 1994; Herlocker, Konstan, Borchers, Riedl 1999; the forms are those of Surprise, likeness and ' +
    'shrinkage after Koren 2010, Factor in the Neighbors, §2.2',
  feedback: 'explicit',
  parameters: {
    ...neighborhoodParameters('most similar people who rated the film'),
    ...baselineParameters,
  },

  memory({ users, items, ratings }) {
    // The ratings again, and their values as they are compared and averaged, by person and by film.
    return 28 * ratings + 8 * (users + items);
  },

  fit(ratings, { form, similarity, neighbors, minimumNeighbors, shrinkage, prior, ...damping }) {
    const { starts, indexes, values } = ratings.byUser;
    return {
      ...fitBaseline(ratings, damping),
      form: formCode(form),
      similarity: likenessCode(similarity),
      deviation: deviationOf(values, 1),
      neighbors,
      minimumNeighbors,
      shrinkage,
      prior,
      starts,
      indexes,
      values,
    };
  },

  /** People's values as they are compared, by person and by film, and as they are averaged. */
  prepare(state) {
    const { mean, itemOffsets, starts, indexes, values, shrinkage, neighbors, minimumNeighbors, prior } = state;
    const arena = Arena.of(values) ?? new Arena();
    const byUser = { starts, indexes, values };
    const similarity = likenessOf(state.similarity);
    const form = formOf(state.form);
    const itemMeans = meansOfRows(transpose(byUser, itemOffsets.length));
    const levels = itemOffsets.map((offset) => (form === 'baseline' ? mean + offset : form === 'basic' ? mean : 0));
    const likenessLevels = { ...state, itemMeans };
    const compared = overHistories(byUser, (history) => comparedValues(similarity, likenessLevels, history));
    const averaged = overHistories(byUser, (history) => personValues(state, levels, history));
    const byRow = placeRows(arena, { starts, indexes, values: compared });
    const byColumn = placeRows(arena, transpose(byRow, itemOffsets.length));
    const byItem = transpose({ starts, indexes, values: averaged }, itemOffsets.length);
    const likeMinded: LikeMinded = {
      arena,
      comparison: { byRow, byColumn, measure: measureOf(similarity), shrinkage },
      averaged: placeRows(arena, { starts, indexes, values: averaged }),
      averagedByItem: { ...byColumn, values: arena.place(byItem.values) },
      levels: arena.place(levels),
      neighbors,
      minimumNeighbors,
      prior,
    };
    return { likenessLevels, likeMinded };
  },

  foldIn(state, history) {
    const compared = comparedValues(likenessOf(state.similarity), state.likenessLevels, history);
    return { ...personLevel(state, history), compared, self: -1 };
  },

  known(state, user, history) {
    const compared = comparedValues(likenessOf(state.similarity), state.likenessLevels, history);
    return { ...personLevel(state, history), compared, self: user };
  },

  score({ likeMinded }, user, scores) {
    neighborScores(likeMinded, user, scores);
  },

  scoreItems({ likeMinded }, user, items, scores) {
    neighborScoresOf(likeMinded, user, items, scores);
  },

  scoreBatch({ likeMinded }, users, scores, context) {
    return neighborScoresOfMany(likeMinded, users, scores, context);
  },

  explain({ likeMinded, form, mean }, user, item) {
    const isAboutItem = formOf(form) === 'baseline' || formOf(form) === 'basic';
    const neighbors = nearestPeople(likeMinded, user, item).map(({ user: neighbor, weight, value }): Contribution => ({
      because: 'neighbor',
      user: neighbor,
      amount: user.spread * weight * value,
    }));
    return [
      { because: 'average', amount: mean },
      ...(isAboutItem ? [{ because: 'item', amount: likeMinded.levels[item] - mean } as const] : []),
      { because: 'user', amount: isAboutItem ? user.level : user.level - mean },
      ...neighbors,
    ];
  },
});
