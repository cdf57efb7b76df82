import type { Context } from '../../context.ts';
import type { Region } from '../../kernels/arena.ts';
import { addProductTasks, productTasks } from '../../kernels/matrix-products.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { widthFor } from '../contract/factor-model.ts';
import type { Batch } from './batch.ts';
import { codeGradients, drawCodes, type Noise } from './code.ts';
import { activate, codeWidth, hiddenWidth, type Layers, type NetworkSize } from './network.ts';

/** What a batch costs, a person: the multinomial log loss, and the codes' divergence from the prior. */
export interface Loss {
  readonly likes: number;
  readonly divergence: number;
}

/** People and films of a task. */
const peopleAtOnce = 16;
const filmsAtOnce = 1024;

/** The bytes that a batch of so many people with so many likes takes, at most. */
export const batchMemory = (size: NetworkSize, people: number, likes: number): number =>
  4 * people * (widthFor(size.films) + 4 * hiddenWidth(size) + 4 * size.latent + 2 * codeWidth(size)) +
  20 * (likes + people) +
  8 * size.films;

/**
 * Adds to `gradients` that of the loss of a batch, a person on average: −Σ ln softmax(scores)ᵢ over what the person
 * likes, and `prior.weight` times the divergence of their code; without `prior` codes are the encoder's means, with no
 * noise. Backward propagation by hand, on the compute core; all arrays are in one arena.
 * 6 · people · films · hidden flops.
 */
export async function addGradients(
  layers: Layers,
  size: NetworkSize,
  batch: Batch,
  prior: { readonly weight: number; readonly noise: Noise } | undefined,
  gradients: Layers,
  region: Region,
  context: Context,
): Promise<Loss> {
  const { arena } = region;
  const { people, likes, inputs, inputsByFilm } = batch;
  const [width, codeRow, scoreRow] = [hiddenWidth(size), codeWidth(size), widthFor(size.films)];
  const multiply = (tasks: ReturnType<typeof productTasks>) => parallel(arena, { kernel: 'products', tasks }, context);
  const add = (...tasks: ReturnType<typeof addProductTasks>[]) =>
    parallel(arena, { kernel: 'addProducts', tasks: tasks.flat() }, context);
  const addRows = (rows: typeof inputs, matrix: Float32Array, sums: Float32Array, atOnce: number) => {
    const tasks = ranges(sums.length / width, atOnce).map(
      ([from, to]) =>
        [
          ...([from, to, rows.starts.byteOffset, rows.indexes.byteOffset, rows.values.byteOffset] as const),
          ...([matrix.byteOffset, width, sums.byteOffset] as const),
        ] as const,
    );
    return parallel(arena, { kernel: 'addRows', tasks }, context);
  };

  const encoded = region.float32(people * width);
  await addRows(inputs, layers.input, encoded, peopleAtOnce);
  activate(arena, encoded, size);
  const parameters = region.float32(people * 2 * size.latent);
  await multiply(productTasks(encoded, layers.code, width, 2 * size.latent, parameters, 2 * size.latent));
  const codes = drawCodes(parameters, size, region.float32(people * codeRow), prior?.noise);
  const decoded = region.float32(people * width);
  await multiply(productTasks(codes.codes, layers.decoder, codeRow, size.hidden, decoded, width));
  activate(arena, decoded, size);
  const scores = region.float32(people * scoreRow);
  await multiply(productTasks(decoded, layers.output, width, size.films, scores, scoreRow));

  const losses = region.float32(2 * people);
  const softmax = ranges(people, peopleAtOnce).map(
    ([from, to]) =>
      [
        ...([from, to, likes.starts.byteOffset, likes.indexes.byteOffset] as const),
        ...([scores.byteOffset, size.films, scoreRow, 1 / people, losses.byteOffset] as const),
      ] as const,
  );
  await parallel(arena, { kernel: 'softmaxGradient', tasks: softmax }, context);

  // From here on `scores` are gradients. Each layer asks two things of the one behind it: weights, and its output.
  const ofDecoded = region.float32(people * width);
  await add(
    addProductTasks({ numbers: scores, width: scoreRow, transposed: true }, decoded, width, people, gradients.output),
    addProductTasks({ numbers: scores, width: scoreRow }, layers.output, width, size.films, ofDecoded),
  );
  throughTangent(ofDecoded, decoded);
  const ofCodes = region.float32(people * codeRow);
  await add(
    addProductTasks({ numbers: ofDecoded, width, transposed: true }, codes.codes, codeRow, people, gradients.decoder),
    addProductTasks({ numbers: ofDecoded, width }, layers.decoder, codeRow, size.hidden, ofCodes),
  );
  const ofParameters = region.float32(parameters.length);
  const weight = prior && prior.weight / people;
  const divergence = codeGradients(parameters, size, codes, ofCodes, weight, ofParameters);
  const ofEncoded = region.float32(people * width);
  const left = { numbers: ofParameters, width: 2 * size.latent };
  await add(
    addProductTasks({ ...left, transposed: true }, encoded, width, people, gradients.code),
    addProductTasks(left, layers.code, width, 2 * size.latent, ofEncoded),
  );
  throughTangent(ofEncoded, encoded);
  await addRows(inputsByFilm, ofEncoded, gradients.input, filmsAtOnce);

  let ofLikes = 0;
  for (let row = 0; row < people; row++) {
    const count = likes.starts[row + 1] - likes.starts[row];
    ofLikes += count * Math.log(losses[2 * row]) - losses[2 * row + 1];
  }
  return { likes: ofLikes / people, divergence: divergence / people };
}

/** From the gradient by the outputs of tanh to that by its inputs; of the constant 1 it becomes 0. */
function throughTangent(gradients: Float32Array, outputs: Float32Array): void {
  for (let at = 0; at < gradients.length; at++) gradients[at] *= 1 - outputs[at] ** 2;
}
