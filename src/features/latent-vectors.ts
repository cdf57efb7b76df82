import type { Context } from '../context.ts';
import type { FeatureSet, FilmVectors } from '../dataset/film-features.ts';
import { transpose } from '../dataset/rows.ts';
import { byWeight, sideBySide } from '../dataset/side-by-side.ts';
import { Arena } from '../kernels/arena.ts';
import { multiplySparse } from '../kernels/multiply-sparse.ts';
import { singularVectors } from '../kernels/singular-vectors.ts';

/** How closely the directions are found: times that all entries are gone through, there and back. */
const iterations = 4;

/**
 * All sets side by side, each scaled by the root of its weight so that the weights are of its products, reduced to the
 * `dimensions` directions that keep most: latent semantic analysis (Deerwester and others 1990). Rows have length 1, or
 * are 0 for a film of which nothing is known; fewer dimensions where the rank is smaller, and `width` at least 4.
 */
export async function latentVectors(
  sets: readonly FeatureSet[],
  films: number,
  dimensions: number,
  context: Context,
): Promise<FilmVectors> {
  const arena = new Arena();
  const region = arena.region();
  const { count, rows: byFilm } = sideBySide(sets, films, byWeight, arena);
  if (byFilm.values.length === 0) return { width: 4, values: new Float32Array(4 * films) };
  const turned = transpose(byFilm, count);
  const byFeature = {
    starts: arena.place(turned.starts),
    indexes: arena.place(turned.indexes),
    values: arena.place(turned.values),
  };
  const { width, vectors } = await singularVectors(
    { byRow: byFilm, byColumn: byFeature },
    { count: dimensions, iterations, purpose: 'film vectors', keepChance: true },
    region,
    context,
  );
  const product = arena.float32(films * width);
  await multiplySparse(arena, { sparse: byFilm, dense: vectors, width, product }, context);
  const values = product.slice();
  for (let film = 0; film < films; film++) toUnitLength(values.subarray(film * width, (film + 1) * width));
  return { width, values };
}

function toUnitLength(vector: Float32Array): void {
  let squares = 0;
  for (let at = 0; at < vector.length; at++) squares += vector[at] ** 2;
  if (squares === 0) return;
  const length = Math.sqrt(squares);
  for (let at = 0; at < vector.length; at++) vector[at] /= length;
}
