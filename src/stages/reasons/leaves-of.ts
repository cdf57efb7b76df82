import type { Reason } from './reasons-of.ts';

/**
 * The reasons of a model's parts in place of the parts, the weightiest first; what several parts give as a reason is one,
 * with their amounts together. They add up to the same as before.
 */
export function leavesOf(reasons: readonly Reason[]): Reason[] {
  const leaves = new Map<string, Reason>();
  const add = (reason: Reason): void => {
    if (reason.reasons) return reason.reasons.forEach(add);
    const { because, movie, user, feature, part } = reason;
    const key = JSON.stringify([because, movie, user, feature, part]);
    const known = leaves.get(key);
    leaves.set(key, known ? { ...known, amount: known.amount + reason.amount } : reason);
  };
  reasons.forEach(add);
  return [...leaves.values()].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
}
