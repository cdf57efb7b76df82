import type { Context } from '../../context.ts';
import { transpose, type Rows } from '../../dataset/rows.ts';
import { Arena, type Region } from '../../kernels/arena.ts';
import { multiplySparse } from '../../kernels/multiply-sparse.ts';

/** A column whose residual is this share of its right side, in squares, is solved but for the rounding of float32. */
const solved = 1e-12;

/** Films × features, their transpose with each film's weight, and room to compute in. */
export interface Regression {
  readonly byFilm: Rows;
  readonly byFeature: Rows;
  readonly width: number;
  readonly direction: Float32Array;
  readonly residual: Float32Array;
  readonly image: Float32Array;
  readonly ofFilms: Float32Array;
}

/** The bytes that it takes, beside the features by film themselves. */
export const regressionMemory = (
  { films, features, entries }: { films: number; features: number; entries: number },
  width: number,
): number => 4 * (width * (3 * features + films) + 2 * entries + features + 1);

/**
 * Makes ready for regressions of films' vectors of `width` numbers, a multiple of 4, on `count` features, which are in the
 * arena; of what weight each film is.
 */
export function featureRegression(
  byFilm: Rows,
  { count, weights, width }: { count: number; weights: Float32Array; width: number },
  region: Region,
): Regression {
  const { starts, indexes, values } = transpose(byFilm, count);
  for (let at = 0; at < values.length; at++) values[at] *= weights[indexes[at]];
  const room = (rows: number): Float32Array => region.float32(rows * width);
  return {
    byFilm,
    byFeature: { starts: region.place(starts), indexes: region.place(indexes), values: region.place(values) },
    width,
    direction: room(count),
    residual: room(count),
    image: room(count),
    ofFilms: room(byFilm.starts.length - 1),
  };
}

/**
 * Brings V closer to the ridge regression of films' vectors on their features, which minimizes
 * Σ wᵢ |qᵢ − xᵢV|² + ridge · |V|², by `steps` steps of conjugate gradients from what `coefficients` holds: the columns
 * have one matrix, XᵀWX + ridge · I, but each its own step. O(steps · (entries + features + films) · width).
 */
export async function regress(
  { byFilm, byFeature, width, direction, residual, image, ofFilms }: Regression,
  vectors: Float32Array,
  coefficients: Float32Array,
  { ridge, steps }: { ridge: number; steps: number },
  context: Context,
): Promise<void> {
  const arena = Arena.of(coefficients)!;
  const toFeatures = { sparse: byFeature, dense: ofFilms, width, product: image };
  const toFilms = (dense: Float32Array) => ({ sparse: byFilm, dense, width, product: ofFilms });

  // R = XᵀW (Q − XV) − ridge · V
  await multiplySparse(arena, toFilms(coefficients), context);
  for (let at = 0; at < ofFilms.length; at++) ofFilms[at] = vectors[at] - ofFilms[at];
  await multiplySparse(arena, toFeatures, context);
  for (let at = 0; at < residual.length; at++) residual[at] = image[at] - ridge * coefficients[at];
  direction.set(residual);
  let squares = columnProducts(residual, residual, width);
  const least = squares.map((square) => solved * square);
  for (let step = 0; step < steps && squares.some((square, column) => square > least[column]); step++) {
    await multiplySparse(arena, toFilms(direction), context);
    await multiplySparse(arena, toFeatures, context);
    for (let at = 0; at < image.length; at++) image[at] += ridge * direction[at];
    const curvature = columnProducts(direction, image, width);
    const lengths = squares.map((square, column) => (square > least[column] ? square / curvature[column] : 0));
    addColumns(coefficients, lengths, direction);
    addColumns(
      residual,
      lengths.map((length) => -length),
      image,
    );
    const before = squares;
    squares = columnProducts(residual, residual, width);
    const kept = squares.map((square, column) => (before[column] > 0 ? square / before[column] : 0));
    for (let at = 0; at < direction.length;) {
      for (let column = 0; column < width; column++, at++) direction[at] = residual[at] + kept[column] * direction[at];
    }
  }
}

/** The products of the columns of two matrices in rows of `width`. */
function columnProducts(a: Float32Array, b: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let at = 0; at < a.length;) for (let column = 0; column < width; column++, at++) sums[column] += a[at] * b[at];
  return sums;
}

/** Adds to each column of one matrix so many times that of another. */
function addColumns(target: Float32Array, times: Float64Array, source: Float32Array): void {
  for (let at = 0; at < target.length;) {
    for (let column = 0; column < times.length; column++, at++) target[at] += times[column] * source[at];
  }
}
