import type { Context } from '../context.ts';
import { loadCatalog } from '../dataset/load-dataset.ts';
import { titleOf, type Catalog } from '../dataset/catalog.ts';
import type { History } from '../dataset/history.ts';
import { readOwnRatings } from '../dataset/read-own-ratings.ts';
import { MovierecError } from '../errors.ts';
import type { User } from '../models/contract/define-model.ts';
import type { Model } from '../models/contract/model.ts';
import { load } from '../models/registry.ts';
import { requireProcessed, type Processed, type StageOptions } from './processed.ts';
import { modelForUse } from './saved-model.ts';

/** A model loaded to be asked, with the films it speaks of. */
export interface ModelInUse {
  readonly data: Processed;
  readonly model: Model;
  readonly name: string;
  readonly catalog: Catalog;
}

/** Loads the named model, or the one that `run` chose, or the one trained last, and says which. */
export async function loadModelInUse(
  options: StageOptions & { readonly model?: string | undefined },
  context: Context,
): Promise<ModelInUse> {
  const data = await requireProcessed(options, context);
  const saved = await modelForUse(options.workspace, data, options.model);
  if (options.model === undefined) {
    context.log(`Using model ${saved.name}${saved.full ? ', fitted on all ratings' : ''}`);
  }
  const catalog = await loadCatalog(data.folder, context);
  return { data, model: await load(saved.folder, saved.name), name: saved.name, catalog };
}

/** Someone to recommend for: a person of the data set by id, or anyone by a file of their own ratings. */
export interface Person {
  readonly user?: string | undefined;
  readonly ratings?: string | undefined;
}

/**
 * The person as the model sees them, and their index in the data set, -1 for someone who is not in it.
 * @throws UNKNOWN_USER, USAGE, BAD_RATING, UNKNOWN_MOVIE
 */
export async function findPerson(
  { model, catalog }: ModelInUse,
  { user, ratings }: Person,
  context: Context,
): Promise<{ user: User; index: number }> {
  if ((user === undefined) === (ratings === undefined)) {
    const message = user === undefined ? 'it is not said for whom.' : '--user and --ratings name two people.';
    throw new MovierecError('USAGE', message, 'Give --user ID, or --ratings FILE for someone not in the data.');
  }
  if (ratings !== undefined) {
    const { min, max } = model.seen.scale;
    const given: History = await readOwnRatings(ratings, catalog, context, model.seen.feedback);
    // Strengths have no scale that a person could know: what is more than the most counts as the most.
    const history =
      model.seen.feedback === 'implicit'
        ? { ...given, ratings: given.ratings.map((value) => Math.min(max, value)) }
        : given;
    const wrong = history.ratings.findIndex((rating) => rating < min || rating > max);
    if (wrong >= 0) {
      const what = `${history.ratings[wrong]} for ${titleOf(catalog, history.items[wrong])}`;
      throw new MovierecError(
        'BAD_RATING',
        `${ratings}: ${what} is not on this data set's scale.`,
        `Give ratings from ${Number(min.toPrecision(6))} to ${Number(max.toPrecision(6))}.`,
      );
    }
    return { user: model.foldIn(history), index: -1 };
  }
  const { users } = model.seen;
  const index = users.indexOf(user!);
  if (index >= 0) return { user: model.user(index), index };
  const some = users.names.slice(0, 5).join(', ');
  throw new MovierecError(
    'UNKNOWN_USER',
    `nobody is called "${user}" in this data set; its ${users.size} people are ${some}${users.size > 5 ? ' …' : ''}.`,
    'For someone who is not in it give their ratings: --ratings FILE',
  );
}
