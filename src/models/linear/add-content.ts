import type { Context } from '../../context.ts';
import { compress, transpose, type Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { widthFor } from './liked-films.ts';

/** Films × features. */
export interface Content {
  readonly rows: Rows;
  readonly count: number;
}

/** Numbers of Fᵀ that are held in full at once, but at least some rows. */
const numbersAtOnce = 2e6;
const fewestAtOnce = 16;
const featuresAtOnce = (width: number): number => Math.max(fewestAtOnce, Math.floor(numbersAtOnce / width));

/** Multiply-adds of a task: some milliseconds. */
const taskSize = 1e7;

/** The bytes that it takes beside the entries. */
export const contentBytes = (films: number): number => 4 * widthFor(films) * featuresAtOnce(widthFor(films));

/**
 * Adds FFᵀ, how much films have in common, to a matrix in rows of `width` numbers, as many features at a time as there
 * is room for. O(entries · films).
 */
export async function addContent(
  matrix: Float32Array,
  width: number,
  { rows, count }: Content,
  context: Context,
): Promise<void> {
  const arena = Arena.of(matrix)!;
  const films = rows.starts.length - 1;
  const { starts, indexes, values } = transpose(rows, count);
  const step = featuresAtOnce(width);
  for (let first = 0; first < count; first += step) {
    const last = Math.min(count, first + step);
    const region = arena.region();
    try {
      const dense = region.float32((last - first) * width);
      const [from, to] = [starts[first], starts[last]];
      const column = new Int32Array(to - from);
      for (let feature = first; feature < last; feature++) {
        for (let at = starts[feature]; at < starts[feature + 1]; at++) {
          column[at - from] = feature - first;
          dense[(feature - first) * width + indexes[at]] = values[at];
        }
      }
      const triplets = { row: indexes.subarray(from, to), column, value: values.subarray(from, to) };
      const part = compress(triplets, films, last - first, region);
      const tasks = rangesOfRows(part.starts, taskSize / width).map(
        ([firstRow, lastRow]): Parameters<Kernels['addRows']> => [
          firstRow,
          lastRow,
          part.starts.byteOffset,
          part.indexes.byteOffset,
          part.values.byteOffset,
          dense.byteOffset,
          width,
          matrix.byteOffset,
        ],
      );
      await parallel(arena, { kernel: 'addRows', tasks }, context);
    } finally {
      region.release();
    }
  }
}
