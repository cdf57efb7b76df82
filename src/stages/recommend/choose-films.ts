import type { Filter } from '../../dataset/filters/film-filter.ts';
import type { FilmLikeness } from '../../dataset/film-likeness.ts';
import type { User } from '../../models/contract/define-model.ts';
import type { Model, Recommendation } from '../../models/contract/model.ts';
import { candidatesFor, rerank, type Reranking } from '../../models/reranking/rerank.ts';

/** A film of which nothing is known must not seem unlike all others, for then it would be in every list. */
const unknownLikeness = 0.5;

/** How a list is made besides being good. */
export interface ListOptions extends Reranking {
  /** Whether what the person has rated may be listed again. */
  readonly showSeen: boolean;
}

/**
 * Exactly k films, or all that pass if they are fewer: the best, or with diversity and novelty those of the best that make
 * the better list. Only films that were scored alike are weighed against each other: those that the model has an opinion on,
 * and, where it has one on none, all by their general standing.
 */
export function chooseFilms(
  model: Model,
  user: User,
  k: number,
  passes: Filter | undefined,
  { showSeen, ...reranking }: ListOptions,
  likeness: FilmLikeness,
): Recommendation[] {
  const best = (count: number): Recommendation[] =>
    showSeen ? amongAll(model, user, count, passes) : model.recommend(user, count, passes);
  if (reranking.diversity === 0 && reranking.novelty === 0) return best(k);
  const candidates = best(candidatesFor(k));
  const own = candidates.filter(({ fallback }) => !fallback);
  const among = own.length > 0 ? own : candidates;
  const places = rerank(
    among.map(({ score }) => score),
    among.map(({ item }) => model.seen.counts[item]),
    k,
    reranking,
    (a, b) => {
      const known = likeness(among[a].item, among[b].item);
      return Number.isNaN(known) ? unknownLikeness : known;
    },
  );
  return [...places.map((place) => among[place]), ...candidates.slice(among.length)].slice(0, k);
}

/** The best films, those that the person has rated too. */
function amongAll(model: Model, user: User, k: number, passes: Filter = () => true): Recommendation[] {
  const passing = Int32Array.from(model.seen.items.names.keys()).filter(passes);
  const { items, scores, own } = model.rankAmong(user, passing);
  return Array.from(items.subarray(0, k), (item, at) => {
    const { fallback } = at < own ? {} : model.predict(user, item);
    return { item, score: scores[at], ...(fallback && { fallback }) };
  });
}
