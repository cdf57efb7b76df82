import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { asOf } from '../../src/models/contract/as-of.ts';
import { fit } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const history = historyOf(ratings.byUser, 7);
const day = 86_400;

/** All rated films by how much they have in common with one, by a dense product of what the model has of each film. */
function nearest(state: Record<string, unknown>, film: number, count: number, weights: readonly number[]) {
  const { starts, indexes, values } = state as { starts: Uint32Array; indexes: Int32Array; values: Float32Array };
  const row = (of: number): Map<number, number> =>
    new Map(
      Array.from({ length: starts[of + 1] - starts[of] }, (_, at) => [
        indexes[starts[of] + at],
        values[starts[of] + at],
      ]),
    );
  const own = row(film);
  return Array.from(history.items, (item, place) => {
    const cosine = [...row(item)].reduce((sum, [column, value]) => sum + value * (own.get(column) ?? 0), 0);
    return { place, weight: item === film ? 0 : cosine * weights[place] };
  })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, count);
}

test.each([0, 0.001])(
  'a rating is the mean of deviations over the k films most alike, half-life %d',
  async (halfLife) => {
    const model = await fit('content-knn', ratings, { neighbors: 4, prior: 0.5, halfLife }, context);
    const { mean, itemOffsets, userDamping } = model.state as unknown as {
      mean: number;
      itemOffsets: Float32Array;
      userDamping: number;
    };
    const at = Math.max(...history.times!);
    const weights = Array.from(history.times!, (time) => (halfLife > 0 ? 2 ** -((at - time) / day / halfLife) : 1));
    const left = Array.from(history.items, (item, place) => history.ratings[place] - mean - itemOffsets[item]);
    const level = left.reduce((sum, value) => sum + value, 0) / (left.length + userDamping);
    const scores = model.scoreAll(asOf(model.foldIn(history), at));
    for (let film = 0; film < ratings.items.size; film++) {
      const found = nearest(model.state, film, 4, weights);
      const sum = found.reduce((total, { place, weight }) => total + weight * (left[place] - level), 0);
      const total = found.reduce((all, { weight }) => all + weight, 0.5);
      // Of films that are equally alike either may be the last that is let in.
      const all = nearest(model.state, film, 100, weights);
      if (all.length > 4 && Math.abs(all[4].weight - all[3].weight) < 1e-6) continue;
      expect(scores[film]).toBeCloseTo(mean + itemOffsets[film] + level + sum / total, 4);
    }
  },
);

test('for ranking, the liked films most alike lift a film above its level, the more the more alike', async () => {
  const model = await fit('content-knn', ratings, { objective: 'ranking', neighbors: 100, prior: 2, lift: 7 }, context);
  const { itemOffsets } = model.state as unknown as { itemOffsets: Float32Array };
  const isLiked = Array.from(history.ratings, (rating) => Number(rating >= 4));
  const scores = model.scoreAll(model.foldIn(history));
  for (let film = 0; film < ratings.items.size; film++) {
    const likeness = nearest(model.state, film, 100, isLiked).reduce((sum, { weight }) => sum + weight, 0);
    if (likeness === 0) expect(scores[film]).toBeNaN();
    else expect(scores[film]).toBeCloseTo(itemOffsets[film] + (7 * likeness) / (likeness + 2), 4);
  }
});

test('vectors have length 1', async () => {
  const { state } = await fit('content-knn', ratings, {}, context);
  const { starts, values } = state as unknown as { starts: Uint32Array; values: Float32Array };
  for (let film = 0; film < ratings.items.size; film++) {
    const own = values.subarray(starts[film], starts[film + 1]);
    expect(own.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
  }
});
