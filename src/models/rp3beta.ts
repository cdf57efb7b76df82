import { filterRows, type Rows } from '../dataset/rows.ts';
import { defineModel } from './contract/define-model.ts';
import { integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { fitLists, listContributions, listScores, listSimilarities } from './neighborhood/lists.ts';

export const rp3beta = defineModel({
  name: 'rp3beta',
  summary: 'Walks at random from a person to their films, on to others who liked these, and to what those liked.',
  choose:
    'For lists in an instant: learned in one pass as item-knn is, with a say in how far popular films come first.',
  reference: 'Paudel, Christoffel, Newell, Bernstein 2017; beta = 0 is the RP3α of Cooper, Lee, Radinsky, Siantos 2014',
  feedback: 'implicit',
  parameters: {
    alpha: real({
      default: 0.6,
      min: 0,
      max: 2,
      search: [0.3, 1.5],
      about: 'power of the transition probabilities: the higher, the less people and films with many links count',
    }),
    beta: real({
      default: 0.35,
      min: 0,
      max: 2,
      search: [0, 1],
      about: 'power of the popularity that scores are divided by',
    }),
    neighbors: integer({
      default: 150,
      min: 1,
      max: 2000,
      scale: 'log',
      search: [20, 500],
      about: 'films that a walk may reach from each film: the likeliest',
    }),
    positive: positiveParameter('relevant'),
  },

  memory({ ratings, users, items }, { neighbors }) {
    return 24 * ratings + 8 * (users + items * neighbors);
  },

  /**
   * From film i the walk is at film j two steps on with W = Σ (1/dᵢ)^α (1/dᵤ)^α / dⱼ^β, over the people u who like both;
   * d is how many one likes or is liked by. On the list of i stand the j with the highest, and their order is that of
   * dᵢ^−β dⱼ^−β Σ dᵤ^−α, which is the same both ways: so each pair of films is met once.
   */
  async fit(ratings, { alpha, beta, neighbors, positive }, context) {
    const from = positiveFrom(ratings, positive);
    const liked = filterRows(ratings.byItem, (value) => value >= from);
    const { listItems, listLikeness } = await fitLists(
      symmetric(liked, ratings.users.size, alpha, beta),
      ratings,
      neighbors,
      context,
    );
    for (let item = 0; item < ratings.items.size; item++) {
      const degree = Math.max(1, liked.starts[item + 1] - liked.starts[item]);
      for (let at = item * neighbors; at < (item + 1) * neighbors; at++) listLikeness[at] *= degree ** (beta - alpha);
    }
    return { from, alpha, neighbors, listItems, listLikeness };
  },

  /** The first step, to each of the films that the person likes. */
  foldIn({ from, alpha }, { items, ratings }) {
    const degree = ratings.reduce((count, rating) => count + Number(rating >= from), 0);
    return { items, values: ratings.map((rating) => (rating >= from ? degree ** -alpha : 0)) };
  },

  score(state, user, scores) {
    listScores(state, user, scores);
  },

  explain(state, user, item) {
    return listContributions(state, user, item);
  },

  similar(state, item, similarities) {
    listSimilarities(state, item, similarities);
  },
});

/** dᵢ^−β dᵤ^(−α/2) for each film i and each of its fans u: of two films their product is what decides on the lists. */
function symmetric(liked: Rows, userCount: number, alpha: number, beta: number): Rows {
  const { starts, indexes } = liked;
  const degrees = new Uint32Array(userCount);
  for (const user of indexes) degrees[user]++;
  const ofUser = Float64Array.from(degrees, (degree) => degree ** (-alpha / 2));
  const values = new Float32Array(indexes.length);
  for (let item = 0; item + 1 < starts.length; item++) {
    const ofItem = (starts[item + 1] - starts[item]) ** -beta;
    for (let at = starts[item]; at < starts[item + 1]; at++) values[at] = ofItem * ofUser[indexes[at]];
  }
  return { ...liked, values };
}
