import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { fit } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';
import { neighborhood } from '../oracles/neighborhood.ts';

const ratings = twoTastes();
const models = [
  { name: 'user-knn', side: 'user' },
  { name: 'item-knn', side: 'item' },
] as const;
const forms = ['baseline', 'centered', 'z-score', 'basic'] as const;
const similarities = ['pearson-baseline', 'pearson', 'cosine', 'adjusted-cosine', 'msd', 'jaccard'] as const;
const usual = { neighbors: 7, minimumNeighbors: 1, shrinkage: 20, prior: 0.1 };
const cases = [
  ...forms.map((form) => ({ ...usual, form, similarity: 'msd' as const })),
  ...similarities.map((similarity) => ({ ...usual, form: 'baseline' as const, similarity })),
  { ...usual, form: 'centered', similarity: 'cosine', neighbors: 1000, prior: 0 },
  { ...usual, form: 'z-score', similarity: 'pearson', neighbors: 1, shrinkage: 0 },
  { ...usual, form: 'basic', similarity: 'jaccard', minimumNeighbors: 7 },
  { ...usual, form: 'centered', similarity: 'pearson', minimumNeighbors: 3, neighbors: 12 },
] as const;

describe.each(models)('$name', ({ name, side }) => {
  test.each(cases)('predicts what the dense float64 formulas give, with %j', async (given) => {
    const options = { ...given, userDamping: 15, itemDamping: 10, sweeps: 10 };
    const model = await fit(name, ratings, options, createContext({ threads: 1 }));
    const expected = neighborhood(ratings, { ...options, side });
    let [tried, without] = [0, 0];
    for (let user = 0; user < ratings.users.size; user++) {
      const scores = model.scoreAll(model.user(user));
      for (let item = 0; item < ratings.items.size; item++) {
        if (Number.isNaN(expected[user][item])) {
          expect(scores[item]).toBeNaN();
          without++;
          continue;
        }
        expect(scores[item]).toBeCloseTo(expected[user][item], 4);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(1000);
    expect(without).toBeGreaterThan(0); // at least the two films that nobody rated
  });

  test.each(forms)('scores some films as among all, to the bit, form %s', async (form) => {
    const model = await fit(name, ratings, { form, neighbors: 9, minimumNeighbors: 2 }, createContext({ threads: 1 }));
    const some = Int32Array.of(41, 3, 17, 0, 3, 38, 40);
    for (let user = -1; user < ratings.users.size; user++) {
      const [someone, another] = [model.user(user), model.user(user)];
      const all = model.scoreAll(someone);
      const predicted = model.predictItems(another, some).filter(({ fallback }) => !fallback);
      const known = [...some].filter((item) => !Number.isNaN(all[item]));
      expect(predicted).toEqual(known.map((item) => ({ rating: Math.min(5, Math.max(1, all[item])) })));
    }
  });

  test('scores people in a batch on two threads as one by one, to the bit', async () => {
    const model = await fit(name, ratings, {}, createContext({ threads: 1 }));
    const people = ratings.users.names.map((_, user) => model.user(user));
    people.push(model.user(-1), model.foldIn(historyOf(ratings.byUser, 3)));
    let at = 0;
    for await (const { user, scores } of model.scoreUsers(people, createContext({ threads: 2 }))) {
      expect(user).toBe(people[at++]);
      expect(scores).toEqual(model.scoreAll(user));
    }
    expect(at).toBe(people.length);
  });
});
