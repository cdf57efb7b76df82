import type { Rows } from '../../dataset/rows.ts';
import type { Arena, Region } from '../../kernels/arena.ts';
import type { SparseRows } from '../../kernels/similarities.ts';

/** Rows in an arena, for good or until a region is released; what is there already is not copied. */
export const placeRows = (arena: Arena | Region, { starts, indexes, values }: Rows): SparseRows => ({
  starts: arena.place(starts),
  indexes: arena.place(indexes),
  values: arena.place(values),
});
