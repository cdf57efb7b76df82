import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { splitRatings } from '../../src/dataset/splits/split-ratings.ts';
import type { SplitOptions } from '../../src/dataset/splits/split.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import { definitionOf } from '../../src/models/registry.ts';
import { trialRunner, type TrialMaterial } from '../../src/tuning/trial-runner.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const ratings = twoTastes();
const { columns, users, items, meta } = ratings;
const relevant = 4;
const context = createContext({ threads: 2 });

const materialOf = (model: string, key: string, split: string, options: Partial<SplitOptions> = {}): TrialMaterial => ({
  ...{ model, key, relevant, users: users.names, items: items.names, genres: [], columns, meta, split },
  rounds: splitRatings(split, { ...columns, users: users.size, items: items.size }, options),
});

test('the figure of k folds is that of fits with one seed after the other, over all held-out ratings', async () => {
  const material = materialOf('svd', 'rmse', 'kfold', { folds: 3 });
  const parameters = { epochs: 3, factors: 8, users: 'learned' };
  const errors: number[] = [];
  for (const [round, roles] of material.rounds.entries()) {
    const training = ratings.filter((at) => roles[at] === role.train);
    const seeded = createContext({ threads: 2, seed: context.seed + round });
    const model = await fitModel(definitionOf('svd'), training, parameters, seeded);
    for (const [at, rating] of columns.value.entries()) {
      if (roles[at] !== role.test) continue;
      errors.push(rating - model.predict(model.user(columns.user[at]), columns.item[at]).rating);
    }
  }
  expect(errors).toHaveLength(ratings.size);
  const expected = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  const { value } = await trialRunner(material, context)(parameters);
  expect(value).toBeCloseTo(expected, 9);
});

describe('films that nobody rated in training', () => {
  /** NDCG at k of a random order of the films, on average, with so many good ones among them. */
  function byChance(films: number, good: number, k: number): number {
    const gains = Array.from({ length: Math.min(k, films) }, (_, at) => 1 / Math.log2(at + 2));
    const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
    return ((good / films) * sum(gains)) / sum(gains.slice(0, good));
  }

  test('are listed where films are held out: what knows nothing of them is as good as chance', async () => {
    const material = materialOf('popularity', 'ndcg@5', 'held-out-films', { share: 0.5, repeats: 20 });
    const expected: number[] = [];
    for (const roles of material.rounds) {
      const held = [...roles.keys()].filter((at) => roles[at] === role.test);
      const films = new Set(held.map((at) => columns.item[at])).size;
      for (let user = 0; user < users.size; user++) {
        const good = held.filter((at) => columns.user[at] === user && columns.value[at] >= relevant).length;
        if (good > 0) expected.push(byChance(films, good, 5));
      }
    }
    const mean = expected.reduce((sum, one) => sum + one, 0) / expected.length;
    expect(mean).toBeGreaterThan(0.1);
    const { value } = await trialRunner(material, context)({});
    // Over a thousand lists, whose NDCG deviates by less than .4 each: four standard errors.
    expect(expected.length).toBeGreaterThan(900);
    expect(Math.abs(value! - mean)).toBeLessThan((4 * 0.4) / Math.sqrt(expected.length));
  });

  test('cannot be listed with other splits, where they count as missed', async () => {
    const material = materialOf('popularity', 'ndcg@5', 'held-out-films', { share: 0.5 });
    expect(await trialRunner({ ...material, split: 'by-user' }, context)({})).toMatchObject({ value: 0 });
  });
});
