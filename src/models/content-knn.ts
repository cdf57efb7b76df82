import { transpose, type Rows } from '../dataset/rows.ts';
import { Arena } from '../kernels/arena.ts';
import { baselineParameters, userOffset } from './contract/baseline.ts';
import { defineModel, type Contribution, type User } from './contract/define-model.ts';
import { objectiveParameter } from './contract/objective.ts';
import { integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { setsParameters } from './content/sets-parameters.ts';
import { cosines } from './content/cosines.ts';
import { levelRidgeParameter } from './content/expected-levels.ts';
import { normalized } from './content/film-matrix.ts';
import { weighByLikings, weighByRatings } from './content/weigh.ts';
import { LikenessRows } from './neighborhood/likeness-rows.ts';
import { placeRows } from './neighborhood/place-rows.ts';
import {
  nearestRated,
  ratedScores,
  ratedScoresOf,
  ratedScoresOfMany,
  type Rater,
} from './neighborhood/rated-neighbors.ts';
import { halfLifeParameter, recencyOf } from './neighborhood/recency.ts';

/** Likings' worth of the average taste, where it is found out how much each set of features says. */
const averageTastes = 5;

export const contentKnn = defineModel({
  name: 'content-knn',
  summary: 'What this person thought of the films that have most in common with each.',
  choose: 'For new films as content does, where the reasons are to be films that someone knows, not features.',
  reference:
    'Pazzani, Billsus 2007, Content-based recommendation systems, §10.5; what was rated long ago counts less as in ' +
    'Ding, Li 2005',
  feedback: ({ objective }) => (objective === 'ranking' ? 'implicit' : 'explicit'),
  scoresUnrated: true,
  byContent: true,
  needs: ({ halfLife }) => (halfLife > 0 ? ['features', 'times'] : ['features']),
  parameters: {
    objective: objectiveParameter,
    ...setsParameters,
    neighbors: integer({
      default: 30,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [5, 100],
      about: 'rated films most like each that are averaged; for ranking liked ones, the nearer the more',
    }),
    prior: real({
      default: 3,
      min: 0.01,
      max: 100,
      scale: 'log',
      search: [0.3, 30],
      about: "likeness's worth of agreement with the film's level",
    }),
    lift: real({
      default: 20,
      min: 0.01,
      max: 100,
      scale: 'log',
      search: [3, 50],
      about: 'log-odds that the liked films most like each add to its level at most',
      onlyWith: { objective: 'ranking' },
    }),
    levelRidge: levelRidgeParameter,
    halfLife: halfLifeParameter,
    positive: { ...positiveParameter('relevant'), onlyWith: { objective: 'ranking' } },
    ...baselineParameters,
    userDamping: { ...baselineParameters.userDamping, onlyWith: { objective: 'rating' } },
    itemDamping: { ...baselineParameters.itemDamping, onlyWith: { objective: 'rating' } },
  },

  memory({ users, items, ratings }) {
    return 8 * (users + items + ratings);
  },

  async fit(ratings, options, context) {
    const { userDamping, neighbors, prior, halfLife } = options;
    const from = positiveFrom(ratings, options.positive);
    const ranks = options.objective === 'ranking';
    const { films, levels: itemOffsets } = ranks
      ? await weighByLikings(ratings, { ...options, from, prior: averageTastes, popularity: 0 }, context)
      : await weighByRatings(ratings, { ...options, strength: 1 }, context);
    return {
      ranks: Number(ranks),
      mean: ranks ? 0 : ratings.mean,
      from,
      userDamping,
      neighbors,
      prior,
      halfLife,
      spread: ranks ? options.lift : 1,
      itemOffsets,
      ...normalized(films),
    };
  },

  /** The films by feature, too, and their levels and spreads as the kernel has them. */
  prepare({ starts, indexes, values, mean, spread, itemOffsets, neighbors, prior }) {
    const arena = Arena.of(values) ?? new Arena();
    const films: Rows = { starts, indexes, values };
    const width = indexes.reduce((most, column) => Math.max(most, column + 1), 0);
    const byRow = placeRows(arena, films);
    const byColumn = placeRows(arena, transpose(films, width));
    const likeness = new LikenessRows(arena, { byRow, byColumn, measure: 'product', shrinkage: 0 });
    const padded = Math.ceil(itemOffsets.length / 4) * 4;
    const [levels, spreads] = [arena.float32(padded), arena.float32(padded).fill(spread)];
    for (const [item, offset] of itemOffsets.entries()) levels[item] = mean + offset;
    return { rated: { likeness, levels, spreads, neighbors, minimumNeighbors: 1, prior } };
  },

  /** How each rating lies to its film's level and the person's; for ranking, the films that were liked, all alike. */
  foldIn(state, { items, ratings }) {
    if (state.ranks) {
      const isLiked = ratings.map((rating) => Number(rating >= state.from));
      return { items, level: 0, values: isLiked, counts: isLiked };
    }
    const level = userOffset(state, { items, ratings });
    const values = ratings.map((rating, at) => rating - state.rated.levels[items[at]] - level);
    return { items, level, values, counts: new Float32Array(items.length).fill(1) };
  },

  score(state, user, scores) {
    ratedScores(state.rated, raterOf(state, user), scores);
  },

  scoreItems(state, user, items, scores) {
    ratedScoresOf(state.rated, raterOf(state, user), items, scores);
  },

  async scoreBatch(state, users, scores, context) {
    await ratedScoresOfMany(
      state.rated,
      users.map((user) => raterOf(state, user)),
      scores,
      context,
    );
  },

  explain(state, user, item) {
    const { rated, mean, spread, itemOffsets } = state;
    const neighbors = nearestRated(rated, raterOf(state, user), item).map(({ place, weight }): Contribution => {
      return { because: 'rated', item: user.items[place], amount: spread * weight * user.values[place] };
    });
    return [
      { because: 'average', amount: mean },
      { because: 'item', amount: itemOffsets[item] },
      { because: 'user', amount: user.level },
      ...neighbors,
    ];
  },

  similar(state, item, similarities) {
    cosines(state, item, similarities);
  },
});

/** A user as of the time that is asked for: what each rating says counts the less, the longer ago it was given. */
function raterOf(
  { halfLife }: { readonly halfLife: number },
  { history, counts, ...user }: User<Omit<Rater, 'weights'> & { readonly counts: Float32Array }>,
): Rater {
  return { ...user, weights: recencyOf(history, halfLife).map((weight, at) => weight * counts[at]) };
}
