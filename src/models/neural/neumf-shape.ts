import { widthFor } from '../contract/factor-model.ts';

/** A tower: the width of its lowest layer, and how many layers there are, each half as wide as the one below. */
export interface TowerOptions {
  readonly width: number;
  readonly layers: number;
}

/** How the numbers of a NeuMF lie. */
export interface NeumfShape {
  /** The number of layers, the width of the input and of each layer, as the kernels want it. */
  readonly shape: Int32Array;
  /**
   * Numbers of a user's or item's vector: half of the input first, then those that are multiplied. The last of these is
   * the item's offset, and 1 for every user.
   */
  readonly width: number;
  /** Numbers of the tower and of what is above it: weights and biases layer by layer, w, h, two biases, two of no use. */
  readonly towerSize: number;
  /** Where w and h start. */
  readonly outputs: number;
  readonly products: number;
}

/** Vectors that go in are half as long as the lowest layer is wide; all are rounded up to a multiple of 4. */
export function neumfShape({ width, layers }: TowerOptions, factors: number): NeumfShape {
  const widths = Array.from({ length: layers }, (_, layer) => widthFor(width / 2 ** layer));
  const half = widthFor(width / 2);
  return neumfShapeOf(Int32Array.of(layers, 2 * half, ...widths), half + widthFor(factors + 1));
}

/** The same for what a model was saved with. */
export function neumfShapeOf(shape: Int32Array, width: number): NeumfShape {
  const [layers, ...widths] = shape;
  let outputs = 0;
  for (let layer = 1; layer <= layers; layer++) outputs += (widths[layer - 1] + 1) * widths[layer];
  const products = outputs + widths[layers];
  return { shape, width, outputs, products, towerSize: products + width - widths[0] / 2 + 4 };
}

/** The numbers in a row of all layers from `lowest` on. */
export const layersWidth = (shape: Int32Array, lowest: number): number =>
  shape.slice(1 + lowest).reduce((sum, width) => sum + width, 0);
