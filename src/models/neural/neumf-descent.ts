import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { fillNormal, uniform } from '../../random.ts';
import type { Size } from '../contract/define-model.ts';
import { areFinite, diverged } from '../contract/diverged.ts';
import { layersWidth, neumfShape, type NeumfShape, type TowerOptions } from './neumf-shape.ts';

export interface NeumfOptions extends TowerOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly pretrain: boolean;
  readonly learningRate: number;
  readonly vectorRate: number;
  readonly regularization: number;
  readonly batchSize: number;
  readonly negatives: number;
  readonly initialDeviation: number;
}

export interface NeumfLearned extends NeumfShape {
  readonly userVectors: Float32Array;
  readonly itemVectors: Float32Array;
  readonly tower: Float32Array;
}

/** Examples whose gradients are summed apart, by one thread. */
const shardSize = 64;
/** Adam's usual constants: of the mean, of the mean square, and what keeps from dividing by 0. */
const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
/** An epoch has so many batches or more: few ratings take smaller ones, or there were too few steps to get anywhere. */
const leastBatches = 100;
/** Batches whose examples are drawn at once. */
const batchesAtOnce = 32;

/** The bytes that the descent takes. */
export function neumfMemory({ users, items, ratings }: Size, options: NeumfOptions): number {
  const { width, towerSize, shape } = neumfShape(options, options.factors);
  const { batchSize } = options;
  const shards = Math.ceil(batchSize / shardSize);
  const rows = (users + items) * width;
  const batch = batchSize * (2 * width + 3 * batchesAtOnce + 2 * layersWidth(shape, 0) + 2);
  return 4 * (rows + (4 + shards) * towerSize + batch + ratings);
}

/**
 * NeuMF by descent on mini-batches of liked films and others, with the same result on any number of threads: a batch is
 * cut into shards of fixed size, each with a gradient of its own, and these are summed in order. Only the tower steps by
 * Adam: vectors take plain steps, one for each example, since Adam's are as long for a film of few examples as for one of
 * many, and learn the few by heart. All steps shrink to nothing over the epochs. With `pretrain`, products and tower are
 * first trained as two models, in the same passes over the same examples, and then joined with half their weights (He et
 * al. 2017, §3.4.1). O(epochs · likes · negatives · weights).
 * @throws DIVERGED
 */
export async function neumfDescent(
  liked: Rows,
  films: Int32Array,
  filmCount: number,
  options: NeumfOptions,
  region: Region,
  context: Context,
): Promise<NeumfLearned> {
  const { epochs, pretrain, learningRate, vectorRate, regularization, negatives } = options;
  const { arena } = region;
  const examples = liked.indexes.length * (1 + negatives);
  const batchSize = Math.max(1, Math.min(options.batchSize, Math.ceil(examples / leastBatches)));
  const learned = randomStart(liked, films, filmCount, options, region, context);
  const { shape, width, towerSize, products, userVectors, itemVectors, tower } = learned;
  const layout = region.place(shape).byteOffset;
  const turned = region.float32(towerSize);
  arena.kernels.neumfTurn(layout, tower.byteOffset, turned.byteOffset);

  const moments = (numbers: number) =>
    [region.float32(numbers).byteOffset, region.float32(numbers).byteOffset] as const;
  const ofTower = moments(towerSize);
  const sides = [userVectors, itemVectors].map((vectors) => ({
    rows: region.int32(batchSize * batchesAtOnce).byteOffset,
    vectors: vectors.byteOffset,
    gradients: region.float32(batchSize * width).byteOffset,
  }));
  const labels = region.float32(batchSize * batchesAtOnce).byteOffset;
  const likedBy = region.int32(liked.indexes.length);
  for (let user = 0; user + 1 < liked.starts.length; user++) {
    likedBy.fill(user, liked.starts[user], liked.starts[user + 1]);
  }
  const shards = ranges(batchSize, shardSize).length;
  const gradients = region.float32(shards * towerSize).byteOffset;
  const scratch = 8 * shardSize * layersWidth(shape, 0);

  const orderKey = uniform(context.seed, 'neumf.order');
  const drawKey = uniform(context.seed, 'neumf.others');
  const phases = pretrain ? 2 * epochs : epochs;
  const steps = phases * Math.ceil(examples / batchSize);
  let step = 0;
  for (let epoch = 0; epoch < phases; epoch++) {
    const apart = pretrain && epoch < epochs;
    if (pretrain && epoch === epochs) join(tower, products - shape[1 + shape[0]]);
    for (let drawn = 0; drawn < examples; drawn += batchSize * batchesAtOnce) {
      const end = Math.min(examples, drawn + batchSize * batchesAtOnce);
      const draws = ranges(end - drawn, 4096).map(
        ([from, to]) =>
          [
            drawn + from,
            drawn + to,
            liked.indexes.length,
            likedBy.byteOffset,
            liked.starts.byteOffset,
            liked.indexes.byteOffset,
            films.byteOffset,
            films.length,
            negatives,
            orderKey(epoch) * 2 ** 32,
            drawKey(epoch) * 2 ** 32,
            sides[0].rows + 4 * from,
            sides[1].rows + 4 * from,
            labels + 4 * from,
          ] as const,
      );
      await parallel(arena, { kernel: 'neumfExamples', tasks: draws }, context);
      for (let first = 0; first < end - drawn; first += batchSize) {
        const count = Math.min(batchSize, end - drawn - first);
        const cut = ranges(count, shardSize);
        const tasks = cut.map(
          ([from, to], shard) =>
            [
              to - from,
              sides[0].rows + 4 * (first + from),
              sides[1].rows + 4 * (first + from),
              labels + 4 * (first + from),
              sides[0].vectors,
              sides[1].vectors,
              width,
              layout,
              tower.byteOffset,
              turned.byteOffset,
              towerSize,
              gradients + 4 * shard * towerSize,
              sides[0].gradients + 4 * from * width,
              sides[1].gradients + 4 * from * width,
              Number(apart),
            ] as const,
        );
        await parallel(arena, { kernel: 'neumf', tasks, scratch }, context);
        const left = 1 - step / steps;
        step++;
        const updates = sides.map(
          (side) =>
            [
              count,
              side.rows + 4 * first,
              side.gradients,
              width,
              side.vectors,
              vectorRate * left,
              regularization,
            ] as const,
        );
        await parallel(arena, { kernel: 'stepRows', tasks: updates }, context);
        arena.kernels.neumfTower(
          layout,
          tower.byteOffset,
          turned.byteOffset,
          towerSize,
          gradients,
          cut.length,
          1 / count,
          ...ofTower,
          learningRate * left,
          beta1,
          beta2,
          epsilon,
          1 - beta1 ** step,
          1 - beta2 ** step,
        );
      }
    }
    context.progress(epoch + 1, phases, 'epochs');
    if (!areFinite(tower, itemVectors)) throw diverged('neumf', epoch, 'vectorRate', vectorRate);
  }
  return learned;
}

/**
 * The best logits of films were all people alike: descent learns what makes people differ, and need not find out from
 * rare examples that a film is rare. One example more of each label, so that no film is impossible.
 */
function popularOffsets(liked: Int32Array, films: Int32Array, filmCount: number, negatives: number): Float64Array {
  const counts = new Float64Array(filmCount);
  for (const film of liked) counts[film]++;
  const drawn = (liked.length * negatives) / films.length;
  return counts.map((count) => Math.log((count + 1) / (drawn + 1)));
}

/** Two models become one: each gives half of the logit. */
function join(tower: Float32Array, outputs: number): void {
  for (let at = outputs; at < tower.length; at++) tower[at] /= 2;
}

/** Layers as in He et al. 2015, so that activations keep their size; h is 1, so that products start as in plain factorization. */
function randomStart(
  liked: Rows,
  films: Int32Array,
  filmCount: number,
  options: NeumfOptions,
  region: Region,
  { seed }: Context,
): NeumfLearned {
  const { factors, initialDeviation: deviation } = options;
  const layout = neumfShape(options, factors);
  const { shape, width, towerSize, outputs, products } = layout;
  const half = shape[1] / 2;
  const start = (rows: number, purpose: string): Float32Array => {
    const vectors = region.float32(rows * width);
    const numbers = shape[1] / 2 + factors; // the rest is 0, and then the offset
    for (let row = 0; row < rows; row++) {
      const own = vectors.subarray(row * width, row * width + numbers);
      fillNormal(own, seed, purpose, { deviation, first: row * numbers });
    }
    return vectors;
  };
  const numbers = region.float32(towerSize);
  for (let layer = 1, at = 0; layer <= shape[0]; layer++) {
    const [inner, own] = [shape[layer], shape[layer + 1]];
    fillNormal(numbers.subarray(at, at + inner * own), seed, 'neumf.tower', {
      deviation: Math.sqrt(2 / inner),
      first: at,
    });
    at += (inner + 1) * own;
  }
  const top = products - outputs;
  fillNormal(numbers.subarray(outputs, products), seed, 'neumf.outputs', { deviation: Math.sqrt(1 / top) });
  numbers.fill(1, products, products + factors);
  numbers[products + width - half - 1] = 1;
  const userVectors = start(liked.starts.length - 1, 'neumf.users');
  const itemVectors = start(filmCount, 'neumf.items');
  for (let at = width - 1; at < userVectors.length; at += width) userVectors[at] = 1;
  popularOffsets(liked.indexes, films, filmCount, options.negatives).forEach((offset, film) => {
    itemVectors[film * width + width - 1] = offset;
  });
  return { ...layout, userVectors, itemVectors, tower: numbers };
}
