import { steps, type Context } from '../context.ts';
import { historyOf, type History } from '../dataset/history.ts';
import type { Rows } from '../dataset/rows.ts';
import { MovierecError } from '../errors.ts';
import type { Background, JudgedList } from '../metrics/metric.ts';
import type { User } from '../models/contract/define-model.ts';
import { asOf } from '../models/contract/as-of.ts';
import type { Model } from '../models/contract/model.ts';
import type { RankedList } from '../models/contract/rank-items.ts';
import type { Candidates } from './candidates.ts';
import type { Outcomes } from './outcomes.ts';
import { refuseLeaks } from './refuse-leaks.ts';
import type { FilmSegments } from './segments/film-segments.ts';

/** What a fitted model is tested by: the held-out ratings by user, and the histories of those it was not fitted on. */
export interface Test {
  readonly heldOut: Rows;
  /** Histories to be folded in, for a split that holds out whole people. */
  readonly foldIn?: Rows | undefined;
  /** What they rated besides, which the model is not told: such films are neither history nor listed. */
  readonly hidden?: Rows | undefined;
  /** A held-out rating from here on makes its film relevant. */
  readonly relevant: number;
  /** The lengths of the lists that are judged. */
  readonly cutoffs: readonly number[];
  readonly background: Background;
  /** A byte for each film that may be listed; without it, those that have a training rating. */
  readonly pool?: Uint8Array | undefined;
  /** Films to be ranked instead, person by person. */
  readonly candidates?: Candidates | undefined;
}

/** Someone to be tested. */
interface Tested {
  readonly index: number;
  readonly user: User;
  readonly heldOut: History;
  /** Good films to find. */
  readonly relevant: ReadonlySet<number>;
  /** Those of them that a list can hold. */
  readonly reachable: ReadonlySet<number>;
  /** Films that are not to be listed, though they are no part of the history. */
  readonly hidden: Int32Array;
  readonly candidates: Int32Array | undefined;
}

/** Where the results go. */
export interface Results {
  readonly outcomes: Outcomes;
  readonly segments?: readonly FilmSegments[] | undefined;
}

/**
 * Asks a model for each tested person's ratings (if it predicts any) and for a list out of all films that may be listed
 * and that the person has not rated in training, and adds what came to the results. Returns how many relevant films no
 * list could have held. Cost: one scoring of all films a person; memory: a batch of scores.
 * @throws LEAK where the model was fitted on what it is to be tested on; OPTION_RANGE where k is more than there are films
 */
export async function evaluateModel(model: Model, test: Test, results: Results, context: Context): Promise<number> {
  const { heldOut, foldIn, hidden, background, candidates } = test;
  refuseLeaks(model, heldOut, foldIn, hidden);
  const pool = test.pool ?? Uint8Array.from(background.counts, (count) => Number(count > 0));
  const poolSize = pool.reduce((sum, one) => sum + one, 0);
  const k = Math.max(0, ...test.cutoffs);
  if (k > poolSize && !candidates) {
    throw new MovierecError(
      'OPTION_RANGE',
      `k is ${k}, and there are only ${poolSize} films to list.`,
      `Give --k up to ${poolSize}.`,
    );
  }
  const people: number[] = [];
  for (let user = 0; user + 1 < heldOut.starts.length; user++) {
    if (heldOut.starts[user] < heldOut.starts[user + 1]) people.push(user);
  }
  results.outcomes.beginRound(candidates ? choiceOf(people, candidates) : poolSize, background);

  let unreachable = 0;
  const groups = groupsOf(people, model.usersAtOnce, (user) => k + lengthOf(hidden, user));
  for await (const group of steps(context, groups.length, 'groups of people')) {
    const tested = groups[group].map((index) => testedOf(index, model, test, pool));
    const judged = tested.filter(({ relevant }) => k > 0 && relevant.size > 0);
    // So long that k are left without the hidden films.
    const length = judged.reduce((most, one) => Math.max(most, k + one.hidden.length), k);
    const users = (function* () {
      for (const { user } of judged) yield user;
    })();
    const lists = candidates ? undefined : model.listAll(users, length, (item) => pool[item] === 1, context);
    for (const person of tested) {
      const { index, user, relevant, reachable } = person;
      unreachable += relevant.size - reachable.size;
      if (model.feedback === 'explicit') addPredictions(model, person, results);
      if (k === 0) continue;
      if (relevant.size === 0) {
        results.outcomes.addList(index, nothingRelevant);
        continue;
      }
      const list = person.candidates
        ? model.rankAmong(user, person.candidates)
        : without(person.hidden, ((await lists!.next()).value as { list: RankedList }).list, k);
      const known = inPool(user.history.items, pool) + inPool(person.hidden, pool);
      const { items, own } = list;
      const hits = Uint8Array.from(items, (item) => Number(relevant.has(item)));
      const whole: JudgedList = {
        items,
        hits,
        own,
        relevant: relevant.size,
        reachable: reachable.size,
        candidates: person.candidates?.length ?? poolSize - known,
        history: user.history.items,
      };
      results.outcomes.addList(index, whole);
      for (const segments of results.segments ?? []) segments.addList(index, items, reachable);
    }
  }
  return unreachable;
}

const nothingRelevant: JudgedList = {
  ...{ items: [], hits: [], relevant: 0, reachable: 0, candidates: 0, own: 0, history: [] },
};

const nobodys = new Int32Array();

function testedOf(index: number, model: Model, test: Test, pool: Uint8Array): Tested {
  const heldOut = historyOf(test.heldOut, index);
  const history = test.foldIn && historyOf(test.foldIn, index);
  const candidates = test.candidates?.of(index);
  const choice = candidates && new Set(candidates);
  const canBeListed = (item: number): boolean => (choice ? choice.has(item) : pool[item] === 1);
  const good = heldOut.items.filter((_, at) => heldOut.ratings[at] >= test.relevant);
  const reachable = good.filter(canBeListed);
  const user = history && history.items.length > 0 ? model.foldIn(history) : model.user(index);
  return {
    index,
    // A list is asked for before the first of the ratings that are to be found in it.
    user: model.temporal ? asOf(user, firstOf(heldOut.times)) : user,
    heldOut,
    relevant: new Set(good),
    reachable: new Set(reachable),
    hidden: test.hidden ? historyOf(test.hidden, index).items : nobodys,
    candidates,
  };
}

/** How many places of lists are held at once. */
const placesAtOnce = 4e6;

/** People in groups whose lists, of the lengths given, are held at once; those with long lists are among themselves. */
function groupsOf(people: readonly number[], most: number, lengthOf: (user: number) => number): number[][] {
  const groups: number[][] = [];
  for (const user of people.toSorted((a, b) => lengthOf(a) - lengthOf(b))) {
    const group = groups.at(-1);
    if (group && group.length < most && (group.length + 1) * lengthOf(user) <= placesAtOnce) group.push(user);
    else groups.push([user]);
  }
  return groups;
}

const lengthOf = (rows: Rows | undefined, row: number): number => (rows ? rows.starts[row + 1] - rows.starts[row] : 0);

/** The first k of a list without some films. */
function without(hidden: Int32Array, { items, scores, own }: RankedList, k: number): RankedList {
  if (hidden.length === 0 && items.length <= k) return { items, scores, own };
  const out = new Set(hidden);
  const places = Uint32Array.from(items.keys())
    .filter((place) => !out.has(items[place]))
    .subarray(0, k);
  return {
    items: Int32Array.from(places, (place) => items[place]),
    scores: Float32Array.from(places, (place) => scores[place]),
    own: places.filter((place) => place < own).length,
  };
}

function addPredictions(model: Model, { user, index, heldOut }: Tested, results: Results): void {
  const { items, ratings: actual, times } = heldOut;
  const predictions = model.predictItems(user, items, times);
  const fallback = predictions.reduce((count, prediction) => count + Number(prediction.fallback !== undefined), 0);
  const predicted = predictions.map(({ rating }) => rating);
  results.outcomes.addRatings(index, { actual, predicted }, fallback);
  for (const segments of results.segments ?? []) segments.addRatings(index, items, { actual, predicted });
}

/** The earliest of some times, in seconds since 1970; 0 where none is known. */
const firstOf = (times: Uint32Array = new Uint32Array()): number =>
  times.reduce((first, time) => (time > 0 && (first === 0 || time < first) ? time : first), 0);

/** Over how many different films the candidates of all people are. */
function choiceOf(people: readonly number[], candidates: Candidates): number {
  const films = new Set<number>();
  for (const user of people) for (const item of candidates.of(user)) films.add(item);
  return films.size;
}

function inPool(items: Int32Array, pool: Uint8Array): number {
  let count = 0;
  for (const item of items) count += pool[item];
  return count;
}
