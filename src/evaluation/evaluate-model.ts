import { steps, type Context } from '../context.ts';
import { historyOf, type History } from '../dataset/history.ts';
import type { Rows } from '../dataset/rows.ts';
import type { Model, Recommendation } from '../models/contract/model.ts';
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
  const relevantOf = (user: number): Set<number> => {
    const { items, ratings } = historyOf(heldOut, user);
    return new Set(items.filter((_, place) => ratings[place] >= relevant));
  };

  let unreachable = 0;
  for await (const batch of steps(context, Math.ceil(people.length / batchSize), 'thousands of people')) {
    const tested = people.slice(batch * batchSize, (batch + 1) * batchSize).map((index) => {
      return { index, user: asUser(index), wanted: relevantOf(index) };
    });
    const judged = tested.filter(({ wanted }) => wanted.size > 0);
    const lists = model.recommendAll(
      lazily(judged, ({ user }) => user),
      k,
      isCandidate,
      context,
    );
    for (const { index, user, wanted } of tested) {
      const list = wanted.size > 0 ? itemsOf((await lists.next()).value as Recommendation[]) : [];
      for (const item of wanted) unreachable += Number(!isCandidate(item));
      if (model.feedback === 'explicit') addPredictions(model, user, index, historyOf(heldOut, index), outcomes);
      outcomes.addList(index, {
        items: list,
        hits: list.map((item) => Number(wanted.has(item))),
        relevant: wanted.size,
      });
    }
  }
  return unreachable;
}

/** People whose lists are asked for together. */
const batchSize = 1024;

function addPredictions(model: Model, user: User, index: number, heldOut: History, outcomes: Outcomes): void {
  const { items, ratings: actual } = heldOut;
  const predictions = model.predictItems(user, items);
  const fallback = predictions.reduce((count, prediction) => count + Number(prediction.fallback !== undefined), 0);
  outcomes.addRatings(index, { actual, predicted: predictions.map(({ rating }) => rating) }, fallback);
}

const itemsOf = (list: readonly Recommendation[]): number[] => list.map(({ item }) => item);

function* lazily<A, B>(all: readonly A[], of: (one: A) => B): Generator<B> {
  for (const one of all) yield of(one);
}
