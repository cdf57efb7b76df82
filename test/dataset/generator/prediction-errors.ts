import { normal, shuffled } from '../../../src/random.ts';

export interface Triplet {
  readonly user: number;
  readonly item: number;
  readonly value: number;
}
interface Sizes {
  readonly users: number;
  readonly items: number;
}
type Predict = (user: number, item: number) => number;

/** A second, plain implementation of three predictors, each judged by its RMSE on a random fifth. */
export const meanError = (triplets: readonly Triplet[]): number => judge(triplets, (training) => meanOf(training));

export const biasError = (triplets: readonly Triplet[], sizes: Sizes): number =>
  judge(triplets, (training) => biasOf(training, sizes));

export const factorError = (triplets: readonly Triplet[], sizes: Sizes): number =>
  judge(triplets, (training) => factorsOf(training, sizes));

function judge(triplets: readonly Triplet[], fit: (training: Triplet[]) => Predict): number {
  const order = [...shuffled(triplets.length, 1, 'fifths')].map((at) => triplets[at]);
  const test = order.splice(0, Math.floor(order.length / 5));
  const predict = fit(order);
  const squares = test.map(({ user, item, value }) => (value - Math.min(5, Math.max(0.5, predict(user, item)))) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / test.length);
}

function meanOf(training: readonly Triplet[]): Predict {
  const mean = training.reduce((sum, { value }) => sum + value, 0) / training.length;
  return () => mean;
}

/** Damped means, users and items in turn (Koren 2010). */
function biasOf(training: readonly Triplet[], { users, items }: Sizes): Predict {
  const mean = meanOf(training)(0, 0);
  const ofUser = new Float64Array(users);
  const ofItem = new Float64Array(items);
  for (let round = 0; round < 8; round++) {
    const sums = [new Float64Array(users), new Float64Array(items)];
    const counts = [new Float64Array(users).fill(15), new Float64Array(items).fill(10)];
    for (const { user, item, value } of training) {
      sums[1][item] += value - mean - ofUser[user];
      counts[1][item]++;
    }
    for (let item = 0; item < items; item++) ofItem[item] = sums[1][item] / counts[1][item];
    for (const { user, item, value } of training) {
      sums[0][user] += value - mean - ofItem[item];
      counts[0][user]++;
    }
    for (let user = 0; user < users; user++) ofUser[user] = sums[0][user] / counts[0][user];
  }
  return (user, item) => mean + ofUser[user] + ofItem[item];
}

/** Twelve factors on what the biases leave, by gradient descent. */
function factorsOf(training: readonly Triplet[], sizes: Sizes): Predict {
  const factors = 12;
  const bias = biasOf(training, sizes);
  const vectors = (count: number, purpose: string): Float64Array => {
    const random = normal(1, purpose, 0.1);
    return Float64Array.from({ length: count * factors }, (_, at) => random(at));
  };
  const ofUser = vectors(sizes.users, 'users');
  const ofItem = vectors(sizes.items, 'items');
  const predict: Predict = (user, item) => {
    let sum = bias(user, item);
    for (let f = 0; f < factors; f++) sum += ofUser[user * factors + f] * ofItem[item * factors + f];
    return sum;
  };
  for (let epoch = 0; epoch < 40; epoch++) {
    for (const { user, item, value } of training) {
      const error = value - predict(user, item);
      for (let f = 0; f < factors; f++) {
        const [p, q] = [user * factors + f, item * factors + f];
        const taste = ofUser[p];
        ofUser[p] += 0.015 * (error * ofItem[q] - 0.08 * taste);
        ofItem[q] += 0.015 * (error * taste - 0.08 * ofItem[q]);
      }
    }
  }
  return predict;
}
