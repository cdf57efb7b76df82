import type { FitCheck, FitComparison } from './compare-fits.ts';

/** What a check comes to: whether the new fit may be put in service, and why, in a sentence. */
export interface Verdict {
  readonly good: boolean;
  readonly why: string;
}

/**
 * By what share of its figure a fit may be worse: as much as two fits of a model on the same ratings differ by the seed
 * alone. On MovieLens' small set that is up to 1 % of the NDCG@10 of ials and 3 % of that of bpr, and .3 % of the RMSE
 * of svd, whose whole gain from two hundred people more is 1.6 %.
 */
export const tolerances = { higher: 0.02, lower: 0.005 } as const;

/**
 * A new fit is good unless it is worse, which is: the 95 % interval of its loss lies above the tolerance as a whole, so that
 * neither chance among the people tested nor the draws of a fit explain it. It must not be worse than the version in
 * service for all people together, nor for those of the data set alone; and for these, not worse than the model as it
 * was trained. All together are what the service is for; but people who sign up to spoil it may outnumber the others,
 * and find their own ratings predicted better than before: they are never among the people of the data set. The model
 * as trained is the floor under many small losses, one a retraining. A model that predicts ratings is judged by RMSE
 * alone: its lists of ten move by a quarter, up or down, with honest ratings too.
 */
export function verdictOf({ figure, better, all, dataset, asTrained }: FitCheck): Verdict {
  const isWorse = ({ before, difference: { low, high } }: FitComparison): boolean => {
    const least = better === 'higher' ? high && -high : low;
    return least !== null && least > tolerances[better] * before;
  };
  const losses = [
    [all, ''],
    [dataset, ' for the people of the data set'],
    [asTrained, ' than the model as trained for the people of the data set'],
  ] as const;
  for (const [comparison, forWhom] of losses) {
    if (comparison && isWorse(comparison)) {
      return { good: false, why: `It is worse${forWhom}, beyond chance: ${said(figure, comparison)}.` };
    }
  }
  return { good: true, why: `It is ${standing(all, better)}: ${said(figure, all)}.` };
}

function standing({ difference: { low, high } }: FitComparison, better: FitCheck['better']): string {
  if (low === null || high === null || (low <= 0 && high >= 0)) return 'as good as before, within chance';
  const isBetter = better === 'higher' ? low > 0 : high < 0;
  return isBetter ? 'better' : `hardly worse, within ${100 * tolerances[better]} %`;
}

function said(figure: string, { before, after, people, difference: { difference, low, high } }: FitComparison): string {
  const interval = low === null || high === null ? '' : ` (95 % interval ${signed(low)} to ${signed(high)})`;
  const who = people === 1 ? '1 person' : `${people.toLocaleString('en-US')} people`;
  const what = `${figure.toUpperCase()} ${after.toFixed(4)} against ${before.toFixed(4)}`;
  return `${what} on held-out ratings of ${who}, ${signed(difference)}${interval}`;
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
