import type { Arena } from '../../kernels/arena.ts';
import { fillNormal } from '../../random.ts';
import { widthFor } from '../contract/factor-model.ts';

/** How many films the network knows, units its hidden layers have, and numbers the code of a person between them. */
export interface NetworkSize {
  readonly films: number;
  readonly hidden: number;
  readonly latent: number;
}

/**
 * The weights of films → tanh → code → tanh → films, or what goes with each of them. A layer's output ends with a 1, so
 * that the offset of the next layer is one of its weights. Rows are filled up with zeros to `hiddenWidth` or
 * `codeWidth`; a descent from 0 leaves them so.
 */
export interface Layers {
  /** Of each film to the hidden units, and at last the units' offsets: films + 1 rows of `hiddenWidth`. */
  readonly input: Float32Array;
  /** Of the hidden units to each mean, then to each logarithm of a variance: 2 · latent rows of `hiddenWidth`. */
  readonly code: Float32Array;
  /** Of the code to each hidden unit: hidden rows of `codeWidth`. */
  readonly decoder: Float32Array;
  /** Of the hidden units to each film: films rows of `hiddenWidth`. */
  readonly output: Float32Array;
}

export const hiddenWidth = ({ hidden }: NetworkSize): number => widthFor(hidden + 1);
export const codeWidth = ({ latent }: NetworkSize): number => widthFor(latent + 1);

const rowsOf = (size: NetworkSize): [name: keyof Layers, rows: number, width: number][] => [
  ['input', size.films + 1, hiddenWidth(size)],
  ['code', 2 * size.latent, hiddenWidth(size)],
  ['decoder', size.hidden, codeWidth(size)],
  ['output', size.films, hiddenWidth(size)],
];

/** How many weights there are. */
export const weightCount = (size: NetworkSize): number =>
  rowsOf(size).reduce((sum, [, rows, width]) => sum + rows * width, 0);

/** The layers in one array of all weights, one after another. */
export function layersOf(weights: Float32Array, size: NetworkSize): Layers {
  let start = 0;
  const layers = rowsOf(size).map(([name, rows, width]) => [name, weights.subarray(start, (start += rows * width))]);
  return Object.fromEntries(layers);
}

/** Normal weights of variance 2 / (inputs + outputs) (Glorot and Bengio 2010), offsets of 0. */
export function startRandomly(layers: Layers, size: NetworkSize, seed: number): void {
  const { films, hidden, latent } = size;
  const fill = (name: keyof Layers, rows: number, count: number, width: number, outputs: number, inputs: number) => {
    const deviation = Math.sqrt(2 / (inputs + outputs));
    for (let row = 0; row < rows; row++) {
      const own = layers[name].subarray(row * width, row * width + count);
      fillNormal(own, seed, `autoencoder.${name}`, { deviation, first: row * count });
    }
  };
  fill('input', films, hidden, hiddenWidth(size), hidden, films);
  fill('code', 2 * latent, hidden, hiddenWidth(size), 2 * latent, hidden);
  fill('decoder', hidden, latent, codeWidth(size), hidden, latent);
  fill('output', films, hidden, hiddenWidth(size), films, hidden);
}

/** The outputs of hidden layers from their inputs, in place: see kernel `activate`. */
export function activate(arena: Arena, rows: Float32Array, size: NetworkSize): void {
  const width = hiddenWidth(size);
  arena.kernels.activate(rows.byteOffset, rows.length / width, size.hidden, width);
}
