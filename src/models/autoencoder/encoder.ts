import { Arena, type Region } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { productTasks } from '../../kernels/matrix-products.ts';
import { inputWeight } from './batch.ts';
import { activate, codeWidth, hiddenWidth, type NetworkSize } from './network.ts';

/** The part of the network that makes a person's vector of what they like; all arrays are in one arena. */
export interface Encoder extends NetworkSize {
  readonly input: Float32Array;
  /** The weights to the codes' means. */
  readonly means: Float32Array;
  readonly decoder: Float32Array;
}

/**
 * The output of the decoder's hidden units, and a 1, for each of some lists of films, by the means of their codes: rows of
 * `hiddenWidth`, whose products with the films' rows are the scores. O(likes · hidden + rows · hidden · latent).
 */
export function decodedOf(encoder: Encoder, lists: readonly Int32Array[]): Float32Array {
  const { input, films } = encoder;
  const width = hiddenWidth(encoder);
  const arena = Arena.of(input)!;
  const region = arena.region();
  try {
    const starts = region.uint32(lists.length + 1);
    for (const [row, list] of lists.entries()) starts[row + 1] = starts[row] + list.length + 1;
    const [indexes, values] = [region.int32(starts[lists.length]), region.float32(starts[lists.length])];
    for (const [row, list] of lists.entries()) {
      const [from, offsets] = [starts[row], starts[row + 1] - 1];
      indexes.set(list, from);
      values.fill(inputWeight(list.length), from, offsets);
      indexes[offsets] = films;
      values[offsets] = 1;
    }
    const encoded = region.float32(lists.length * width);
    arena.kernels.addRows(
      ...([0, lists.length, starts.byteOffset, indexes.byteOffset, values.byteOffset] as const),
      ...([input.byteOffset, width, encoded.byteOffset] as const),
    );
    return decodedFrom(encoder, encoded, region);
  } finally {
    region.release();
  }
}

/**
 * The same for one list without each of its films in turn, up to the rounding of float32: the sum of all rows, less one.
 * O(likes · hidden · latent).
 */
export function decodedWithoutEach(encoder: Encoder, list: Int32Array): Float32Array {
  const { input, films } = encoder;
  const width = hiddenWidth(encoder);
  const region = Arena.of(input)!.region();
  try {
    const encoded = region.float32(list.length * width);
    const weight = inputWeight(list.length - 1);
    for (let unit = 0; unit < width; unit++) {
      const of = (film: number): number => input[film * width + unit];
      const sum = list.reduce((total, film) => total + of(film), 0);
      for (const [row, film] of list.entries()) encoded[row * width + unit] = weight * (sum - of(film)) + of(films);
    }
    return decodedFrom(encoder, encoded, region);
  } finally {
    region.release();
  }
}

/** From what comes into the encoder's hidden units, which is lost, to what comes out of the decoder's. */
function decodedFrom(encoder: Encoder, encoded: Float32Array, region: Region): Float32Array {
  const { means, decoder, latent, hidden } = encoder;
  const [width, codeRow] = [hiddenWidth(encoder), codeWidth(encoder)];
  const { arena } = region;
  const multiply = (tasks: readonly Parameters<Kernels['products']>[]): void =>
    tasks.forEach((task) => arena.kernels.products(...task));
  activate(arena, encoded, encoder);
  const rows = encoded.length / width;
  const codes = region.float32(rows * codeRow);
  multiply(productTasks(encoded, means, width, latent, codes, codeRow));
  for (let at = latent; at < codes.length; at += codeRow) codes[at] = 1;
  const decoded = region.float32(rows * width);
  multiply(productTasks(codes, decoder, codeRow, hidden, decoded, width));
  activate(arena, decoded, encoder);
  return decoded.slice();
}
