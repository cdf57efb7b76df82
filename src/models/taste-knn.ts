import type { History } from '../dataset/history.ts';
import type { FilmVectors } from '../dataset/film-features.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { integer, real } from './contract/parameters.ts';
import { nearestTo, tasteTree, type Neighbor, type Taste } from './content/taste-tree.ts';

/** What is thought of a film that nothing speaks for or against. */
const even = 0.5;

export const tasteKnn = defineModel({
  name: 'taste-knn',
  summary: 'Whether this person liked the films that lie nearest to each among the vectors of films.',
  choose: 'To see a single taste at work, by a classifier of one’s own; for the best lists of new films take content.',
  reference: 'Cover, Hart 1967, Nearest neighbor pattern classification; weights after Dudani 1976; trees of ml-knn',
  feedback: 'implicit',
  scoresUnrated: true,
  byContent: true,
  needs: ['features'],
  parameters: {
    neighbors: integer({
      default: 10,
      min: 1,
      max: 200,
      scale: 'log',
      search: [3, 50],
      about: 'nearest rated films that are asked',
    }),
    dimensions: integer({
      default: 16,
      min: 1,
      max: 512,
      scale: 'log',
      search: [4, 64],
      about: 'numbers of a film’s vector that count, from the first; trees of many are slow',
    }),
    damping: real({
      default: 20,
      min: 0,
      max: 1000,
      search: [1, 100],
      about: 'neighbors’ worth, at the very place of a film, of even odds that it is liked',
    }),
  },
  matrices: { points: 'width' },

  memory({ users, items }, { dimensions }) {
    return 4 * (users + items * dimensions);
  },

  fit(ratings, { neighbors, dimensions, damping }) {
    const { width, points } = shortened(ratings.features!.vectors, dimensions);
    return { from: ratings.relevant, neighbors, damping, width, points };
  },

  foldIn(state, { items, ratings }: History) {
    return tasteTree(
      state,
      items,
      ratings.map((rating) => Number(rating >= state.from)),
    );
  },

  score(state, user, scores) {
    for (let item = 0; item < scores.length; item++) {
      const neighbors = nearestTo(state, user, item);
      if (neighbors) scores[item] = shareOf(state, user, neighbors);
    }
  },

  scoreItems(state, user, items, scores) {
    for (const [at, item] of items.entries()) {
      const neighbors = nearestTo(state, user, item);
      if (neighbors) scores[at] = shareOf(state, user, neighbors);
    }
  },

  explain(state, user, item) {
    const neighbors = nearestTo(state, user, item) ?? [];
    const total = totalOf(state, neighbors);
    const rated = neighbors.map(({ place, weight }): Contribution => {
      return {
        because: 'rated',
        item: user.items[place],
        amount: (weight * (user.likes[place] - even)) / total,
      };
    });
    return [{ because: 'average', amount: even }, ...rated];
  },

  /** The cosine of the vectors, which have length 1. */
  similar({ points, width }, item, similarities) {
    for (let other = 0; other < similarities.length; other++) {
      let sum = 0;
      for (let at = 0; at < width; at++) sum += points[item * width + at] * points[other * width + at];
      if (sum > 0) similarities[other] = sum;
    }
  },
});

/** The share of likes among the neighbors, and among as many who are at odds as the damping says. */
function shareOf(state: { damping: number }, { likes }: Taste, neighbors: readonly Neighbor[]): number {
  const total = totalOf(state, neighbors);
  return neighbors.reduce((sum, { place, weight }) => sum + (weight * (likes[place] - even)) / total, even);
}

const totalOf = ({ damping }: { damping: number }, neighbors: readonly Neighbor[]): number =>
  neighbors.reduce((sum, { weight }) => sum + weight, damping);

/** The first numbers of each vector, in rows of length 1; zeros where there are none. */
function shortened({ width, values }: FilmVectors, dimensions: number): { width: number; points: Float32Array } {
  const kept = Math.min(width, dimensions);
  const films = values.length / width;
  const points = new Float32Array(films * kept);
  for (let film = 0; film < films; film++) {
    const own = values.subarray(film * width, film * width + kept);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    if (length > 0)
      points.set(
        own.map((value) => value / length),
        film * kept,
      );
  }
  return { width: kept, points };
}
