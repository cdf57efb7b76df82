import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { fit, type ModelOptions } from '../../src/models/registry.ts';
import { ratingsFrom, twoTastes, type Row } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const rows = (text: string): Row[] =>
  text.split(' ').map((triple) => ({ user: triple[0], item: triple[1], rating: Number(triple[2]) }));

// x is liked by a, b, c; y by a, b; z by c; nobody likes y and z both. So cos(x, y) = 2/√(3·2), cos(x, z) = 1/√3.
describe('ranking, by a pen', async () => {
  const ratings = ratingsFrom(rows('ax5 ay4 bx4 by5 cx5 cz4 dz2 dy5'));
  const options: ModelOptions<'item-knn'> = { objective: 'ranking', shrinkage: 0 };
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

  test('of several only the most similar count', async () => {
    const single = await fit('item-knn', ratings, { ...options, neighbors: 1 }, context);
    const both = { items: Int32Array.of(y, z), ratings: Float32Array.of(5, 5) };
    expect(single.scoreAll(single.foldIn(both))[x]).toBeCloseTo(Math.max(cosXY, cosXZ), 6);
  });

  test('a film that was not liked says nothing', () => {
    const disliked = model.foldIn({ items: Int32Array.of(y), ratings: Float32Array.of(3) });
    expect(model.scoreAll(disliked)[x]).toBeNaN();
    expect(model.recommend(disliked, 1)).toMatchObject([{ item: x, fallback: 'no opinion' }]);
  });

  test('shrinkage weighs by common fans: 2 of 2 + 3', async () => {
    const shrunk = await fit('item-knn', ratings, { ...options, shrinkage: 3 }, context);
    expect(shrunk.similar(x, 5).map(({ item, score }) => [item, score])).toEqual([
      [y, expect.closeTo((cosXY * 2) / 5, 6) as number],
      [z, expect.closeTo(cosXZ / 4, 6) as number],
    ]);
  });

  test('`positive: all` takes every rating for a sign of interest', async () => {
    const all = await fit('item-knn', ratings, { ...options, positive: 'all' }, context);
    // d rated both y and z, so now these two share one of 3 and 2 people.
    expect(all.similar(z, 5).find(({ item }) => item === y)?.score).toBeCloseTo(1 / Math.sqrt(3 * 2), 6);
  });
});

// Koren 2010, eq. 5, over the items that the model itself calls similar, with all numbers in double precision.
describe.each([
  { similarity: 'pearson-baseline', neighbors: 5 },
  { similarity: 'pearson', neighbors: 40, prior: 0 },
  { similarity: 'cosine', neighbors: 2, shrinkage: 0, prior: 3 },
] as const)('rating with %j', (options) => {
  test('is the baseline plus the weighted mean of what it leaves of the most similar rated films', async () => {
    const ratings = twoTastes();
    const model = await fit('item-knn', ratings, options, context);
    const { mean, userDamping, prior, itemOffsets } = model.state as {
      [name: string]: number;
    } & { itemOffsets: Float32Array };
    const similarity = ratings.items.names.map((_, item) => {
      const list = model.similar(item, 1e9);
      return new Map(list.map(({ item: other, score }) => [other, score]));
    });
    let tried = 0;
    for (let user = 0; user < ratings.users.size; user++) {
      const { items, ratings: values } = historyOf(ratings.byUser, user);
      const left = Array.from(values, (value, at) => value - mean - itemOffsets[items[at]]);
      const offset = left.reduce((sum, x) => sum + x, 0) / (left.length + userDamping);
      const scores = model.scoreAll(model.user(user));
      for (const item of itemOffsets.keys()) {
        const near = Array.from(items, (other, at) => ({ other, at, weight: similarity[other].get(item) ?? 0 }))
          .filter(({ weight }) => weight > 0)
          .sort((a, b) => b.weight - a.weight || a.other - b.other)
          .slice(0, options.neighbors);
        if (near.length === 0) {
          expect(scores[item]).toBeNaN();
          continue;
        }
        const total = near.reduce((sum, { weight }) => sum + weight, 0);
        const weighted = near.reduce((sum, { weight, at }) => sum + weight * (left[at] - offset), 0);
        expect(scores[item]).toBeCloseTo(mean + itemOffsets[item] + offset + weighted / (total + prior), 4);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(1000);
  });
});
