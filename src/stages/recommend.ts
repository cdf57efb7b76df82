import type { Context } from '../context.ts';
import { titleOf } from '../dataset/catalog.ts';
import { filmLikeness } from '../dataset/film-likeness.ts';
import { filmFilter, isFiltered, type FilmFilterOptions } from '../dataset/filters/film-filter.ts';
import { loadRatedItems } from '../dataset/load-dataset.ts';
import { readSeenFilms } from '../dataset/read-seen-films.ts';
import { MovierecError } from '../errors.ts';
import type { Fallback } from '../models/contract/model.ts';
import { findPerson, type Person } from './find-person.ts';
import { loadModelInUse } from './model-in-use.ts';
import { chooseFilms } from './recommend/choose-films.ts';
import { filmsLike } from './recommend/films-like.ts';
import { requireFeatures } from './require-features.ts';
import { requireK } from './require-k.ts';
import { requireShare } from './require-share.ts';
import type { StageOptions } from './processed.ts';
import { inASentence } from './reasons/in-a-sentence.ts';
import { leavesOf } from './reasons/leaves-of.ts';
import { mainReasons } from './reasons/main-reasons.ts';
import { reasonsOf, type Reason } from './reasons/reasons-of.ts';
import { understand, type Understood } from './understand.ts';

export interface RecommendOptions extends StageOptions, Person, FilmFilterOptions {
  readonly model?: string | undefined;
  readonly k?: number | undefined;
  /** Only films like this one, named as in talk: see `filmsLike`. */
  readonly likeFilm?: string | undefined;
  /** How little the films should have in common, from 0 (as good as it gets, the default) to 1. */
  readonly diversity?: number | undefined;
  /** How little known the films should be, from 0 (no matter, the default) to 1. */
  readonly novelty?: number | undefined;
  /** A file of films that the person has seen without rating them, see `readSeenFilms`; they are not listed. */
  readonly seen?: string | undefined;
  /** List films that the person has rated as well. */
  readonly showSeen?: boolean | undefined;
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
  /** The few reasons that speak most for it, and the same in words. */
  readonly reasons?: readonly Reason[];
  readonly why?: string;
}

export interface RecommendResult {
  /** null for someone who is not in the data set. */
  readonly user: string | null;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly model: string;
  /** How many films the person has rated or named; none of them is recommended unless they are to be shown. */
  readonly rated: number;
  /** What was made of the films that were named, `likeFilm` last. */
  readonly understood: readonly Understood[];
  /** The film that all are like. */
  readonly likeFilm?: string;
  /** Where the list is not simply the best: films need not stand in the order of their scores. */
  readonly diversity?: number;
  readonly novelty?: number;
  readonly items: readonly RecommendedFilm[];
}

/**
 * The k films that a person is most likely to enjoy, without any they have rated, held out or not: exactly k, or all that
 * pass the filters if they are fewer. Of nobody, with filters or `likeFilm` alone, it gives what people in general like.
 * @throws MISSING_ARTIFACT, UNKNOWN_USER, UNKNOWN_MODEL, USAGE, OPTION_RANGE, UNKNOWN_MOVIE, BAD_RATING,
 * MISSING_FEATURES where a filter asks for what the data set does not say of films
 */
export async function recommend(options: RecommendOptions, context: Context): Promise<RecommendResult> {
  const k = requireK(options.k ?? 10);
  const diversity = requireShare('diversity', options.diversity ?? 0);
  const novelty = requireShare('novelty', options.novelty ?? 0);
  const { showSeen = false } = options;
  const used = await loadModelInUse(options, context);
  const { model, catalog, data } = used;
  const isOpen = isFiltered(options) || options.likeFilm !== undefined;
  const { user, index, understood } = await findPerson(used, options, context, { orAnyone: isOpen });
  const passes = await filmFilter(data.folder, catalog, options, context);

  const rated = index < 0 ? Array.from(user.history.items) : await loadRatedItems(data.folder, index, context);
  const seen = options.seen === undefined ? [] : await readSeenFilms(options.seen, catalog, context);
  const hidden = new Set(showSeen ? seen : [...rated, ...seen]);
  const isWanted = (item: number): boolean => !hidden.has(item) && passes(item);

  const like = options.likeFilm === undefined ? undefined : understand(used, options.likeFilm);
  const features = like || diversity > 0 ? await requireFeatures(options, context) : undefined;
  const isListed = like ? filmsLike(like.item, k, isWanted, used, features!) : isWanted;
  const likeness = filmLikeness(catalog, features);
  const list = chooseFilms(model, user, k, isListed, { diversity, novelty, showSeen }, likeness);
  if (list.length === 0)
    throw nothingLeft(
      like?.title,
      catalog.titles.some((_, item) => !passes(item)),
    );
  if (list.length < k) context.log(`Only ${list.length} left to recommend.`);

  const voice = index < 0 ? 'you' : 'they';
  return {
    user: options.user ?? null,
    dataset: data.dataset,
    simulated: data.info.simulated,
    model: used.name,
    rated: rated.length,
    understood: like ? [...understood, withoutItem(like)] : understood,
    ...(like && { likeFilm: like.title }),
    ...(diversity > 0 && { diversity }),
    ...(novelty > 0 && { novelty }),
    items: list.map(({ item, score, fallback }) => {
      const why = options.explain ? model.explain(user, item) : undefined;
      const reasons = why && leavesOf(reasonsOf(why.contributions, model, catalog, user.history));
      return {
        movie: catalog.ids.names[item],
        title: titleOf(catalog, item),
        genres: catalog.genres[item],
        score,
        ...(fallback && { fallback }),
        ...(why?.uncertainty !== undefined && { uncertainty: why.uncertainty }),
        ...(reasons && { reasons: mainReasons(reasons), why: inASentence(reasons, voice) }),
      };
    }),
  };
}

const withoutItem = ({ item: _, ...rest }: Understood & { item: number }): Understood => rest;

function nothingLeft(like: string | undefined, isFewer: boolean): MovierecError {
  if (like !== undefined) {
    const message = `no film like ${like} is left: the model finds none that passes.`;
    return new MovierecError('USAGE', message, 'Name a film that more people have rated, or ask for less at once.');
  }
  return isFewer
    ? new MovierecError('USAGE', 'no film that passes these filters is left.', 'Ask for other genres or years.')
    : new MovierecError('USAGE', 'no film is left: all are rated.', 'Ask for someone who has not rated every film.');
}
