import { neumf } from '../../kernels/reference/neumf.ts';
import { neumfUser } from '../../kernels/reference/neumf-user.ts';
import type { Contribution, User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import type { NeumfItems } from './neumf-people.ts';

/** Points on the way from the start to the vector at which the score's slope is taken. */
const points = 64;

/** The shares of the liked films in a person's vector; they are the same for every film that is explained. */
const sharesOf = new WeakMap<User, Float64Array[]>();

/**
 * A vector is where everyone starts plus what each liked film, with those it was set against, moved it. Along the
 * straight way from the one to the other the score's slope times a film's share adds up to what that film did to the
 * score (integrated gradients, Sundararajan et al. 2017). What everyone would get is the item's own. The first reason
 * of a person takes O(films · draws · passes · weights), others O(films + weights).
 */
export function explainNeumf(
  items: NeumfItems,
  liked: Int32Array,
  user: User<Vector>,
  item: number,
  score: number,
): Contribution[] {
  const { width, itemVectors, start } = items;
  const q = itemVectors.subarray(item * width, (item + 1) * width);
  const shares = sharesOf.get(user) ?? neumfUser(items, liked).shares;
  sharesOf.set(user, shares);
  const whole = new Float64Array(width);
  for (const share of shares) share.forEach((value, f) => (whole[f] += value));
  const slope = new Float64Array(width);
  for (let point = 0; point < points; point++) {
    const p = whole.map((value, f) => start[f] + ((point + 0.5) / points) * value);
    neumf(items, p, q, () => [1, 1]).byUser.forEach((value, f) => (slope[f] += value / points));
  }
  const atStart = neumf(items, start, q, () => [1, 1]);
  const ofEveryone = atStart.ofTower + atStart.ofProducts;
  const reasons = Array.from(liked, (film, at): Contribution => {
    return { because: 'rated', item: film, amount: shares[at].reduce((sum, value, f) => sum + value * slope[f], 0) };
  });
  const explained = reasons.reduce((sum, { amount }) => sum + amount, ofEveryone);
  return [{ because: 'item', amount: ofEveryone }, ...reasons, { because: 'rest', amount: score - explained }];
}
