import { describe, expect, test } from 'vitest';
import { maximalMarginalRelevance } from '../../../src/models/reranking/maximal-marginal-relevance.ts';
import { sequence } from '../../../src/random.ts';

/** By the definition: for each place, every candidate with its likeness to each of those chosen before. */
function naive(scores: number[], k: number, diversity: number, likeness: (a: number, b: number) => number): number[] {
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const chosen: number[] = [];
  while (chosen.length < Math.min(k, scores.length)) {
    const worth = scores.map((score, place) => {
      if (chosen.includes(place)) return -Infinity;
      const relevance = high > low ? (score - low) / (high - low) : 0;
      return (1 - diversity) * relevance - diversity * Math.max(0, ...chosen.map((other) => likeness(other, place)));
    });
    chosen.push(worth.indexOf(Math.max(...worth)));
  }
  return chosen;
}

const random = sequence(3, 'reranking');
const candidates = (count: number) => {
  const scores = Array.from({ length: count }, () => 10 * random() - 5).sort((a, b) => b - a);
  const alike = Array.from({ length: count }, () => Array.from({ length: count }, () => Math.round(4 * random()) / 4));
  return { scores, likeness: (a: number, b: number): number => alike[Math.min(a, b)][Math.max(a, b)] };
};

describe('maximal marginal relevance', () => {
  test.each([0, 0.1, 0.5, 0.9, 1])('with diversity %d chooses as the definition does', (diversity) => {
    for (const [count, k] of [
      [30, 10],
      [7, 7],
      [5, 9],
      [1, 1],
      [0, 3],
    ]) {
      const { scores, likeness } = candidates(count);
      expect(maximalMarginalRelevance(scores, k, diversity, likeness)).toEqual(naive(scores, k, diversity, likeness));
    }
  });

  test('with diversity 0 is the best k in their order, equal scores too', () => {
    const { likeness } = candidates(6);
    expect(maximalMarginalRelevance([5, 4, 4, 4, 2, 1], 5, 0, likeness)).toEqual([0, 1, 2, 3, 4]);
  });

  test('with diversity 1 takes after the best one of each kind before a second of any', () => {
    const kinds = [0, 0, 0, 1, 1, 2];
    const likeness = (a: number, b: number): number => Number(kinds[a] === kinds[b]);
    expect(maximalMarginalRelevance([6, 5, 4, 3, 2, 1], 6, 1, likeness)).toEqual([0, 3, 5, 1, 2, 4]);
  });

  test('does not depend on the unit and the zero of scores', () => {
    const { scores, likeness } = candidates(20);
    const scaled = scores.map((score) => 1000 + score / 1024);
    expect(maximalMarginalRelevance(scaled, 10, 0.4, likeness)).toEqual(
      maximalMarginalRelevance(scores, 10, 0.4, likeness),
    );
  });
});
