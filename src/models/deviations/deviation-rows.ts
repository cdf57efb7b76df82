import { transpose, type Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { KeptRows } from '../neighborhood/kept-rows.ts';
import { placeRows } from '../neighborhood/place-rows.ts';

/** How much higher each film is rated than one, by those who rated both: see the kernel `deviations`. */
export interface Deviations {
  readonly rows: KeptRows<'deviations'>;
  /** Numbers of a row; where deviations are weighted, as many more follow on how many people each goes by. */
  readonly width: number;
  readonly weighted: boolean;
}

interface Options {
  readonly weighted: boolean;
  readonly shrinkage: number;
  readonly itemOffsets: Float32Array;
}

/** The deviations of all films from any, by people's histories; nothing is computed before it is asked for. */
export function deviationsOf(
  byUser: Rows,
  { weighted, shrinkage, itemOffsets }: Options,
  keptBytes?: number,
): Deviations {
  const arena = Arena.of(byUser.values) ?? new Arena();
  const count = itemOffsets.length;
  const width = Math.ceil(count / 4) * 4;
  const byColumn = placeRows(arena, byUser);
  const { starts, indexes, values } = placeRows(arena, transpose(byUser, count));
  const levels = arena.place(itemOffsets).byteOffset;
  const maker = {
    kernel: 'deviations' as const,
    length: weighted ? 2 * width : width,
    scratch: 8 * count,
    call: (row: number, found: Float32Array): Call<'deviations'> => [
      indexes.byteOffset + 4 * starts[row],
      values.byteOffset + 4 * starts[row],
      starts[row + 1] - starts[row],
      row,
      byColumn.starts.byteOffset,
      byColumn.indexes.byteOffset,
      byColumn.values.byteOffset,
      count,
      levels,
      itemOffsets[row],
      shrinkage,
      Number(weighted),
      width,
      found.byteOffset,
    ],
  };
  return { rows: new KeptRows(arena, maker, keptBytes), width, weighted };
}
