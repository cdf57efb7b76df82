import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { neumf } from '../../src/kernels/reference/neumf.ts';
import { fit } from '../../src/models/registry.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 2 });
const small = { factors: 4, width: 8, layers: 2, epochs: 30, learningRate: 0.02 } as const;

test.each([{}, { pretrain: true }, { users: 'learned' }] as const)(
  'puts 80 % of the training pairs in order; at random it would be half: %j',
  async (form) => {
    const ratings = twoTastes();
    const model = await fit('neumf', ratings, { ...small, ...form }, context);
    let [right, all] = [0, 0];
    for (let user = 0; user < ratings.users.size; user++) {
      const { items, ratings: values } = historyOf(ratings.byUser, user);
      const liked = new Set(items.filter((_, at) => values[at] >= ratings.relevant));
      const scores = model.scoreAll(model.user(user));
      for (const item of liked) {
        scores.forEach((score, other) => {
          if (liked.has(other) || Number.isNaN(score)) return;
          all++;
          right += Number(scores[item] > score);
        });
      }
    }
    expect(right / all).toBeGreaterThan(0.8);
  },
);

test('scores are the logits of the saved numbers, in float64 and straight from the formula', async () => {
  const model = await fit('neumf', twoTastes(), small, context);
  const { shape, tower, itemVectors, userVectors, width } = model.state as unknown as Record<string, Float32Array> & {
    width: number;
  };
  const row = (rows: Float32Array, at: number) => rows.subarray(at * width, (at + 1) * width);
  for (const user of [0, 7, 30]) {
    const scores = model.scoreAll(model.user(user));
    for (let item = 0; item < 40; item++) {
      const logits = neumf({ shape, tower }, row(userVectors, user), row(itemVectors, item), () => [0, 0]);
      expect(scores[item]).toBeCloseTo(logits.ofTower + logits.ofProducts, 4);
    }
  }
});

test('an explanation of a solved person leaves less than a hundredth of what it explains to the rest', async () => {
  const model = await fit('neumf', twoTastes(), small, context);
  for (const user of [0, 7, 30]) {
    for (let item = 0; item < 40; item++) {
      const { contributions } = model.explain(model.user(user), item);
      const explained = contributions.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
      const rest = contributions.find(({ because }) => because === 'rest');
      expect(Math.abs(rest!.amount)).toBeLessThan(0.01 * explained);
    }
  }
});

test.each([{ vectorRate: 1, initialDeviation: 1 }, { learningRate: 0.5 }, { vectorRate: 1, batchSize: 8192 }])(
  'steps that are far too long end with an error that says what to lower, or with numbers: %j',
  async (far) => {
    const outcome = await fit('neumf', twoTastes(), { ...small, ...far }, context).then(
      (model) => Number.isFinite(model.predict(model.user(0), 0).rating),
      (error: { code: string }) => error.code === 'DIVERGED',
    );
    expect(outcome).toBe(true);
  },
);

test('one person who likes the only film, or nothing at all, still gets scores', async () => {
  for (const rating of [5, 1]) {
    const model = await fit('neumf', ratingsFrom([{ user: 'a', item: 'x', rating }]), small, context);
    expect(Number.isFinite(model.scoreAll(model.user(0))[0])).toBe(true);
  }
});
