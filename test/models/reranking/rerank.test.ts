import { expect, test } from 'vitest';
import { candidatesFor, rerank } from '../../../src/models/reranking/rerank.ts';

const likeness = (a: number, b: number): number => Number(a % 2 === b % 2);
const scores = [5, 4, 3, 2, 1];
const counts = [900, 10, 300, 40, 2];

test('with diversity and novelty 0 the candidates stay as they are', () => {
  expect(rerank(scores, counts, 3, { diversity: 0, novelty: 0 }, likeness)).toEqual([0, 1, 2]);
  expect(rerank(scores, counts, 9, { diversity: 0, novelty: 0 }, likeness)).toEqual([0, 1, 2, 3, 4]);
});

test('novelty lets the less known pass, and diversity works on what it leaves', () => {
  const newer = rerank(scores, counts, 5, { diversity: 0, novelty: 1 }, likeness);
  expect(newer.indexOf(1)).toBeLessThan(newer.indexOf(0));
  const [first, second] = rerank(scores, counts, 2, { diversity: 1, novelty: 1 }, likeness);
  expect(first).toBe(newer[0]);
  expect(second % 2).not.toBe(first % 2);
});

test('there is enough to choose from, and not too much for short lists', () => {
  expect([1, 10, 20, 100].map(candidatesFor)).toEqual([200, 200, 200, 1000]);
});
