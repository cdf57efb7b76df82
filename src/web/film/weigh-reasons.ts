import type { Reason } from '../../server/contract.ts';

export interface WeighedReason {
  readonly text: string;
  /** The film that was rated, where it is one. */
  readonly film: string | undefined;
  /** As it is shown: +0.12 points, or −3 % of all that speaks for it. */
  readonly amount: string;
  /** From −1 to 1, by the weightiest. */
  readonly extent: number;
}

interface Weighed {
  /** The average that points are added to, where amounts are points. */
  readonly start: number | undefined;
  readonly weighed: readonly WeighedReason[];
}

/**
 * Reasons to be drawn, the weightiest first. The average of all ratings is none: it is where points start from. What
 * would be shown as nothing is left out.
 */
export function weighReasons(reasons: readonly Reason[], inPoints: boolean): Weighed {
  const averages = reasons.filter(({ because }) => because === 'average');
  const others = reasons
    .filter(({ because }) => because !== 'average')
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const most = Math.abs(others.at(0)?.amount ?? 0);
  const speaking = others.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);
  const shown = (amount: number): string =>
    inPoints ? signed(amount, 2) : speaking > 0 ? `${signed((100 * amount) / speaking, 0)} %` : '';
  const weighed = others
    .map(({ text, film, amount }) => ({ text, film, amount: shown(amount), extent: most > 0 ? amount / most : 0 }))
    .filter(({ amount }) => /[1-9]/.test(amount));
  const start = averages.reduce((sum, { amount }) => sum + amount, 0);
  return { start: inPoints && averages.length > 0 ? start : undefined, weighed };
}

const signed = (amount: number, digits: number): string =>
  `${amount < 0 ? '\u2212' : '+'}${Math.abs(amount).toFixed(digits)}`;
