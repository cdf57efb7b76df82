import type { Reason } from './reasons-of.ts';

/** Reasons that would be the same for anyone, or are no reasons for this film rather than another. */
const impersonal: ReadonlySet<Reason['because']> = new Set(['average', 'item', 'user', 'rest', 'fallback']);

/** Whether a reason is about this person and this film: what they rated, whom they are like, what they like in films. */
export const isPersonal = ({ because }: Reason): boolean => !impersonal.has(because);

/**
 * Shares as people are told them: how much of all that speaks for a film for this person in particular comes from one reason.
 * That is its amount by the sum of the positive amounts of all personal reasons, also of those that are not told. What holds
 * for everyone, such as how much a film is liked in general, is no part of it, and what speaks against the film is not taken
 * off: for such a reason the share is negative, by the same measure. 0 for a reason that is not personal.
 */
export function shareOf(reasons: readonly Reason[]): (reason: Reason) => number {
  const whole = reasons.reduce((sum, reason) => sum + (isPersonal(reason) ? Math.max(0, reason.amount) : 0), 0);
  return (reason) => (isPersonal(reason) && whole > 0 ? reason.amount / whole : 0);
}
