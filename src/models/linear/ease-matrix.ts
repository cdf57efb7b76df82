import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import { inversionBytes, invert } from '../../kernels/invert.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { addContent, contentBytes, type Content } from './add-content.ts';
import { countTogether } from './count-together.ts';
import { widthFor } from './liked-films.ts';

/** The bytes that the matrix and its inversion take. */
export const easeMatrixBytes = (films: number): number => {
  const width = widthFor(films);
  return 4 * width * (width + 2) + inversionBytes(width);
};

export interface EaseMatrix {
  readonly width: number;
  readonly weights: Float32Array;
  /** diag P: the smaller, the more is known of a film. */
  readonly variances: Float32Array;
}

/**
 * EASE's weights of each film for each other, B = I − P diag(1 / diag P) with P = (XᵀX + λI)⁻¹ (Steck 2019), in rows of
 * `width`. One matrix from the first count to the last weight, in an arena of its own. With `content` F, which has a row
 * for each film, P = (XᵀX + FFᵀ + λI)⁻¹: a feature counts as someone who likes all that has it. O(Σ n² + films³).
 */
export async function easeMatrix(
  byUser: Rows,
  films: number,
  regularization: number,
  context: Context,
  content?: Content,
): Promise<EaseMatrix> {
  const width = widthFor(films);
  const arena = new Arena(easeMatrixBytes(films) + 8 * byUser.indexes.length + (content ? contentBytes(films) : 0));
  const weights = arena.float32(width * width);
  await countTogether(byUser, weights, { films, width, regularization, whole: false }, context);
  if (content) await addContent(weights, width, content, context);
  for (let row = films; row < width; row++) weights[row * (width + 1)] = 1; // bordered with the identity's rows
  await invert(weights, width, context);
  const variances = arena.float32(width);
  for (let at = 0; at < width; at++) variances[at] = -weights[at * (width + 1)];
  await toWeights(weights, variances, context);
  return { width, weights, variances };
}

/** The weights, in place of the upper triangle of −P. */
async function toWeights(matrix: Float32Array, variances: Float32Array, context: Context): Promise<void> {
  const width = variances.length;
  const arena = Arena.of(matrix)!;
  const region = arena.region();
  try {
    const { byteOffset } = region.place(variances.slice().map((variance) => 1 / variance));
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
