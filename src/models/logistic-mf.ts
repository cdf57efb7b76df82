import { filterRows, type Rows } from '../dataset/rows.ts';
import { fillNormal, uniform } from '../random.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { distinct } from './descent/distinct.ts';
import {
  explainLogistic,
  firstSquare,
  likeWeight,
  logisticAscent,
  logisticVector,
  logisticVectors,
  type Likes,
} from './descent/logistic-ascent.ts';
import { putLast } from './descent/put-last.ts';

export const logisticMf = defineModel({
  name: 'logistic-mf',
  summary:
    'Matrix factorization for the probability that someone likes a film, ' +
    'learned from likes and from films drawn at random.',
  choose: 'To compare with the classic of logistic loss on likes; warp, ials and ease usually order lists better.',
  reference:
    'Johnson 2014, Logistic Matrix Factorization for Implicit Feedback Data; steps after Duchi, Hazan, Singer 2011',
  feedback: 'implicit',
  parameters: {
    factors: integer({ default: 64, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 40,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [10, 100],
      about: 'steps for all people and all films',
    }),
    learningRate: real({
      default: 0.5,
      min: 1e-4,
      max: 10,
      scale: 'log',
      search: [0.1, 1],
      about: 'size of the steps, which shrink by what the gradients have come to',
    }),
    regularization: real({
      default: 4,
      min: 0,
      max: 100,
      scale: 'log',
      search: [1, 10],
      about: 'pull towards zero',
    }),
    negatives: integer({
      default: 5,
      min: 1,
      max: 100,
      scale: 'log',
      search: [2, 12],
      about: 'films (and people) drawn as not liked for each that is, anew in each step',
    }),
    confidence: real({
      default: 0,
      min: 0,
      max: 1000,
      search: false, // it weighs against `negatives`, which is searched
      about: 'a liked film counts 1 + confidence · rating (or strength)',
    }),
    initialDeviation: real({
      default: 0.1,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: false,
      about: 'spread of the random start',
    }),
    passes: integer({ default: 20, min: 1, max: 1000, search: false, about: 'steps in fold-in' }),
    users: choice({
      default: 'solved',
      among: ['solved', 'learned'],
      search: false,
      about: 'known people get their vector as in fold-in, or keep the one that the ascent left',
    }),
    positive: positiveParameter('relevant'),
  },
  ...byFactors,

  memory({ users, items, ratings }, { factors }) {
    return 4 * (3 * (users + items) * widthFor(factors + 2) + 8 * ratings + users + items);
  },

  async fit(ratings, options, context) {
    const { factors, epochs, learningRate: rate, regularization, negatives, confidence, passes } = options;
    const { seed } = context;
    const width = widthFor(factors + 2);
    const region = ratings.arena.region();
    try {
      const from = positiveFrom(ratings, options.positive);
      const liked = (rows: Rows): Likes => {
        const { starts, indexes, values } = filterRows(rows, (value) => value >= from);
        const weights = values.map((value) => likeWeight(confidence, value));
        return {
          ...{ starts: region.place(starts), indexes: region.place(indexes) },
          ...(confidence > 0 && { weights: region.place(weights) }),
        };
      };
      const start = (rows: number, constant: number, purpose: string): Float32Array => {
        const vectors = region.float32(rows * width);
        for (let row = 0; row < rows; row++) {
          const own = vectors.subarray(row * width, row * width + factors);
          fillNormal(own, seed, purpose, { deviation: options.initialDeviation, first: row * factors });
          vectors[row * width + constant] = 1;
        }
        return vectors;
      };
      const [byUser, byItem] = [liked(ratings.byUser), liked(ratings.byItem)];
      const films = region.place(distinct(byUser.indexes, ratings.items.size));
      const userVectors = start(ratings.users.size, factors + 1, 'logistic-mf.users');
      const itemVectors = start(ratings.items.size, factors, 'logistic-mf.items');
      const sumsOf = (vectors: Float32Array): Float32Array => region.float32(vectors.length).fill(firstSquare);
      const likes = byUser.indexes.length;
      // For each like of a person, films are drawn. So a film is drawn as often as any other, by whom likes much more often
      // than by whom likes little, and the films' side draws its people just so.
      const drawnFilm = { others: films, ofEntry: negatives, ofRow: 0 };
      const drawnPerson = {
        others: byItem.indexes,
        ofEntry: 0,
        ofRow: Math.ceil((negatives * likes) / Math.max(1, films.length)),
      };
      const [ofUsers, ofItems] = [
        { likes: byUser, solutions: userVectors, constant: factors + 1, vectors: itemVectors, ...drawnFilm },
        { likes: byItem, solutions: itemVectors, constant: factors, vectors: userVectors, ...drawnPerson },
      ].map((side) => ({ ...side, sums: sumsOf(side.solutions) }));

      const settings = { width, rate, regularization };
      const [forUsers, forItems, forFoldIn] = ['users', 'items', 'fold-in'].map((purpose) => {
        return { ...settings, key: Math.floor(uniform(seed, `logistic-mf.others of ${purpose}`)(0) * 2 ** 32) };
      });
      for (let epoch = 0; epoch < epochs; epoch++) {
        const step = { first: epoch, count: 1 };
        await logisticAscent(ofUsers, forUsers, step, context);
        await logisticAscent(ofItems, forItems, step, context);
        context.progress(epoch + 1, epochs, 'epochs');
      }
      putLast(itemVectors, films, factors, width);
      const items = { ...forFoldIn, from, confidence, factors, passes, negatives };
      if (options.users === 'solved') {
        await logisticVectors({ ...items, films, itemVectors }, byUser, userVectors, context);
      } else {
        // What nobody taught is random still; in fold-in it is 0.
        for (let user = 0; user < ratings.users.size; user++) {
          if (byUser.starts[user] === byUser.starts[user + 1])
            userVectors.fill(0, user * width, user * width + factors);
        }
      }
      // The region goes back, so what stays is copied.
      return { ...items, films: films.slice(), itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
    } finally {
      region.release();
    }
  },

  prepare({ films }) {
    return { known: new Set(films) };
  },

  foldIn(items, history) {
    return { vector: logisticVector(items, items.known, history) };
  },

  explain(items, user, item) {
    return explainLogistic(items, items.known, user, item);
  },
});
