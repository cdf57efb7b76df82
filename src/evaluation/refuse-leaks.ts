import type { Rows } from '../dataset/rows.ts';
import { MovierecError } from '../errors.ts';
import type { Model } from '../models/contract/model.ts';

/**
 * A model that has seen the answers is not tested. Linear in ratings.
 * @throws LEAK where a held-out rating is among those that the model was fitted on, or that are folded in
 */
export function refuseLeaks(model: Model, heldOut: Rows, foldIn?: Rows): void {
  const { histories, users, items } = model.seen;
  let leaks = 0;
  let first = '';
  for (let user = 0; user + 1 < heldOut.starts.length; user++) {
    for (const seen of foldIn ? [histories, foldIn] : [histories]) {
      for (const item of shared(seen, heldOut, user)) {
        if (leaks++ === 0) first = `user ${users.names[user]}, film ${items.names[item]}`;
      }
    }
  }
  if (leaks === 0) return;
  const { name } = model.definition;
  throw new MovierecError(
    'LEAK',
    `${name} has seen ${leaks} of the ${heldOut.values.length} ratings that it is to be tested on (the first: ${first}).`,
    `Its figures would flatter it. Fit it on the training part alone (a saved model: movierec train --model ${name} --force).`,
  );
}

/** The items that row `row` of both has; both are ascending. */
function* shared(first: Rows, second: Rows, row: number): Generator<number> {
  let [a, b] = [first.starts[row], second.starts[row]];
  while (a < first.starts[row + 1] && b < second.starts[row + 1]) {
    const gap = first.indexes[a] - second.indexes[b];
    if (gap === 0) yield first.indexes[a];
    if (gap <= 0) a++;
    if (gap >= 0) b++;
  }
}
