import type { Contribution, User } from '../contract/define-model.ts';
import { influences } from '../least-squares/influences.ts';
import { momentOf } from './temporal-scores.ts';
import { itemOffset, temporalRegression, type TemporalItems, type TemporalUser } from './temporal-users.ts';

/**
 * The film's part is its offset with those of the period and the frequency; the person's is the offset with drift, day
 * and burst. The taste is linear in what the ratings have left of both, so it falls apart into one amount for each
 * rating, as of a ridge regression; that a film was rated at all gives n^-½ yⱼ·q, which goes to it as well.
 */
export function explainTemporal(items: TemporalItems, user: User<TemporalUser>, item: number): Contribution[] {
  const { factors, width, driftColumns, itemVectors, itemImplicit, mean, ridge, prior } = items;
  const { vector, history } = user;
  const { deviation, period, level, occasion } = momentOf(items, user);
  const q = itemVectors.subarray(item * width, item * width + factors);
  const driftOffset = driftColumns > 0 ? deviation * vector[factors + driftColumns] : 0;

  const { rows, targets, size } = temporalRegression(items, user);
  const count = history.items.length;
  // The row of the film, but for what belongs to the person: taste alone.
  const taste = new Float32Array(size);
  taste.set(q);
  if (driftColumns > 1)
    taste.set(
      q.map((value) => deviation * value),
      factors + 1,
    );
  const influence = influences({ size, vectors: rows, ridge: ridge * count + prior }, taste);
  const rated = Array.from(user.timed.indexes, (other, at): Contribution => {
    let ofChoice = 0;
    for (let f = 0; f < factors; f++) ofChoice += itemImplicit[other * width + f] * q[f];
    return { because: 'rated', item: other, amount: targets[at] * influence[at] + ofChoice / Math.sqrt(count) };
  });

  const ofItem = itemOffset(items, item, period, level);
  const ofUser = vector[factors] - mean + driftOffset + occasion;
  let whole = mean + ofItem + ofUser;
  for (let f = 0; f < factors; f++) {
    whole += q[f] * (vector[f] + (driftColumns > 1 ? deviation * vector[factors + 1 + f] : 0));
  }
  const explained = rated.reduce((sum, { amount }) => sum + amount, mean + ofItem + ofUser);
  return [
    { because: 'average', amount: mean },
    { because: 'item', amount: ofItem },
    { because: 'user', amount: ofUser },
    ...rated,
    { because: 'rest', amount: whole - explained }, // 0 but for rounding, unless the vector was learned
  ];
}
