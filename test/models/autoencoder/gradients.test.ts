import { describe, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { Arena } from '../../../src/kernels/arena.ts';
import { batchOf } from '../../../src/models/autoencoder/batch.ts';
import { addGradients } from '../../../src/models/autoencoder/gradients.ts';
import {
  codeWidth,
  hiddenWidth,
  layersOf,
  weightCount,
  type Layers,
  type NetworkSize,
} from '../../../src/models/autoencoder/network.ts';
import { fillNormal, uniform } from '../../../src/random.ts';
import { autoencoderLoss, type Person, type Rows } from '../../oracles/autoencoder-loss.ts';

const [seed, priorWeight] = [5, 0.3];
const sizes: NetworkSize[] = [
  { films: 13, hidden: 7, latent: 3 },
  { films: 8, hidden: 4, latent: 4 },
  { films: 1, hidden: 1, latent: 1 },
  { films: 40, hidden: 9, latent: 5 },
];

/** What some people like, at least one film each. */
function likesOf(people: number, films: number) {
  const random = uniform(seed, 'likes');
  const lists = Array.from({ length: people }, (_, person) =>
    Array.from({ length: films }, (__, film) => film).filter(
      (film) => film === person % films || random(person * films + film) < 0.3,
    ),
  );
  const starts = Uint32Array.of(0, ...lists.map((_, at) => lists.slice(0, at + 1).flat().length));
  const indexes = Int32Array.from(lists.flat());
  return { starts, indexes, values: new Float32Array(indexes.length).fill(1) };
}

/** The layers as rows of a number each for hidden units or code, and their offset. */
function rowsOf(layers: Layers, size: NetworkSize): Rows {
  const cut = (flat: Float32Array, width: number, count: number): number[][] =>
    Array.from({ length: flat.length / width }, (_, row) => [...flat.subarray(row * width, row * width + count)]);
  const [hidden, code] = [hiddenWidth(size), codeWidth(size)];
  return {
    input: cut(layers.input, hidden, size.hidden),
    code: cut(layers.code, hidden, size.hidden + 1),
    decoder: cut(layers.decoder, code, size.latent + 1),
    output: cut(layers.output, hidden, size.hidden + 1),
  };
}

/** The gradient that the kernels find for a batch of people, and what the oracle needs to find the loss. */
async function gradientsOf(size: NetworkSize, people: number, dropout: number, variational: boolean, threads = 1) {
  const arena = new Arena();
  const region = arena.region();
  const [layers, gradients] = [1, 2].map(() => layersOf(arena.float32(weightCount(size)), size));
  const counts = { input: size.hidden, code: size.hidden + 1, decoder: size.latent + 1, output: size.hidden + 1 };
  for (const name of ['input', 'code', 'decoder', 'output'] as const) {
    const width = name === 'decoder' ? codeWidth(size) : hiddenWidth(size);
    for (let row = 0; row * width < layers[name].length; row++) {
      const own = layers[name].subarray(row * width, row * width + counts[name]);
      fillNormal(own, seed, name, { deviation: 0.5, first: 100 * row });
    }
  }
  const likes = likesOf(people + 2, size.films);
  const members = Uint32Array.from({ length: people }, (_, at) => people + 1 - at);
  const batch = batchOf(likes, members, { films: size.films, dropout, seed, purpose: 'dropout' }, region);
  const noise = { seed, purpose: 'noise', first: 7 };
  const prior = variational ? { weight: priorWeight, noise } : undefined;
  const loss = await addGradients(layers, size, batch, prior, gradients, region, createContext({ threads }));

  const drawn = new Float32Array(people * size.latent);
  fillNormal(drawn, seed, 'noise', { first: 7 });
  const crowd = Array.from({ length: people }, (_, row): Person => {
    const from = batch.inputs.starts[row];
    const shown = [...batch.inputs.indexes.subarray(from, batch.inputs.starts[row + 1] - 1)];
    return {
      likes: [...likes.indexes.subarray(likes.starts[members[row]], likes.starts[members[row] + 1])],
      shown: new Map(shown.map((film, at) => [film, batch.inputs.values[from + at]])),
      ...(variational && { noise: [...drawn.subarray(row * size.latent, (row + 1) * size.latent)] }),
    };
  });
  return { layers, gradients, loss, crowd };
}

describe.each(sizes)('$films films, $hidden hidden units, codes of $latent', (size) => {
  test.each([true, false])(
    'gradients agree with finite differences of the loss in float64, variational: %s',
    async (variational) => {
      const { layers, gradients, loss, crowd } = await gradientsOf(size, 5, 0.5, variational);
      const [rows, found] = [rowsOf(layers, size), rowsOf(gradients, size)];
      const expectedLoss = autoencoderLoss(rows, crowd, priorWeight);
      const ofCode = variational ? priorWeight * loss.divergence : 0;
      expect(Math.abs(loss.likes + ofCode - expectedLoss)).toBeLessThan(1e-4 * expectedLoss + 1e-5);
      for (const name of ['input', 'code', 'decoder', 'output'] as const) {
        for (const [row, weights] of (rows[name] as number[][]).entries()) {
          for (const [at, weight] of weights.entries()) {
            const lossAt = (value: number): number => {
              weights[at] = value;
              const moved = autoencoderLoss(rows, crowd, priorWeight);
              weights[at] = weight;
              return moved;
            };
            const slope = (lossAt(weight + 1e-5) - lossAt(weight - 1e-5)) / 2e-5;
            expect(Math.abs(found[name][row][at] - slope), `${name} ${row} ${at}`).toBeLessThan(2e-5);
          }
        }
      }
    },
  );
});

test('the numbers that fill up rows have no gradient, so a descent leaves them 0', async () => {
  const size = { films: 13, hidden: 5, latent: 2 };
  const { gradients } = await gradientsOf(size, 5, 0.5, true);
  for (const name of ['input', 'code', 'decoder', 'output'] as const) {
    const width = name === 'decoder' ? codeWidth(size) : hiddenWidth(size);
    const used = (name === 'decoder' ? size.latent : size.hidden) + (name === 'input' ? 0 : 1);
    expect(gradients[name].filter((value, at) => at % width >= used && value !== 0)).toHaveLength(0);
    expect(gradients[name].some((value) => value !== 0)).toBe(true);
  }
});

test('gradients of a batch larger than a task are the same bytes on two threads', async () => {
  const size = { films: 700, hidden: 41, latent: 11 };
  const [one, two] = await Promise.all([1, 2].map((threads) => gradientsOf(size, 150, 0.5, true, threads)));
  for (const name of ['input', 'code', 'decoder', 'output'] as const) {
    expect(
      Buffer.from(two.gradients[name].slice().buffer).equals(Buffer.from(one.gradients[name].slice().buffer)),
    ).toBe(true);
  }
  expect(two.loss).toEqual(one.loss);
});

test('dropout hides the given share of films and raises the weight of the others, so that the sum stays', () => {
  const likes = likesOf(40, 200);
  const people = Uint32Array.from({ length: 40 }, (_, person) => person);
  const [all, part] = [0, 0.4].map((dropout) =>
    batchOf(likes, people, { films: 200, dropout, seed, purpose: 'dropout' }, new Arena().region()),
  );
  const count = likes.indexes.length;
  expect(all.inputs.indexes).toHaveLength(count + 40);
  expect(Math.abs((part.inputs.indexes.length - 40) / count - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / count));
  for (const person of people) {
    const [from, to] = [all.inputs.starts[person], all.inputs.starts[person + 1] - 1];
    const squares = all.inputs.values.subarray(from, to).reduce((sum, value) => sum + value * value, 0);
    expect(squares).toBeCloseTo(1, 5);
    const left = part.inputs.values[part.inputs.starts[person]];
    if (part.inputs.starts[person + 1] - part.inputs.starts[person] > 1) {
      expect(left).toBeCloseTo(all.inputs.values[from] / 0.6, 5);
    }
  }
});
