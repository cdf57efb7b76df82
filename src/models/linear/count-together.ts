import type { Context } from '../../context.ts';
import { transpose, type Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';

/** What a matrix of counts is to be. */
export interface Counting {
  readonly films: number;
  /** The length of its rows. */
  readonly width: number;
  /** What is added to the diagonal. */
  readonly regularization: number;
  /** All of it, or the upper triangle, which is half the work. */
  readonly whole: boolean;
}

/**
 * XᵀX + λI in the first rows of a matrix: how many people have both of two films, X being 1 where a person has a film
 * (a row of `byUser` holds it) and 0 elsewhere. O(Σ n²) for people with n films.
 */
export async function countTogether(
  byUser: Rows,
  matrix: Float32Array,
  { films, width, regularization, whole }: Counting,
  context: Context,
): Promise<void> {
  const arena = Arena.of(matrix)!;
  const region = arena.region();
  try {
    const byFilm = transpose(byUser, films);
    const [filmStarts, users, userStarts, items] = [
      region.place(byFilm.starts),
      region.place(byFilm.indexes),
      region.place(byUser.starts),
      region.place(byUser.indexes),
    ].map(({ byteOffset }) => byteOffset);
    const tasks = rangesOfRows(byFilm.starts, 10_000).map(
      ([first, last]): Parameters<typeof arena.kernels.coCounts> => [
        first,
        last,
        filmStarts,
        users,
        userStarts,
        items,
        regularization,
        matrix.byteOffset,
        width,
        Number(whole),
      ],
    );
    await parallel(arena, { kernel: 'coCounts', tasks }, context);
  } finally {
    region.release();
  }
}
