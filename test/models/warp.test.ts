import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { rankWeights } from '../../src/models/descent/pairwise-descent.ts';
import { fit } from '../../src/models/registry.ts';
import { sequence } from '../../src/random.ts';
import { hasRealData, sampleOfMovieLens, withoutRealData } from '../fixtures/movielens.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 2 });

test('a step weighs ln max(1, ⌊(films − 1) / tries⌋): by hand for 100 films', () => {
  const weights = rankWeights(100, 60);
  expect(weights[0]).toBeCloseTo(Math.log(99), 6);
  expect(weights[9]).toBeCloseTo(Math.log(9), 6);
  expect(weights[49]).toBe(0);
  expect(weights[59]).toBe(0);
});

test('an explanation of a solved person leaves no more than rounding to the rest', async () => {
  const ratings = twoTastes();
  const model = await fit('warp', ratings, { factors: 10 }, context);
  for (const user of [0, 7, 30]) {
    for (let item = 0; item < 40; item++) {
      const rest = model.explain(model.user(user), item).contributions.find(({ because }) => because === 'rest');
      expect(Math.abs(rest!.amount)).toBeLessThan(1e-4);
    }
  }
});

test('steps that are far too long give DIVERGED, and what to lower', async () => {
  await expect(
    fit('warp', twoTastes(), { learningRate: 1, regularization: 100, epochs: 200 }, context),
  ).rejects.toMatchObject({ code: 'DIVERGED', hint: expect.stringContaining('learningRate=0.25') as string });
});

const sampled = 200;

/** How many of the films that someone held back and liked are among the 20 that are recommended. */
function recall(scoresOf: (user: number) => ArrayLike<number>, training: Ratings, heldOut: Ratings): number {
  let [hits, all] = [0, 0];
  for (let user = 0; user < sampled; user++) {
    const { items, ratings: values } = historyOf(heldOut.byUser, user);
    const good = items.filter((_, at) => values[at] >= heldOut.relevant);
    const seen = new Set(historyOf(training.byUser, user).items);
    const scores = scoresOf(user);
    const list = [...heldOut.items.names.keys()]
      .filter((item) => !seen.has(item) && !Number.isNaN(scores[item]))
      .sort((a, b) => scores[b] - scores[a])
      .slice(0, 20);
    hits += list.filter((item) => good.includes(item)).length;
    all += good.length;
  }
  return hits / all;
}

test.skipIf(!hasRealData)(
  `finds as many held-out films as plain sequential WARP in float64, within .02 ${hasRealData ? '' : withoutRealData}`,
  async () => {
    const { training, test: heldOut } = sampleOfMovieLens();
    const options = { factors: 16, epochs: 15, learningRate: 0.02, regularization: 1, tries: 10 };
    const model = await fit('warp', training, { ...options, users: 'learned' }, context);
    const silent = model.scoreAll(model.user(0));
    const found = recall((user) => model.scoreAll(model.user(user)), training, heldOut);
    const plain = sequentialWarp(training, options);
    const expected = recall(
      (user) => plain(user).map((score, item) => (Number.isNaN(silent[item]) ? NaN : score)),
      training,
      heldOut,
    );
    expect(expected).toBeGreaterThan(0.1);
    expect(Math.abs(found - expected)).toBeLessThan(0.02);
  },
);

/** WARP as published: pairs drawn with replacement, the other film from all that anyone liked. Returns scores. */
function sequentialWarp(
  ratings: Ratings,
  options: Record<'factors' | 'epochs' | 'learningRate' | 'regularization' | 'tries', number>,
): (user: number) => Float64Array {
  const { factors, epochs, learningRate, regularization, tries } = options;
  const random = sequence(1, 'plain WARP');
  const { user: users, item: items, value } = ratings.columns;
  const pairs = [...value.keys()].filter((at) => value[at] >= ratings.relevant);
  const likes = ratings.users.names.map(() => new Set<number>());
  for (const at of pairs) likes[users[at]].add(items[at]);
  const films = [...new Set(pairs.map((at) => items[at]))];
  const start = (): Float64Array => Float64Array.from({ length: factors + 1 }, () => (random() - 0.5) * 0.3);
  const p = ratings.users.names.map(() => start().fill(1, factors));
  const q = ratings.items.names.map(() => start().fill(0, factors));
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  const score = (taste: Float64Array, film: Float64Array): number => {
    let sum = 0;
    for (let f = 0; f <= factors; f++) sum += taste[f] * film[f];
    return sum;
  };
  for (let step = 0; step < epochs * pairs.length; step++) {
    const at = any(pairs);
    const [taste, better] = [p[users[at]], q[items[at]]];
    const rate = learningRate * (1 - Math.floor(step / pairs.length) / epochs);
    for (let tried = 1; tried <= tries; tried++) {
      const other = any(films);
      if (likes[users[at]].has(other) || score(taste, q[other]) <= score(taste, better) - 1) continue;
      const worse = q[other];
      const weight = Math.log(Math.max(1, Math.floor((films.length - 1) / tried)));
      for (let f = 0; f <= factors; f++) {
        const [a, b, c] = [taste[f], better[f], worse[f]];
        if (f < factors) taste[f] += rate * (weight * (b - c) - regularization * a);
        better[f] += rate * (weight * a - regularization * b);
        worse[f] += rate * (-weight * a - regularization * c);
      }
      break;
    }
  }
  return (user) => Float64Array.from(q, (film) => score(p[user], film));
}
