import { steps, type Context } from '../context.ts';
import { historyOf } from '../dataset/history.ts';
import type { Rows } from '../dataset/rows.ts';
import type { Model } from '../models/contract/model.ts';
import type { User } from '../models/contract/define-model.ts';
import type { Outcomes } from './outcomes.ts';

/** What a fitted model is tested by: the held-out ratings by user, and the histories of those it was not fitted on. */
export interface Test {
  readonly heldOut: Rows;
  /** Histories to be folded in, for a split that holds out whole people. */
  readonly foldIn?: Rows | undefined;
  /** A held-out rating from here on makes its film relevant. */
  readonly relevant: number;
  /** The length of the lists that are judged. */
  readonly k: number;
}

/**
 * Asks a model for each tested person's ratings (if it predicts any) and for a list of k out of all films that have a
 * training rating and that the person has not rated in training, and adds what came to `outcomes`. Returns how many
 * relevant films no list could have held, because nobody rated them in training; they count as missed.
 * Cost: one scoring of all films a person; memory: a batch of scores.
 */
export async function evaluateModel(model: Model, test: Test, outcomes: Outcomes, context: Context): Promise<number> {
  const { heldOut, foldIn, relevant, k } = test;
  const { counts } = model.seen;
  const isCandidate = (item: number): boolean => counts[item] > 0;
  outcomes.beginRound(counts.reduce((sum, count) => sum + Number(count > 0), 0));

  const people: number[] = [];
  for (let user = 0; user + 1 < heldOut.starts.length; user++) {
    if (heldOut.starts[user] < heldOut.starts[user + 1]) people.push(user);
  }
  const asUser = (user: number): User => {
    const history = foldIn && historyOf(foldIn, user);
    return history && history.items.length > 0 ? model.foldIn(history) : model.user(user);
  };
  const scored = model.scoreUsers(lazily(people, asUser), context);
  let unreachable = 0;
  for await (const at of steps(context, people.length, 'people')) {
    const index = people[at];
    const { user } = (await scored.next()).value as { user: User };
    const { items, ratings: actual } = historyOf(heldOut, index);
    if (model.feedback === 'explicit') {
      const predictions = Array.from(items, (item) => model.predict(user, item));
      const fallback = predictions.reduce((count, prediction) => count + Number(prediction.fallback !== undefined), 0);
      outcomes.addRatings(index, { actual, predicted: predictions.map(({ rating }) => rating) }, fallback);
    }
    const wanted = new Set(items.filter((_, place) => actual[place] >= relevant));
    if (wanted.size > 0) for (const item of wanted) unreachable += Number(!isCandidate(item));
    const list = wanted.size > 0 ? model.recommend(user, k, isCandidate).map(({ item }) => item) : [];
    outcomes.addList(index, { items: list, hits: list.map((item) => Number(wanted.has(item))), relevant: wanted.size });
  }
  return unreachable;
}

function* lazily<A, B>(all: readonly A[], of: (one: A) => B): Generator<B> {
  for (const one of all) yield of(one);
}
