import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { Ids } from '../../../src/dataset/ids.ts';
import { historyOf } from '../../../src/dataset/history.ts';
import { Ratings } from '../../../src/dataset/ratings.ts';
import { implicitDescent } from '../../../src/models/descent/implicit-descent.ts';
import { implicitStart, type ImplicitVectors } from '../../../src/models/descent/implicit-start.ts';
import { groupsFor } from '../../../src/models/descent/user-rounds.ts';
import { normal, sequence } from '../../../src/random.ts';

const options = {
  factors: 5,
  epochs: 12,
  learningRate: 0.01,
  regularization: 0.05,
  implicitLearningRate: 0.01,
  implicitRegularization: 0.05,
  initialDeviation: 0.1,
};

/** 750,000 ratings of three hidden tastes plus noise, films as popular as in life: the first are rated by nearly all. */
function manyTastes(): { training: Ratings; test: Ratings } {
  const [users, items] = [8500, 400];
  const random = sequence(5, 'many tastes');
  const trait = normal(5, 'traits', 0.6);
  const noise = normal(5, 'noise', 0.7);
  const traits = Float64Array.from({ length: 3 * (users + items) + items }, (_, at) => trait(at));
  const [user, item, value] = [[] as number[], [] as number[], [] as number[]];
  for (let someone = 0; someone < users; someone++) {
    for (let film = 0; film < items; film++) {
      if (random() > 1 / (1 + film / 35)) continue;
      let rating = 3.5 + noise(value.length) + traits[3 * (users + items) + film] / 2;
      for (let f = 0; f < 3; f++) rating += traits[3 * someone + f] * traits[3 * (users + film) + f];
      user.push(someone);
      item.push(film);
      value.push(Math.min(5, Math.max(1, rating)));
    }
  }
  const ids = (count: number): Ids => new Ids(Array.from({ length: count }, (_, at) => `${at}`));
  const columns = { user: Int32Array.from(user), item: Int32Array.from(item), value: Float32Array.from(value) };
  const meta = { scale: { min: 1, max: 5 }, feedback: 'explicit', relevant: 4 } as const;
  const all = new Ratings(ids(users), ids(items), columns, meta);
  return { training: all.filter((at) => at % 5 > 0), test: all.filter((at) => at % 5 === 0) };
}

const descend = (ratings: Ratings, threads: number): Promise<ImplicitVectors> =>
  implicitDescent(ratings, options, ratings.arena.region(), createContext({ seed: 2, threads }));

/** The same start and steps, but by a single group: all users one after another on the rows themselves. */
function descendAlone(ratings: Ratings): ImplicitVectors {
  const region = ratings.arena.region();
  const start = implicitStart(ratings, options, region, createContext({ seed: 2 }));
  const { length, userFactors, userOffsets, itemRows } = start;
  const { starts, indexes, values } = ratings.byUser;
  const arrays = [starts, indexes, values, userFactors, userOffsets, itemRows].map(({ byteOffset }) => byteOffset);
  const [a, b, c, d, e, f] = arrays;
  const rates = [options.learningRate, options.regularization] as const;
  const implicitRates = [options.implicitLearningRate, options.implicitRegularization] as const;
  const { svdpp } = ratings.arena.kernels;
  const scratch = region.float32(2 * length).byteOffset;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    svdpp(0, ratings.users.size, a, b, c, d, e, f, 0, 0, 0, length, ratings.mean, ...rates, ...implicitRates, scratch);
  }
  return start;
}

function rmse(
  { length, rowLength, userFactors, userOffsets, itemRows }: ImplicitVectors,
  { mean, byUser }: Ratings,
  tried: Ratings,
): number {
  let squares = 0;
  for (const [user, offset] of userOffsets.entries()) {
    const rated = historyOf(byUser, user).items;
    const vector = userFactors.slice(user * length, (user + 1) * length).map((p, f) => {
      let sum = 0;
      for (const item of rated) sum += itemRows[item * rowLength + length + f];
      return p + sum / Math.sqrt(rated.length);
    });
    const { items, ratings } = historyOf(tried.byUser, user);
    for (const [at, item] of items.entries()) {
      const row = itemRows.subarray(item * rowLength, (item + 1) * rowLength);
      const score = vector.reduce((sum, x, f) => sum + x * row[f], mean + offset + row[2 * length]);
      squares += (ratings[at] - score) ** 2;
    }
  }
  return Math.sqrt(squares / tried.size);
}

const { training, test: heldOut } = manyTastes();

// It is what lets the work be shared: the design asks for .001.
test('four groups that are merged nine times an epoch have an RMSE at most .001 above that of one', async () => {
  expect(groupsFor(training.size)).toBe(4);
  const [alone, shared] = [descendAlone(training), await descend(training, 2)];
  const [one, four] = [rmse(alone, training, heldOut), rmse(shared, training, heldOut)];
  const { value } = heldOut.columns;
  const deviation = Math.sqrt(value.reduce((sum, x) => sum + (x - training.mean) ** 2, 0) / value.length);
  expect(one).toBeLessThan(0.95 * deviation); // it did learn
  expect(four).toBeLessThan(one + 0.001);
});

test('ends the same, to the bit, on one, two and three threads', async () => {
  const [one, ...others] = await Promise.all([1, 2, 3].map((threads) => descend(training, threads)));
  for (const other of others) {
    expect(other.userFactors).toEqual(one.userFactors);
    expect(other.userOffsets).toEqual(one.userOffsets);
    expect(other.itemRows).toEqual(one.itemRows);
  }
});
