import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { Arena } from '../../../src/kernels/arena.ts';
import { adam } from '../../../src/kernels/reference/adam.ts';
import { drawFilm, permuted } from '../../../src/kernels/reference/neumf-examples.ts';
import { neumf } from '../../../src/kernels/reference/neumf.ts';
import { mix } from '../../../src/kernels/reference/random.ts';
import { neumfDescent } from '../../../src/models/neural/neumf-descent.ts';
import { uniform } from '../../../src/random.ts';

const options = {
  factors: 5,
  width: 12,
  layers: 2,
  pretrain: false,
  learningRate: 0.01,
  vectorRate: 0.2,
  regularization: 0.05,
  batchSize: 64,
  negatives: 3,
  initialDeviation: 0.3,
};
const filmCount = 31;
const own = Array.from({ length: 23 }, (_, user) =>
  Int32Array.from({ length: 30 }, (_, film) => film).filter((film) => (user * 7 + film * film) % 11 < user % 5),
);

/** What descent learns in so many epochs; in none, it is where it starts. */
async function learn(epochs: number, threads: number, pretrain = false) {
  const arena = new Arena();
  const region = arena.region();
  const starts = new Uint32Array(own.length + 1);
  own.forEach((films, user) => (starts[user + 1] = starts[user] + films.length));
  const liked = {
    starts: region.place(starts),
    indexes: region.place(Int32Array.from(own.flatMap((films) => [...films]))),
    values: new Float32Array(0),
  };
  const films = region.place(Int32Array.from({ length: 30 }, (_, film) => film));
  const context = createContext({ threads, seed: 9 });
  return neumfDescent(liked, films, filmCount, { ...options, pretrain, epochs }, region, context);
}

/** Two epochs as the documentation tells them, in float64 and example by example. */
async function naive() {
  const { shape, width, towerSize, ...start } = await learn(0, 1);
  const [tower, users, items] = [start.tower, start.userVectors, start.itemVectors].map((of) => Float64Array.from(of));
  const pairs = own.flatMap((films, user) => [...films].map((film) => ({ user, film })));
  const examples = pairs.length * (1 + options.negatives);
  const batchSize = Math.min(options.batchSize, Math.ceil(examples / 100));
  const steps = 2 * Math.ceil(examples / batchSize);
  const moments = { first: new Float64Array(towerSize), second: new Float64Array(towerSize) };
  const films = Array.from({ length: 30 }, (_, film) => film);
  let step = 0;
  for (let epoch = 0; epoch < 2; epoch++) {
    const [orderKey, drawKey] = ['neumf.order', 'neumf.others'].map((purpose) =>
      Math.floor(uniform(9, purpose)(epoch) * 2 ** 32),
    );
    for (let first = 0; first < examples; first += batchSize, step++) {
      const count = Math.min(batchSize, examples - first);
      const byTower = new Float64Array(towerSize);
      const updates: { rows: Float64Array; at: number; gradient: Float64Array }[] = [];
      for (let place = first; place < first + count; place++) {
        const example = permuted(place, examples, orderKey);
        const { user, film: liked } = pairs[Math.floor(example / (1 + options.negatives))];
        const isLiked = example % (1 + options.negatives) === 0;
        const film = isLiked ? liked : drawFilm(new Set(own[user]), films, mix(example) + drawKey);
        expect(film).toBeGreaterThanOrEqual(0);
        const [p, q] = [users.slice(user * width, (user + 1) * width), items.slice(film * width, (film + 1) * width)];
        const gradients = neumf(
          { shape, tower },
          p,
          q,
          (t, x) => {
            const error = 1 / (1 + Math.exp(-t - x)) - Number(isLiked);
            return [error, error];
          },
          byTower,
        );
        updates.push({ rows: users, at: user, gradient: gradients.byUser });
        updates.push({ rows: items, at: film, gradient: gradients.byItem });
      }
      const left = 1 - step / steps;
      for (const { rows, at, gradient } of updates) {
        for (let f = 0; f < width; f++) {
          const pull = f < width - 1 ? options.regularization * rows[at * width + f] : 0;
          rows[at * width + f] -= options.vectorRate * left * (gradient[f] + pull);
        }
      }
      const sizes = { rate: options.learningRate * left, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
      adam(
        tower,
        byTower.map((sum) => sum / count),
        moments,
        step + 1,
        sizes,
      );
    }
  }
  return { tower, users, items };
}

const distance = (found: ArrayLike<number>, expected: ArrayLike<number>): number => {
  let [squares, whole] = [0, 0];
  for (let at = 0; at < expected.length; at++) {
    squares += (found[at] - expected[at]) ** 2;
    whole += expected[at] ** 2;
  }
  return Math.sqrt(squares / whole);
};

test('two epochs of drawing, descent and Adam end where a naive loop in float64 does, within 1e-3', async () => {
  const [start, found, expected] = [await learn(0, 1), await learn(2, 2), await naive()];
  for (const [before, after, oracle] of [
    [start.tower, found.tower, expected.tower],
    [start.userVectors, found.userVectors, expected.users],
    [start.itemVectors, found.itemVectors, expected.items],
  ]) {
    expect(distance(after, oracle)).toBeLessThan(1e-3);
    expect(distance(before, oracle)).toBeGreaterThan(0.05);
  }
});

test('films start with the log-odds that they would have were all people alike, and everyone with 1', async () => {
  const { itemVectors, userVectors, width } = await learn(0, 1);
  const likes = own.reduce((sum, { length }) => sum + length, 0);
  for (let film = 0; film < 30; film++) {
    const likedBy = own.filter((films) => films.includes(film)).length;
    const drawn = (options.negatives * likes) / 30;
    expect(itemVectors[film * width + width - 1]).toBeCloseTo(Math.log((likedBy + 1) / (drawn + 1)), 5);
  }
  own.forEach((_, user) => expect(userVectors[user * width + width - 1]).toBe(1));
});

test.each([false, true])(
  'people keep their 1 through descent, the films’ factor stays what it is, pretrained: %s',
  async (pretrain) => {
    const { userVectors, tower, width, towerSize } = await learn(2, 1, pretrain);
    own.forEach((_, user) => expect(userVectors[user * width + width - 1]).toBe(1));
    expect(tower[towerSize - 5]).toBe(pretrain ? 0.5 : 1);
  },
);
