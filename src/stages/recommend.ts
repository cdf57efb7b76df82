import type { Context } from '../context.ts';
import { titleOf } from '../dataset/catalog.ts';
import { filmFilter, type FilmFilterOptions } from '../dataset/film-filter.ts';
import { loadRatedItems } from '../dataset/load-dataset.ts';
import { MovierecError } from '../errors.ts';
import type { Fallback } from '../models/contract/model.ts';
import { findPerson, loadModelInUse, type Person } from './model-in-use.ts';
import { requireK } from './require-k.ts';
import type { StageOptions } from './processed.ts';
import { mainReasons, reasonsOf, type Reason } from './reasons.ts';

export interface RecommendOptions extends StageOptions, Person, FilmFilterOptions {
  readonly model?: string | undefined;
  readonly k?: number | undefined;
  /** Say why, for each film. */
  readonly explain?: boolean | undefined;
}

export interface RecommendedFilm {
  readonly movie: string;
  readonly title: string;
  readonly genres: readonly string[];
  /** The model's own score, not clipped to the scale; for a fallback, the film's general standing. */
  readonly score: number;
  /** Why this is not the model's own choice. */
  readonly fallback?: Fallback;
  /** With reasons: the standard deviation of the score, of a model that has a distribution in place of a number. */
  readonly uncertainty?: number;
  readonly reasons?: readonly Reason[];
}

export interface RecommendResult {
  /** null for someone who is not in the data set. */
  readonly user: string | null;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly model: string;
  /** How many films the person has rated; none of them is recommended. */
  readonly rated: number;
  readonly items: readonly RecommendedFilm[];
}

/**
 * The k films that a person is most likely to enjoy, without any they have rated, held out or not.
 * @throws MISSING_ARTIFACT, UNKNOWN_USER, UNKNOWN_MODEL, USAGE, OPTION_RANGE, UNKNOWN_MOVIE, BAD_RATING
 */
export async function recommend(options: RecommendOptions, context: Context): Promise<RecommendResult> {
  const k = requireK(options.k ?? 10);
  const used = await loadModelInUse(options, context);
  const { model, catalog, data } = used;
  const passes = filmFilter(catalog, options);
  const { user, index } = await findPerson(used, options, context);
  const rated = index < 0 ? Array.from(user.history.items) : await loadRatedItems(data.folder, index, context);
  const seen = new Set(rated);
  const list = model.recommend(user, k, (item) => !seen.has(item) && passes(item));
  if (list.length === 0) {
    const isFiltered = catalog.ids.names.some((_, item) => !passes(item));
    throw isFiltered
      ? new MovierecError('USAGE', 'no film that passes these filters is left.', 'Ask for other genres or years.')
      : new MovierecError('USAGE', 'no film is left: all are rated.', 'Ask for someone who has not rated every film.');
  }
  if (list.length < k) context.log(`Only ${list.length} left to recommend.`);
  return {
    user: options.user ?? null,
    dataset: data.dataset,
    simulated: data.info.simulated,
    model: used.name,
    rated: rated.length,
    items: list.map(({ item, score, fallback }) => {
      const why = options.explain ? model.explain(user, item) : undefined;
      return {
        movie: catalog.ids.names[item],
        title: titleOf(catalog, item),
        genres: catalog.genres[item],
        score,
        ...(fallback && { fallback }),
        ...(why?.uncertainty !== undefined && { uncertainty: why.uncertainty }),
        ...(why && { reasons: mainReasons(reasonsOf(why.contributions, model, catalog)) }),
      };
    }),
  };
}
