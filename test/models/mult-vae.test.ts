import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { multVae } from '../../src/models/mult-vae.ts';
import { fit } from '../../src/models/registry.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';
import { forward } from '../oracles/autoencoder-loss.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const options = { hidden: 21, latent: 5, epochs: 15, batchSize: 16, learningRate: 0.01 };
const likesOf = (user: number): number[] => {
  const { items, ratings: values } = historyOf(ratings.byUser, user);
  return [...items].filter((_, at) => values[at] >= 4);
};

interface Network {
  readonly factors: number;
  readonly latent: number;
  readonly width: number;
  readonly codeWidth: number;
  readonly knownFilms: Int32Array;
  readonly input: Float32Array;
  readonly means: Float32Array;
  readonly decoder: Float32Array;
  readonly itemVectors: Float32Array;
}
const rowsOf = (flat: Float32Array, width: number, used: number): Float32Array[] =>
  Array.from({ length: flat.length / width }, (_, row) => flat.subarray(row * width, row * width + used));

describe.each(['variational', 'denoising'] as const)('%s', async (form) => {
  const model = await fit('mult-vae', ratings, { ...options, form }, context);

  test('scores agree with the network in float64, told all that someone likes, without noise, within 1e-4', () => {
    const network = model.state as unknown as Network;
    const { factors: hidden, latent, width } = network;
    const rows = {
      input: rowsOf(network.input, width, hidden),
      // The oracle wants variances too; of a code without noise they do not matter.
      code: [...rowsOf(network.means, width, hidden + 1), ...rowsOf(network.means, width, hidden + 1)],
      decoder: rowsOf(network.decoder, network.codeWidth, latent + 1),
      output: rowsOf(network.itemVectors, width, hidden + 1),
    };
    const columns = new Map(Array.from(network.knownFilms, (film, column) => [film, column]));
    const output = Array.from(network.knownFilms, (film) => rows.output[film]);
    for (const user of ratings.users.names.keys()) {
      const own = likesOf(user);
      const shown = new Map(own.map((film) => [columns.get(film)!, 1 / Math.sqrt(own.length)]));
      const { scores: expected } = forward({ ...rows, output }, { likes: [], shown });
      const scores = model.scoreAll(model.user(user));
      network.knownFilms.forEach((film, column) =>
        expect(Math.abs(scores[film] - expected[column])).toBeLessThan(1e-4),
      );
    }
  });

  test('the reasons are what the score loses without each liked film, and what anyone gets', () => {
    const history = historyOf(ratings.byUser, 4);
    const someone = model.foldIn(history);
    const { contributions, score } = model.explain(someone, 9);
    const reasons = contributions.filter((reason) => reason.because === 'rated');
    expect(reasons.map(({ item }) => item).toSorted((a, b) => a - b)).toEqual(likesOf(4));
    for (const { item, amount } of reasons) {
      const kept = { items: history.items.filter((other) => other !== item), ratings: history.ratings };
      const values = history.ratings.filter((_, at) => history.items[at] !== item);
      const without = model.scoreAll(model.foldIn({ ...kept, ratings: values }))[9];
      expect(Math.abs(amount - (score - without))).toBeLessThan(1e-4);
    }
    const general = contributions.find((reason) => reason.because === 'item')!;
    expect(Math.abs(general.amount - model.scoreAll(model.user(-1))[9])).toBeLessThan(1e-4);
  });
});

test('the prior shortens codes: their spread over people is the smaller, the more it weighs', async () => {
  const spread = async (annealCap: number): Promise<number> => {
    const model = await fit('mult-vae', ratings, { ...options, epochs: 60, annealCap, annealSteps: 1 }, context);
    const scores = [...ratings.users.names.keys()].map((user) => model.scoreAll(model.user(user))[3]);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  };
  const [free, held] = [await spread(0), await spread(1)];
  expect(held).toBeLessThan(free / 2);
});

test('a film that nobody liked comes after all others, for everyone', async () => {
  const rows = [...Array(30).keys()].flatMap((user) =>
    ['a', 'b', 'c', 'd', 'bad'].map((item, at) => ({
      ...{ user: `${user}`, item },
      rating: item === 'bad' ? 1 : (user + at) % 2 ? 5 : 3,
    })),
  );
  const set = ratingsFrom(rows);
  const model = await fit('mult-vae', set, options, context);
  const bad = set.items.indexOf('bad');
  for (const user of [-1, ...set.users.names.keys()]) {
    const scores = model.scoreAll(model.user(user));
    expect(Math.min(...scores)).toBe(scores[bad]);
  }
});

test('learns nothing, and says so by equal scores, where nobody liked anything', async () => {
  const rows = [...Array(9).keys()].map((at) => ({ user: `${at % 3}`, item: `${at % 4}`, rating: 2 }));
  const model = await fit('mult-vae', ratingsFrom(rows), options, context);
  expect(new Set(model.scoreAll(model.user(0)))).toEqual(new Set([0]));
});

test('learns from fewer films than a code has numbers, and from people with one rating', async () => {
  const rows = [...Array(40).keys()].map((user) => ({ user: `${user}`, item: user % 4 ? 'often' : 'rare', rating: 5 }));
  const set = ratingsFrom(rows);
  const model = await fit('mult-vae', set, { ...options, latent: 50 }, context);
  const [first] = model.recommend(model.user(-1), 1);
  expect(first.item).toBe(set.items.indexOf('often'));
});

test('steps of the largest rate there is still give finite scores: those of Adam are bounded, and so is tanh', async () => {
  const model = await fit('mult-vae', ratings, { ...options, learningRate: 1, epochs: 50 }, context);
  const known = [...model.scoreAll(model.user(3))].filter((score) => !Number.isNaN(score));
  expect(known).toHaveLength(40);
  expect(known.every(Number.isFinite)).toBe(true);
});

test("the settings of the paper fit MovieLens 20M into an arena, with room for the data's likes", () => {
  const defaults = Object.fromEntries(
    Object.entries(multVae.parameters).map(([name, parameter]) => [name, parameter.default]),
  );
  const paper = { ...defaults, hidden: 600, latent: 200, batchSize: 500 } as Parameters<typeof multVae.memory>[1];
  const bytes = multVae.memory({ users: 116_677, items: 20_108, ratings: 9e6 }, paper);
  expect(bytes).toBeGreaterThan(4 * 4 * 2 * 20_108 * 600);
  expect(bytes).toBeLessThan(1.5e9);
});
