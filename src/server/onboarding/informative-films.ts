import type { FilmLikeness } from '../../dataset/film-likeness.ts';
import { maximalMarginalRelevance } from '../../models/reranking/maximal-marginal-relevance.ts';
import { top } from '../../models/contract/top.ts';
import type { LiveCounts } from '../live/live-counts.ts';

/** How much it counts that films are unlike those before them. */
const diversity = 0.3;
/** What is known of neither film says nothing about whether they are alike. */
const unknownLikeness = 0.5;

/**
 * Films in the order in which a newcomer should be asked about them. What a film's rating tells is
 *
 *     ln(number of ratings) · the entropy of its ratings' distribution
 *
 * for people must know it, and must not all think the same of it: Rashid et al. 2002, "Getting to know you: learning new
 * user preferences in recommender systems". Of the most telling ones, each next is unlike those before it
 * (`maximalMarginalRelevance`). Where ratings do not differ, as among likes, the number alone decides. O(films + most²).
 */
export function informativeFilms(counts: LiveCounts, items: number, most: number, likeness: FilmLikeness): number[] {
  const fame = Float32Array.from({ length: items }, (_, item) => Math.log(Math.max(1, counts.ratings(item))));
  const told = fame.map((ln, item) => (ln > 0 ? ln * entropyOf(counts.distribution(item)) : 0));
  const worth = told.some((value) => value > 0) ? told : fame;
  const best = top(
    worth,
    most,
    Uint8Array.from(worth, (value) => Number(value === 0)),
  );
  const scores = best.map((item) => worth[item]);
  const alike = (a: number, b: number): number => {
    const known = likeness(best[a], best[b]);
    return Number.isNaN(known) ? unknownLikeness : known;
  };
  return maximalMarginalRelevance(scores, best.length, diversity, alike).map((place) => best[place]);
}

/** In nats. */
function entropyOf(distribution: readonly { readonly people: number }[]): number {
  const all = distribution.reduce((sum, { people }) => sum + people, 0);
  return distribution.reduce((sum, { people }) => sum - (people > 0 ? (people / all) * Math.log(people / all) : 0), 0);
}
