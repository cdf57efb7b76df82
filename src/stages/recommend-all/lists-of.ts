import type { Context } from '../../context.ts';
import type { Filter } from '../../dataset/filters/film-filter.ts';
import { historyOf } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import type { User } from '../../models/contract/define-model.ts';
import type { Fallback, Model } from '../../models/contract/model.ts';
import { fillList, type RankedList } from '../../models/contract/rank-items.ts';

/** What is recommended to someone of the data set. */
export interface PersonsList {
  /** Their index. */
  readonly user: number;
  readonly list: RankedList;
  /** Why the end of the list is not the model's own, if it is not. */
  readonly fallback: Fallback;
}

/** How many places of lists are held at once. */
const placesAtOnce = 4e6;

/**
 * The list of each person, in their order: what `recommend` gives them, without what they have rated, whether the model
 * was told of it or it is among the held-out ratings. A batch of people is scored at a time.
 * @param among the people that are meant, by their indexes; absent, all are
 */
export async function* listsOf(
  model: Model,
  heldOut: Rows | undefined,
  k: number,
  passes: Filter | undefined,
  context: Context,
  among?: Int32Array,
): AsyncGenerator<PersonsList> {
  const { size } = model.seen.items;
  const people = among?.length ?? model.seen.users.size;
  const userAt = (place: number): number => among?.[place] ?? place;
  const leftOut = Uint8Array.from({ length: size }, (_, item) => Number(passes !== undefined && !passes(item)));
  const hiddenOf = (user: number): Int32Array => (heldOut ? historyOf(heldOut, user).items : nothing);
  const lengthAt = (place: number): number => Math.min(size, k + hiddenOf(userAt(place)).length);
  for (const { first, last, length } of groupsOf(people, model.usersAtOnce, lengthAt)) {
    const users = Array.from({ length: last - first }, (_, at) => model.user(userAt(first + at)));
    let place = first;
    for await (const { user: person, list } of model.listAll(users, length, passes, context)) {
      const fallback = person.history.items.length === 0 ? 'empty history' : 'no opinion';
      const user = userAt(place++);
      yield { user, list: without(hiddenOf(user), list, k, person, leftOut, model), fallback };
    }
  }
}

const nothing = new Int32Array();

/** So many people in groups, in their order, whose lists of these lengths are held at once. */
function* groupsOf(
  people: number,
  most: number,
  lengthAt: (place: number) => number,
): Generator<{ first: number; last: number; length: number }> {
  let first = 0;
  let length = 0;
  for (let place = 0; place < people; place++) {
    const longer = Math.max(length, lengthAt(place));
    const count = place - first;
    if (count === most || (count > 0 && (count + 1) * longer > placesAtOnce)) {
      yield { first, last: place, length };
      [first, length] = [place, lengthAt(place)];
    } else {
      length = longer;
    }
  }
  if (first < people) yield { first, last: people, length };
}

/** The first k of a list without some films; filled up anew, since what nobody rated is in an order of all of it. */
function without(
  hidden: Int32Array,
  list: RankedList,
  k: number,
  { history }: User,
  leftOut: Uint8Array,
  { seen }: Model,
): RankedList {
  if (hidden.length === 0 && list.items.length <= k) return list;
  const isHidden = new Set(hidden);
  const places = Array.from(list.items.keys()).filter((place) => place < list.own && !isHidden.has(list.items[place]));
  const kept = Uint32Array.from(places.slice(0, k));
  const own = {
    items: Int32Array.from(kept, (place) => list.items[place]),
    scores: Float32Array.from(kept, (place) => list.scores[place]),
    own: kept.length,
  };
  if (own.own === k) return own;
  const out = leftOut.slice();
  for (const item of hidden) out[item] = 1;
  return fillList(own, k, history, out, seen);
}
