import type { ErrorCode } from '../errors.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';

/** What came of fitting and testing once. */
export interface TrialOutcome {
  /** The figure that is searched for; null where the fit failed. */
  readonly value: number | null;
  /** Its 95 % interval; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly seconds: number;
  /** Why there is no figure. */
  readonly failed?: ErrorCode;
}

/** A finished trial of a search; trials are numbered from 0. */
export interface Trial extends TrialOutcome {
  readonly trial: number;
  readonly parameters: Values<Parameters>;
}

/** Which of two figures is the better one. */
export type Better = Metric['better'];

/** Whether a figure is better than another; any is better than none. */
export function isBetter(value: number | null, than: number | null, better: Better): boolean {
  if (value === null) return false;
  return than === null || (better === 'higher' ? value > than : value < than);
}

/** The trial with the best figure, the earliest of several; nothing where every one failed. */
export function bestOf(trials: readonly Trial[], better: Better): Trial | undefined {
  return trials.reduce<Trial | undefined>(
    (best, trial) => (isBetter(trial.value, best?.value ?? null, better) ? trial : best),
    undefined,
  );
}
