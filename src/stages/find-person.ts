import type { Context } from '../context.ts';
import { titleOf } from '../dataset/catalog.ts';
import { emptyHistory, type History } from '../dataset/history.ts';
import { readOwnRatings } from '../dataset/read-own-ratings.ts';
import { MovierecError } from '../errors.ts';
import type { User } from '../models/contract/define-model.ts';
import type { ModelInUse } from './model-in-use.ts';
import { understand, type Understood } from './understand.ts';

/**
 * Someone to recommend for: a person of the data set by id, or anyone by a file of their own ratings and by films that they
 * name as they would in talk.
 */
export interface Person {
  readonly user?: string | undefined;
  /** A file, see `readOwnRatings`. */
  readonly ratings?: string | undefined;
  /** Films that they like: each counts as a rating at the top of the scale, or a strength of 1. */
  readonly likes?: readonly string[] | undefined;
  /** Films that they do not like: each counts as a rating at the bottom of the scale. */
  readonly dislikes?: readonly string[] | undefined;
}

export interface FoundPerson {
  readonly user: User;
  /** Their place in the data set, -1 for someone who is not in it. */
  readonly index: number;
  /** What was made of the films that they named. */
  readonly understood: readonly Understood[];
}

const how = 'Give --user ID, or --ratings FILE or --likes "TITLE" … for someone not in the data.';

/** Whether it is said of anyone what they like. */
export const isSomeone = ({ user, ratings, likes = [], dislikes = [] }: Person): boolean =>
  user !== undefined || ratings !== undefined || likes.length + dislikes.length > 0;

/**
 * The person as the model sees them. Someone of whom nothing is said is an error, or with `orAnyone` a person with an empty
 * history.
 * @throws UNKNOWN_USER, USAGE, BAD_RATING, UNKNOWN_MOVIE, WRONG_FEEDBACK for dislikes where data has only strengths
 */
export async function findPerson(
  used: ModelInUse,
  person: Person,
  context: Context,
  { orAnyone = false } = {},
): Promise<FoundPerson> {
  const { user, ...own } = person;
  if (!isSomeone(person) && !orAnyone) throw new MovierecError('USAGE', 'it is not said for whom.', how);
  if (user === undefined) {
    const { history, understood } = await historyOf(used, own, context);
    return { user: used.model.foldIn(history), index: -1, understood };
  }
  if (isSomeone(own)) {
    const other = own.ratings !== undefined ? '--ratings' : own.likes ? '--likes' : '--dislikes';
    throw new MovierecError('USAGE', `--user and ${other} name two people.`, how);
  }
  return { ...knownPerson(used, user), understood: [] };
}

function knownPerson({ model }: ModelInUse, name: string): { user: User; index: number } {
  const { users } = model.seen;
  const index = users.indexOf(name);
  if (index >= 0) return { user: model.user(index), index };
  const some = users.names.slice(0, 5).join(', ');
  throw new MovierecError(
    'UNKNOWN_USER',
    `nobody is called "${name}" in this data set; its ${users.size} people are ${some}${users.size > 5 ? ' …' : ''}.`,
    'For someone who is not in it give their ratings, --ratings FILE, or films they like: --likes "TITLE" …',
  );
}

/** What someone says of their own taste, in a file and in so many words; where both speak of a film, the words count. */
async function historyOf(
  used: ModelInUse,
  { ratings, likes = [], dislikes = [] }: Omit<Person, 'user'>,
  context: Context,
): Promise<{ history: History; understood: Understood[] }> {
  const { feedback, scale } = used.model.seen;
  if (dislikes.length > 0 && feedback === 'implicit') {
    const message = 'this data set only knows what people chose, not what they disliked.';
    throw new MovierecError('WRONG_FEEDBACK', message, 'Leave out --dislikes.');
  }
  const given = ratings === undefined ? emptyHistory : await ratingsIn(ratings, used, context);
  const [liked, disliked] = [likes, dislikes].map((texts) => texts.map((text) => understand(used, text)));
  const all = new Map(Array.from(given.items, (item, at) => [item, given.ratings[at]]));
  for (const { item } of liked) all.set(item, feedback === 'implicit' ? Math.min(1, scale.max) : scale.max);
  for (const { item, given: text } of disliked) {
    const same = liked.find((other) => other.item === item);
    if (same) {
      const message = `"${same.given}" is liked and "${text}" is not, and both are ${titleOf(used.catalog, item)}.`;
      throw new MovierecError('USAGE', message, 'Give one of them, or the year of the film that is meant.');
    }
    all.set(item, scale.min);
  }
  const history = { items: Int32Array.from(all.keys()), ratings: Float32Array.from(all.values()) };
  return { history, understood: [...liked, ...disliked].map(({ item: _, ...rest }) => rest) };
}

/** The ratings of a file, on this data set's scale. */
async function ratingsIn(path: string, { model, catalog }: ModelInUse, context: Context): Promise<History> {
  const { feedback, scale } = model.seen;
  const { min, max } = scale;
  const given = await readOwnRatings(path, catalog, context, feedback);
  // Strengths have no scale that a person could know: what is more than the most counts as the most.
  const history =
    feedback === 'implicit' ? { ...given, ratings: given.ratings.map((value) => Math.min(max, value)) } : given;
  const wrong = history.ratings.findIndex((rating) => rating < min || rating > max);
  if (wrong < 0) return history;
  const what = `${history.ratings[wrong]} for ${titleOf(catalog, history.items[wrong])}`;
  throw new MovierecError(
    'BAD_RATING',
    `${path}: ${what} is not on this data set's scale.`,
    `Give ratings from ${Number(min.toPrecision(6))} to ${Number(max.toPrecision(6))}.`,
  );
}
