import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import { inversionBytes, invert } from '../../kernels/invert.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { countTogether } from './count-together.ts';
import { widthFor } from './liked-films.ts';

/** The bytes that the matrix and its inversion take. */
export const easeMatrixBytes = (films: number): number => {
  const width = widthFor(films);
  return 4 * width * (width + 1) + inversionBytes(width);
};

/**
 * EASE's weights of each film for each other, B = I − P diag(1 / diag P) with P = (XᵀX + λI)⁻¹ (Steck 2019), in rows of
 * `width`. One matrix from the first count to the last weight, in an arena of its own. O(Σ n² + films³).
 */
export async function easeMatrix(
  byUser: Rows,
  films: number,
  regularization: number,
  context: Context,
): Promise<{ width: number; weights: Float32Array }> {
  const width = widthFor(films);
  const arena = new Arena(easeMatrixBytes(films) + 8 * byUser.indexes.length);
  const weights = arena.float32(width * width);
  await countTogether(byUser, weights, { films, width, regularization, whole: false }, context);
  for (let row = films; row < width; row++) weights[row * (width + 1)] = 1; // bordered with the identity's rows
  await invert(weights, width, context);
  await toWeights(weights, width, context);
  return { width, weights };
}

/** The weights, in place of the upper triangle of −P. */
async function toWeights(matrix: Float32Array, width: number, context: Context): Promise<void> {
  const arena = Arena.of(matrix)!;
  const region = arena.region();
  try {
    const reciprocals = Float32Array.from({ length: width }, (_, at) => -1 / matrix[at * (width + 1)]);
    const { byteOffset } = region.place(reciprocals);
    const stripes = ranges(width, 128);
    const tasks = stripes.flatMap(([firstRow, lastRow], at) =>
      stripes
        .slice(at)
        .map(([first, last]): Parameters<typeof arena.kernels.easeWeights> => [
          firstRow,
          lastRow,
          first,
          last,
          matrix.byteOffset,
          width,
          byteOffset,
        ]),
    );
    await parallel(arena, { kernel: 'easeWeights', tasks }, context);
  } finally {
    region.release();
  }
}
