import { normal } from '../../random.ts';

/** The deviation of the logarithm of how much people rate beyond the minimum, near that of MovieLens 1M. */
const spread = 1.25;
/** Nobody rates a larger part of the films unless the totals leave no other way. */
const largestPart = 0.63;

/** What the counts have to add up to, and their limits. */
export interface Totals {
  readonly seed: number;
  readonly users: number;
  readonly films: number;
  readonly ratings: number;
  readonly minimum: number;
}

/**
 * How many films each person rates: the minimum and a log-normal amount beyond, adding up to exactly `ratings`, none
 * above the number of films. `users · minimum ≤ ratings ≤ users · films` is taken for granted.
 */
export function ratingCounts({ seed, users, films, ratings, minimum }: Totals): Uint32Array {
  const random = normal(seed, 'activity', spread);
  const eagerness = Float64Array.from({ length: users }, (_, user) => Math.exp(random(user)));
  const usual = Math.max(minimum, Math.floor(films * largestPart));
  const most = users * usual > ratings ? usual : films;
  const amount = (user: number, scale: number): number => Math.min(most, minimum + scale * eagerness[user]);

  const scale = scaleFor(ratings, (candidate) => {
    let sum = 0;
    for (let user = 0; user < users; user++) sum += amount(user, candidate);
    return sum;
  });
  const counts = new Uint32Array(users);
  // Fractions are handed on to the next person, so that the sum stays right to one rating.
  let carried = 0;
  let left = ratings;
  for (let user = 0; user < users; user++) {
    const exact = amount(user, scale) + carried;
    counts[user] = Math.min(most, Math.floor(exact));
    carried = exact - counts[user];
    left -= counts[user];
  }
  for (let user = 0; left !== 0; user = (user + 1) % users) {
    const step = Math.sign(left);
    if (counts[user] + step < minimum || counts[user] + step > films) continue;
    counts[user] += step;
    left -= step;
  }
  return counts;
}

/** Where a growing function reaches a value, by bisection. */
function scaleFor(value: number, total: (scale: number) => number): number {
  let low = 0;
  let high = 1;
  while (total(high) < value && high < 1e12) high *= 2;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (total(middle) < value) low = middle;
    else high = middle;
  }
  return high;
}
