import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import { splitRatings } from '../../dataset/splits/split-ratings.ts';
import { shuffled } from '../../random.ts';

/** Training ratings in two: what the members are fitted on, and what the weights are learned from. */
export interface Inner {
  readonly training: Ratings;
  readonly heldOut: Ratings;
}

/** This share of the films is held out wholly, so that something is learned of films without ratings. */
const filmShare = 0.05;

/** A share of each person's ratings held out at random, and all those of some films. */
export function innerSplit(ratings: Ratings, share: number, seed: number): Inner {
  const { user, item } = ratings.columns;
  const columns = { user, item, time: undefined, users: ratings.users.size, items: ratings.items.size };
  const [roles] = splitRatings('by-user', columns, { share, seed });
  const films = new Set(
    shuffled(ratings.items.size, seed, 'hybrid.films').subarray(0, Math.floor(filmShare * ratings.items.size)),
  );
  const isTraining = (at: number): boolean => roles[at] === role.train && !films.has(item[at]);
  const training = ratings.filter(isTraining);
  // From too few ratings no weights are learned.
  if (training.size === 0) return { training: ratings, heldOut: training };
  return { training, heldOut: ratings.filter((at) => !isTraining(at)) };
}
