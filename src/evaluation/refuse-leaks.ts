import type { Rows } from '../dataset/rows.ts';
import { MovierecError } from '../errors.ts';
import type { Model } from '../models/contract/model.ts';

/**
 * A model that has seen the answers is not tested, nor as one that does not know what is hidden from it if it does.
 * Linear in ratings.
 * @throws LEAK where a held-out rating is among those that the model was fitted on, or that are folded in; or a hidden one
 *   among those that it was fitted on
 */
export function refuseLeaks(model: Model, heldOut: Rows, foldIn?: Rows, hidden?: Rows): void {
  const { histories } = model.seen;
  refuseShared(model, heldOut, foldIn ? [histories, foldIn] : [histories], 'that it is to be tested on');
  if (hidden) refuseShared(model, hidden, [histories], 'that are to be hidden from it');
}

function refuseShared({ seen, definition }: Model, rows: Rows, known: readonly Rows[], which: string): void {
  const { users, items } = seen;
  let leaks = 0;
  let first = '';
  for (let user = 0; user + 1 < rows.starts.length; user++) {
    for (const one of known) {
      for (const item of shared(one, rows, user)) {
        if (leaks++ === 0) first = `user ${users.names[user]}, film ${items.names[item]}`;
      }
    }
  }
  if (leaks === 0) return;
  const { name } = definition;
  throw new MovierecError(
    'LEAK',
    `${name} has seen ${leaks} of the ${rows.values.length} ratings ${which} (the first: ${first}).`,
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
