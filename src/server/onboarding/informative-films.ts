import type { Context } from '../../context.ts';
import type { Seen } from '../../models/contract/model.ts';
import { top } from '../../models/contract/top.ts';
import { likeCovariances } from './like-covariances.ts';
import { mostTelling } from './most-telling.ts';

/** The best-known films that are chosen from: people can only speak of what they have seen. */
const candidates = 400;
/** So many are put in order by what they tell; after them the others come, the best known first. */
const ordered = 150;

/**
 * Well-known films in the order in which a newcomer should be asked about them: those whose being liked says most about what
 * else is liked, and each unlike those before it, since what goes with them is known by then.
 *
 * The usual measure, ln(ratings) · the entropy of the ratings (Rashid et al. 2002, "Getting to know you: learning new user
 * preferences in recommender systems"), makes for worse lists than asking about the best-known films, and this one for better
 * ones: test/server/onboarding/informative-films.test.ts. O(people · likes² + candidates² · ordered).
 */
export async function informativeFilms(
  { counts, histories, relevant }: Pick<Seen, 'counts' | 'histories' | 'relevant'>,
  context: Context,
): Promise<number[]> {
  const unrated = Uint8Array.from(counts, (count) => Number(count === 0));
  const known = top(Float32Array.from(counts), candidates, unrated);
  const order = await mostTelling(await likeCovariances(histories, known, relevant, context), ordered, context);
  const first = new Set(order.map((place) => known[place]));
  return [...first, ...known.filter((item) => !first.has(item))];
}
