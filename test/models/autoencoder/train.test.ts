import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { Arena } from '../../../src/kernels/arena.ts';
import { adam } from '../../../src/kernels/reference/adam.ts';
import { ranges } from '../../../src/kernels/parallel.ts';
import { batchOf } from '../../../src/models/autoencoder/batch.ts';
import {
  codeWidth,
  hiddenWidth,
  layersOf,
  startRandomly,
  weightCount,
  type NetworkSize,
} from '../../../src/models/autoencoder/network.ts';
import { train } from '../../../src/models/autoencoder/train.ts';
import { fillNormal, shuffled } from '../../../src/random.ts';
import { autoencoderLoss, type Person } from '../../oracles/autoencoder-loss.ts';

const [seed, people] = [9, 7];
const size: NetworkSize = { films: 6, hidden: 3, latent: 2 };
const lists = Array.from({ length: people }, (_, person) => [0, 1, 2, 3, 4, 5].filter((film) => (film + person) % 3));
const starts = Uint32Array.of(0, ...lists.map((_, at) => lists.slice(0, at + 1).flat().length));
const likes = { starts, indexes: Int32Array.from(lists.flat()), values: new Float32Array(lists.flat().length).fill(1) };
const options = {
  ...{ epochs: 3, batchSize: 3, learningRate: 0.05, regularization: 0.02, dropout: 0.4 },
  ...{ annealCap: 0.5, annealSteps: 8 },
};

/** The same training in float64, with slopes of the loss for gradients and Adam by the book. */
function trained(variational: boolean): Float64Array {
  const start = new Float32Array(weightCount(size));
  startRandomly(layersOf(start, size), size, seed);
  const weights = Float64Array.from(start);
  const moments = { first: new Float64Array(weights.length), second: new Float64Array(weights.length) };
  const [hidden, code] = [hiddenWidth(size), codeWidth(size)];
  let end = 0;
  const rows = (count: number, width: number, used: number): Float64Array[] =>
    Array.from({ length: count }, () => weights.subarray(end, (end += width)).subarray(0, used));
  const layers = {
    input: rows(size.films + 1, hidden, size.hidden),
    code: rows(2 * size.latent, hidden, size.hidden + 1),
    decoder: rows(size.hidden, code, size.latent + 1),
    output: rows(size.films, hidden, size.hidden + 1),
  };
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = shuffled(people, seed, `autoencoder.order.${epoch}`);
    for (const [from, to] of ranges(people, options.batchSize)) {
      const members = order.subarray(from, to);
      const drop = { films: size.films, dropout: options.dropout, seed, purpose: `autoencoder.dropout.${epoch}` };
      const { inputs } = batchOf(likes, members, drop, new Arena().region());
      const noise = new Float32Array(members.length * size.latent);
      fillNormal(noise, seed, `autoencoder.noise.${epoch}`, { first: from * size.latent });
      const crowd = Array.from(members, (member, row): Person => {
        const [first, last] = [inputs.starts[row], inputs.starts[row + 1] - 1];
        const shown = [...inputs.indexes.subarray(first, last)];
        return {
          likes: lists[member],
          shown: new Map(shown.map((film, at) => [film, inputs.values[first + at]])),
          ...(variational && { noise: [...noise.subarray(row * size.latent, (row + 1) * size.latent)] }),
        };
      });
      const prior = Math.min(options.annealCap, step / options.annealSteps);
      const gradients = weights.map((weight, at) => {
        const lossAt = (value: number): number => {
          weights[at] = value;
          const loss = autoencoderLoss(layers, crowd, prior);
          weights[at] = weight;
          return loss;
        };
        return (lossAt(weight + 1e-5) - lossAt(weight - 1e-5)) / 2e-5 + options.regularization * weight;
      });
      const rate = options.learningRate * (1 - step / 9);
      adam(weights, gradients, moments, ++step, { rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    }
  }
  return weights;
}

test.each([true, false])(
  'nine steps agree with training in float64 by finite differences, variational: %s',
  async (variational) => {
    const region = new Arena().region();
    const layers = await train(likes, size, { ...options, variational }, region, createContext({ seed }));
    const oracle = layersOf(Float32Array.from(trained(variational)), size);
    for (const name of ['input', 'code', 'decoder', 'output'] as const) {
      // Of numbers that no gradient reaches, Adam would make steps of the rate out of what a difference is wrong by.
      layers[name].forEach((weight, at) => {
        if (weight !== 0) expect(Math.abs(weight - oracle[name][at]), `${name} ${at}`).toBeLessThan(2e-3);
      });
    }
  },
);

test('numbers that go to infinity end in one error that names the rate', async () => {
  const region = new Arena().region();
  const wild = { ...options, learningRate: 1e30, variational: true };
  await expect(train(likes, size, wild, region, createContext({ seed }))).rejects.toMatchObject({
    code: 'DIVERGED',
    hint: expect.stringContaining('learningRate=2.5e+29') as string,
  });
});
