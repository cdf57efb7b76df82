import type { History } from '../../dataset/history.ts';
import type { Contribution } from '../contract/define-model.ts';

/** Films that are left out in turn; each takes a fold-in. */
const weightiest = 8;

/**
 * The same reasons, with what leaving a film out does in place of its share, for the films with the largest: shares are
 * exact sums, but a film also stands beside all others in who rated what, which a share shows only in part. What the
 * amounts then lack, or have too much, is the rest.
 */
export function leaveOut(
  reasons: readonly Contribution[],
  history: History,
  effectOf: (without: History) => number,
): Contribution[] {
  const rated = reasons.filter((reason) => reason.because === 'rated');
  const tried = rated.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, weightiest);
  let rest = 0;
  const measured = reasons.map((reason) => {
    if (reason.because !== 'rated' || !tried.includes(reason)) return reason;
    const amount = effectOf(without(history, reason.item));
    rest += reason.amount - amount;
    return { ...reason, amount };
  });
  return measured.map((reason) => (reason.because === 'rest' ? { ...reason, amount: reason.amount + rest } : reason));
}

function without({ items, ratings, times, ...others }: History, gone: number): History {
  const kept = (_: number, at: number): boolean => items[at] !== gone;
  return {
    ...others,
    items: items.filter(kept),
    ratings: ratings.filter(kept),
    ...(times && { times: times.filter(kept) }),
  };
}
