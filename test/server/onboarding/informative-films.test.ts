import { describe, expect, it } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { historyOf } from '../../../src/dataset/history.ts';
import type { Ratings } from '../../../src/dataset/ratings.ts';
import { ndcg } from '../../../src/metrics/ndcg.ts';
import type { Model } from '../../../src/models/contract/model.ts';
import { fit } from '../../../src/models/registry.ts';
import { sequence } from '../../../src/random.ts';
import { informativeFilms } from '../../../src/server/onboarding/informative-films.ts';
import { allOfMovieLens, hasRealData, withoutRealData } from '../../fixtures/movielens.ts';
import { backgroundOf, listOf } from '../../fixtures/judged-lists.ts';

const context = createContext();
/** How many films a newcomer rates. */
const rated = 10;
const folds = 3;

/** The measure of Rashid et al. 2002: ln(ratings) · the entropy of the ratings. */
function entropyOrder({ byItem, items }: Ratings): number[] {
  const worth = items.names.map((_, item) => {
    const own = byItem.values.subarray(byItem.starts[item], byItem.starts[item + 1]);
    const counts = new Map<number, number>();
    for (const value of own) counts.set(value, (counts.get(value) ?? 0) + 1);
    const entropy = [...counts.values()].reduce((sum, n) => sum - (n / own.length) * Math.log(n / own.length), 0);
    return own.length > 0 ? Math.log(own.length) * entropy : 0;
  });
  return [...worth.keys()].sort((a, b) => worth[b] - worth[a] || a - b);
}

/** NDCG@10 of the other half of a newcomer's ratings, once they have rated the first ten films of an order that they know. */
function quality(model: Model, order: readonly number[], known: Map<number, number>, wanted: Set<number>): number {
  const told = order.filter((item) => known.has(item)).slice(0, rated);
  const items = Int32Array.from(told).sort();
  const user = model.foldIn({ items, ratings: Float32Array.from(items, (item) => known.get(item)!) });
  const hits = model.recommend(user, 10, (item) => !known.has(item)).map(({ item }) => Number(wanted.has(item)));
  return ndcg.of(listOf(hits, wanted.size), 10, backgroundOf([]));
}

describe.skipIf(!hasRealData)(
  `films to rate first, on MovieLens${hasRealData ? '' : ` (skipped: ${withoutRealData})`}`,
  () => {
    it('make for better lists than as many of the best known, by popularity times entropy, or at random', async () => {
      const all = allOfMovieLens(10);
      const fold = sequence(1, 'folds');
      const foldOf = all.users.names.map(() => Math.floor(fold() * folds));
      const half = sequence(2, 'halves');
      const results: Record<string, number[]> = { telling: [], popular: [], entropy: [], random: [] };
      for (let n = 0; n < folds; n++) {
        const training = all.filter((at) => foldOf[all.columns.user[at]] !== n);
        const model = await fit('ease', training, {}, context);
        const { counts } = model.seen;
        const popular = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
        const orders = {
          telling: [...(await informativeFilms(model.seen, context)), ...popular],
          popular,
          entropy: entropyOrder(training),
        };
        for (const user of all.users.names.keys()) {
          if (foldOf[user] !== n) continue;
          const { items, ratings } = historyOf(all.byUser, user);
          const [known, wanted] = [new Map<number, number>(), new Set<number>()];
          items.forEach((item, at) => {
            if (half() < 0.5) known.set(item, ratings[at]);
            else if (ratings[at] >= 4) wanted.add(item);
          });
          if (known.size < rated || wanted.size === 0) continue;
          for (const [name, order] of Object.entries(orders))
            results[name].push(quality(model, [...new Set(order)], known, wanted));
          const chance = sequence(user, 'random');
          const shuffled = popular.slice(0, 200).sort(() => chance() - 0.5);
          results['random'].push(quality(model, shuffled, known, wanted));
        }
      }
      const mean = (name: string): number =>
        results[name].reduce((sum, value) => sum + value, 0) / results[name].length;
      expect(mean('telling')).toBeGreaterThan(mean('entropy'));
      expect(mean('telling')).toBeGreaterThan(mean('random'));
      expect(mean('telling')).toBeGreaterThan(mean('popular'));
    });
  },
);
