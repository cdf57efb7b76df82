import type { Ratings } from '../../dataset/ratings.ts';
import { randomOrder } from '../../dataset/splits/order.ts';
import { role } from '../../dataset/splits/role.ts';
import { shuffled } from '../../random.ts';
import type { StudyProtocol } from './study.ts';

type Rules = Omit<Extract<StudyProtocol, { name: 'strong-generalization' }>, 'name'>;

/**
 * A role for each rating by which models are judged on people they have never seen (Liang et al. 2018, §4.1): ratings
 * lower than `from` are dropped, and who has fewer than `least` others; `people` of the rest, drawn at random, are
 * tested and as many set aside for validation, at most a tenth each. Of a tested person's ratings of films that
 * somebody in training has, a random share is tested, rounded down, and the others are folded in; who has fewer than
 * `least` such ratings has none tested. Everything else is unused. Linear in ratings.
 */
export function strongGeneralization(ratings: Ratings, rules: Rules, seed: number): Uint8Array {
  const { user, item, value, time } = ratings.columns;
  const [users, items] = [ratings.users.size, ratings.items.size];
  const from = Math.fround(rules.from);

  const kept = new Uint32Array(users);
  for (let at = 0; at < value.length; at++) kept[user[at]] += Number(value[at] >= from);
  const people = shuffled(users, seed, 'people of strong generalization').filter((each) => kept[each] >= rules.least);
  const heldOut = Math.min(rules.people, Math.floor(people.length / 10));
  const roleOf = new Uint8Array(users).fill(role.unused);
  people.forEach((each, place) => {
    if (place < heldOut) roleOf[each] = role.test;
    else if (place >= 2 * heldOut) roleOf[each] = role.train;
  });

  const isKnown = new Uint8Array(items);
  for (let at = 0; at < value.length; at++) {
    if (value[at] >= from && roleOf[user[at]] === role.train) isKnown[item[at]] = 1;
  }
  const isUsed = (at: number): boolean => value[at] >= from && isKnown[item[at]] === 1;
  const left = new Uint32Array(users);
  for (let at = 0; at < value.length; at++) left[user[at]] += Number(isUsed(at));
  left.forEach((count, each) => (left[each] = count < rules.least ? 0 : Math.floor(rules.tested * count)));

  const roles = new Uint8Array(value.length).fill(role.unused);
  for (const at of randomOrder({ user, item, time, users, items }, seed, 'fold-in of strong generalization')) {
    if (!isUsed(at)) continue;
    const own = roleOf[user[at]];
    if (own === role.test) roles[at] = left[user[at]] > 0 ? role.test : role.foldIn;
    else roles[at] = own;
    if (roles[at] === role.test) left[user[at]]--;
  }
  return roles;
}
