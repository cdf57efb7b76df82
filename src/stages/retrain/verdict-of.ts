import type { Check, Comparison } from './compare-fits.ts';

/** What a check comes to: whether the new fit may be put in service, and why, in a sentence. */
export interface Verdict {
  readonly good: boolean;
  readonly why: string;
}

/** By so much of its figure a fit may be worse for the people of the data set, whose tastes are not the service's. */
export const tolerance = 0.02;

/**
 * A new fit is good unless it is worse beyond chance: the 95 % interval of the loss lies above 0. Over all people together
 * that is so of any loss; for the people of the data set of one that is more than 2 % of the figure before. Only these
 * cannot be outnumbered by people who sign up to spoil the recommendations, and then find their own ratings predicted
 * better than before.
 */
export function verdictOf({ figure, better, all, dataset }: Check): Verdict {
  const isWorse = ({ before, difference: { low, high } }: Comparison, tolerated: number): boolean => {
    const least = better === 'higher' ? high && -high : low;
    return least !== null && least > tolerated * before;
  };
  if (isWorse(all, 0)) return { good: false, why: `It is worse beyond chance: ${said(figure, all)}.` };
  if (dataset && isWorse(dataset, tolerance)) {
    return { good: false, why: `It is worse beyond chance for the people of the data set: ${said(figure, dataset)}.` };
  }
  const { low, high } = all.difference;
  const isBetter = better === 'higher' ? low !== null && low > 0 : high !== null && high < 0;
  return {
    good: true,
    why: `It is ${isBetter ? 'better' : 'as good as before, within chance'}: ${said(figure, all)}.`,
  };
}

function said(figure: string, { before, after, people, difference: { difference, low, high } }: Comparison): string {
  const interval = low === null || high === null ? '' : ` (95 % interval ${signed(low)} to ${signed(high)})`;
  const who = people === 1 ? '1 person' : `${people.toLocaleString('en-US')} people`;
  const what = `${figure.toUpperCase()} ${after.toFixed(4)} against ${before.toFixed(4)}`;
  return `${what} on held-out ratings of ${who}, ${signed(difference)}${interval}`;
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
