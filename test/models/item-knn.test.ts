import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { fit, type ModelOptions } from '../../src/models/registry.ts';
import { ratingsFrom, twoTastes, type Row } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const rows = (text: string): Row[] =>
  text.split(' ').map((triple) => ({ user: triple[0], item: triple[1], rating: Number(triple[2]) }));

// x is liked by a, b, c; y by a, b; z by c; nobody likes y and z both. So cos(x, y) = 2/√(3·2), cos(x, z) = 1/√3.
describe('ranking, by a pen', async () => {
  const ratings = ratingsFrom(rows('ax5 ay4 bx4 by5 cx5 cz4 dz2 dy5'));
  const options: ModelOptions<'item-knn'> = { objective: 'ranking', weights: 'none' };
  const model = await fit('item-knn', ratings, options, context);
  const [x, y, z] = ['x', 'y', 'z'].map((name) => ratings.items.indexOf(name));
  const likes = (...items: number[]) =>
    model.foldIn({ items: Int32Array.from(items), ratings: new Float32Array(items.length).fill(5) });
  const cosXY = 2 / Math.sqrt(3 * 3);
  const cosXZ = 1 / Math.sqrt(3);

  test('a score is the sum of the cosines with what is liked; what a film shares nothing with has no opinion', () => {
    const scores = model.scoreAll(likes(y));
    expect(scores[x]).toBeCloseTo(cosXY, 6);
    expect(scores[z]).toBeNaN();
    expect(model.scoreAll(likes(y, z))[x]).toBeCloseTo(cosXY + cosXZ, 6);
  });

  test('each liked film speaks for the films on its list only, which are those most like it', async () => {
    const single = await fit('item-knn', ratings, { ...options, neighbors: 1 }, context);
    const scores = single.scoreAll(single.foldIn({ items: Int32Array.of(x), ratings: Float32Array.of(5) }));
    expect(scores[y]).toBeCloseTo(cosXY, 6);
    expect(scores[z]).toBeNaN();
  });

  test('a film that was not liked says nothing', () => {
    const disliked = model.foldIn({ items: Int32Array.of(y), ratings: Float32Array.of(3) });
    expect(model.scoreAll(disliked)[x]).toBeNaN();
    expect(model.recommend(disliked, 1)).toMatchObject([{ item: x, fallback: 'no opinion' }]);
  });

  test('`positive: all` takes every rating for a sign of interest', async () => {
    const all = await fit('item-knn', ratings, { ...options, positive: 'all' }, context);
    // d rated both y and z, so now these two share one of 3 and 2 people.
    expect(all.similar(z, 5).find(({ item }) => item === y)?.score).toBeCloseTo(1 / Math.sqrt(3 * 2), 6);
  });
});

/** The rating of each person for each film as 1 where it is good and 0 elsewhere. */
const liked = ({ users, items, columns: { user, item, value } }: Ratings): number[][] => {
  const table = users.names.map(() => items.names.map(() => 0));
  for (let at = 0; at < value.length; at++) if (value[at] >= 4) table[user[at]][item[at]] = 1;
  return table;
};

// The formulas of Robertson and Walker 1994 (BM25) and of TF-IDF, film by film, with idf as the package implicit has it.
describe.each(['none', 'tf-idf', 'bm25'] as const)('ranking, weights: %s', async (weights) => {
  const ratings = twoTastes();
  const model = await fit('item-knn', ratings, { objective: 'ranking', weights, neighbors: 50 }, context);
  const table = liked(ratings);
  const [films, people] = [ratings.items.size, ratings.users.size];
  const fans = Array.from({ length: films }, (_, item) => table.reduce((sum, row) => sum + row[item], 0));
  const average = fans.reduce((sum, count) => sum + count, 0) / films;
  const vector = (item: number): number[] => {
    const raw = Array.from({ length: people }, (_, user) => {
      const idf = Math.log(films) - Math.log(1 + table[user].reduce((sum, one) => sum + one, 0));
      const bm25 = (2.2 / (1.2 * (0.25 + (0.75 * fans[item]) / average) + 1)) * idf;
      return table[user][item] * { none: 1, 'tf-idf': idf, bm25 }[weights];
    });
    const length = Math.sqrt(raw.reduce((sum, value) => sum + value ** 2, 0));
    return weights === 'bm25' || length === 0 ? raw : raw.map((value) => value / length);
  };
  const vectors = Array.from({ length: films }, (_, item) => vector(item));
  const product = (a: number, b: number): number => vectors[a].reduce((sum, x, at) => sum + x * vectors[b][at], 0);

  test('two films are as alike as the products of their weighted fans say', () => {
    for (let item = 0; item < films; item++) {
      const found = new Map(model.similar(item, 100).map(({ item: other, score }) => [other, score]));
      for (let other = 0; other < films; other++) {
        if (other !== item) expect(found.get(other) ?? 0).toBeCloseTo(product(item, other), 5);
      }
    }
  });

  test('a score is the sum of the likenesses with all that is liked', () => {
    for (let user = 0; user < people; user++) {
      const scores = model.scoreAll(model.user(user));
      for (let item = 0; item < films; item++) {
        const expected = table[user].reduce((sum, like, at) => sum + (at === item ? 0 : like * product(at, item)), 0);
        if (expected === 0) expect(scores[item]).toBeNaN();
        else expect(scores[item]).toBeCloseTo(expected, 4);
      }
    }
  });
});
