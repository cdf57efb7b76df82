import type { Context } from '../context.ts';
import { titleOf } from '../dataset/catalog.ts';
import { filmFilter, type FilmFilterOptions } from '../dataset/filters/film-filter.ts';
import { findFilm } from '../dataset/find-film.ts';
import { loadModelInUse } from './model-in-use.ts';
import { requireK } from './require-k.ts';
import type { StageOptions } from './processed.ts';

export interface SimilarOptions extends StageOptions, FilmFilterOptions {
  /** An id or a title. */
  readonly movie: string;
  readonly model?: string | undefined;
  readonly k?: number | undefined;
}

export interface SimilarResult {
  readonly movie: string;
  readonly title: string;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly model: string;
  readonly items: readonly { readonly movie: string; readonly title: string; readonly score: number }[];
}

/**
 * The k films most like one, for whatever the model goes by.
 * @throws UNKNOWN_MOVIE, WRONG_MODEL, MISSING_ARTIFACT, OPTION_RANGE
 */
export async function similar(options: SimilarOptions, context: Context): Promise<SimilarResult> {
  const k = requireK(options.k ?? 10);
  const { model, catalog, data, name } = await loadModelInUse(options, context);
  const film = findFilm(catalog, options.movie);
  const list = model.similar(film, k, await filmFilter(data.folder, catalog, options, context));
  if (list.length < k)
    context.log(
      `${name} finds ${list.length === 0 ? 'no film' : `only ${list.length}`} like it: too few people rated it.`,
    );
  return {
    movie: catalog.ids.names[film],
    title: titleOf(catalog, film),
    dataset: data.dataset,
    simulated: data.info.simulated,
    model: name,
    items: list.map(({ item, score }) => ({ movie: catalog.ids.names[item], title: titleOf(catalog, item), score })),
  };
}
