import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { shuffled } from '../../random.ts';
import { diverged } from '../contract/diverged.ts';
import { batchOf } from './batch.ts';
import { addGradients, batchMemory } from './gradients.ts';
import { layersOf, startRandomly, weightCount, type Layers, type NetworkSize } from './network.ts';

export interface TrainingOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly regularization: number;
  readonly dropout: number;
  readonly annealCap: number;
  readonly annealSteps: number;
  /** Codes are drawn, and held to the prior; else they are the encoder's means. */
  readonly variational: boolean;
}

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
const weightsAtOnce = 1 << 18;

/** The bytes that training takes. */
export const trainingMemory = (size: NetworkSize, people: number, likes: number): number =>
  16 * weightCount(size) + batchMemory(size, people, likes);

/**
 * Trains the network to tell what people like from a part of it: Adam on batches of people in an order drawn anew in
 * each epoch, with steps that shrink to nothing. The weight of the prior grows from 0 by 1 / annealSteps with every step,
 * up to `annealCap` (Liang et al. 2018, §2.2.2). `likes` has at least one film in each row.
 * @throws DIVERGED
 */
export async function train(
  likes: Rows,
  size: NetworkSize,
  options: TrainingOptions,
  region: Region,
  context: Context,
): Promise<Layers> {
  const { seed } = context;
  const { epochs, batchSize, dropout, learningRate, variational } = options;
  const people = likes.starts.length - 1;
  const [weights, gradients, first, second] = Array.from({ length: 4 }, () => region.float32(weightCount(size)));
  const layers = layersOf(weights, size);
  startRandomly(layers, size, seed);
  const parts = ranges(weights.length / 4, weightsAtOnce / 4).map(([from, to]) => [4 * from, 4 * to] as const);
  const [w, g, m, v] = [weights, gradients, first, second].map(({ byteOffset }) => byteOffset);
  const batches = ranges(people, batchSize);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(people, seed, `autoencoder.order.${epoch}`);
    let loss = 0;
    for (const [from, to] of batches) {
      const prior = {
        weight: Math.min(options.annealCap, step / options.annealSteps),
        noise: { seed, purpose: `autoencoder.noise.${epoch}`, first: from * size.latent },
      };
      const hidden = { films: size.films, dropout, seed, purpose: `autoencoder.dropout.${epoch}` };
      const shrink = parts.map((part) => [...part, w, options.regularization, g] as const);
      await parallel(region.arena, { kernel: 'scaled', tasks: shrink }, context);
      const batchRegion = region.arena.region();
      try {
        const batch = batchOf(likes, order.subarray(from, to), hidden, batchRegion);
        const added = layersOf(gradients, size);
        const { likes: ofLikes, divergence } = await addGradients(
          ...([layers, size, batch, variational ? prior : undefined, added, batchRegion, context] as const),
        );
        loss += ofLikes + divergence;
      } finally {
        batchRegion.release();
      }
      const rate = learningRate * (1 - step / (epochs * batches.length));
      step++;
      const adam = [rate, beta1, beta2, epsilon, 1 - beta1 ** step, 1 - beta2 ** step] as const;
      const tasks = parts.map((part) => [...part, w, g, m, v, ...adam] as const);
      await parallel(region.arena, { kernel: 'adam', tasks }, context);
    }
    if (!Number.isFinite(loss)) throw diverged('mult-vae', epoch, 'learningRate', learningRate);
    context.progress(epoch + 1, epochs, 'epochs');
  }
  return layers;
}
