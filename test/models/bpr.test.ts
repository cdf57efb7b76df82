import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { fit } from '../../src/models/registry.ts';
import { sequence } from '../../src/random.ts';
import { hasRealData, sampleOfMovieLens, withoutRealData } from '../fixtures/movielens.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 2 });

const sampled = 100;

/** How often a film that the person liked has a higher score than one that they did not: BPR's measure, the AUC. */
function pairsInOrder(scoresOf: (user: number) => ArrayLike<number>, ratings: Ratings): number {
  let [right, all] = [0, 0];
  for (let user = 0; user < Math.min(sampled, ratings.users.size); user++) {
    const { items, ratings: values } = historyOf(ratings.byUser, user);
    const liked = new Set(items.filter((_, at) => values[at] >= ratings.relevant));
    const scores = scoresOf(user);
    for (const item of liked) {
      for (let other = 0; other < ratings.items.size; other++) {
        if (liked.has(other) || Number.isNaN(scores[other])) continue;
        all++;
        right += Number(scores[item] > scores[other]);
      }
    }
  }
  return right / all;
}

const orderOf = (model: Model, ratings: Ratings): number =>
  pairsInOrder((user) => model.scoreAll(model.user(user)), ratings);

test('puts 90 % of the training pairs in order, for solved and for learned people; at random it would be half', async () => {
  const ratings = twoTastes();
  for (const users of ['solved', 'learned'] as const) {
    const model = await fit('bpr', ratings, { users, factors: 8 }, context);
    expect(orderOf(model, ratings)).toBeGreaterThan(0.9);
  }
});

test('an explanation of a solved person leaves no more than rounding to the rest', async () => {
  const ratings = twoTastes();
  const model = await fit('bpr', ratings, { factors: 10 }, context);
  for (const user of [0, 7, 30]) {
    for (let item = 0; item < 40; item++) {
      const rest = model.explain(model.user(user), item).contributions.find(({ because }) => because === 'rest');
      expect(Math.abs(rest!.amount)).toBeLessThan(1e-4);
    }
  }
});

test.skipIf(!hasRealData)(
  `orders as many held-out pairs as plain sequential BPR in float64, within .02 ${hasRealData ? '' : withoutRealData}`,
  async () => {
    const { training, test: heldOut } = sampleOfMovieLens();
    const options = { factors: 16, epochs: 20, learningRate: 0.1, regularization: 0.02, users: 'learned' } as const;
    const model = await fit('bpr', training, options, context);
    const found = orderOf(model, heldOut);
    const plain = sequentialBpr(training, options);
    const silent = model.scoreAll(model.user(0));
    const expected = pairsInOrder(
      (user) => plain(user).map((score, at) => (Number.isNaN(silent[at]) ? NaN : score)),
      heldOut,
    );
    expect(expected).toBeGreaterThan(0.8);
    expect(Math.abs(found - expected)).toBeLessThan(0.02);
  },
);

/** LearnBPR as published: pairs drawn with replacement, the other film from all that anyone liked. Returns scores. */
function sequentialBpr(
  ratings: Ratings,
  options: { factors: number; epochs: number; learningRate: number; regularization: number },
): (user: number) => Float64Array {
  const { factors, epochs, learningRate, regularization } = options;
  const random = sequence(1, 'plain BPR');
  const pairs = [...ratings.columns.value.keys()].filter((at) => ratings.columns.value[at] >= ratings.relevant);
  const { user: users, item: items } = ratings.columns;
  const likes = ratings.users.names.map(() => new Set<number>());
  for (const at of pairs) likes[users[at]].add(items[at]);
  const films = [...new Set(pairs.map((at) => items[at]))];
  const start = (): Float64Array => Float64Array.from({ length: factors + 1 }, () => (random() - 0.5) * 0.3);
  const p = ratings.users.names.map(() => start().fill(1, factors));
  const q = ratings.items.names.map(() => start().fill(0, factors));
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  for (let step = 0; step < epochs * pairs.length; step++) {
    const at = any(pairs);
    const other = any(films);
    if (likes[users[at]].has(other)) continue;
    const [taste, better, worse] = [p[users[at]], q[items[at]], q[other]];
    const rate = learningRate * (1 - Math.floor(step / pairs.length) / epochs);
    let x = 0;
    for (let f = 0; f <= factors; f++) x += taste[f] * (better[f] - worse[f]);
    const gradient = 1 / (1 + Math.exp(x));
    for (let f = 0; f <= factors; f++) {
      const [a, b, c] = [taste[f], better[f], worse[f]];
      if (f < factors) taste[f] += rate * (gradient * (b - c) - regularization * a);
      better[f] += rate * (gradient * a - regularization * b);
      worse[f] += rate * (-gradient * a - regularization * c);
    }
  }
  return (user) => Float64Array.from(q, (vector) => vector.reduce((sum, value, f) => sum + value * p[user][f], 0));
}
