import type { Parameters, Values } from '../models/contract/parameters.ts';
import type { Space } from './space.ts';
import type { Better } from './trial.ts';

/** What came of a trial. */
export interface Observation {
  readonly trial: number;
  readonly parameters: Values<Parameters>;
  /** The figure that is searched for; null where the fit failed. */
  readonly value: number | null;
}

/** What a search is to do; the same plan and the same observations give the same suggestions. */
export interface Plan {
  readonly space: Space;
  /** How many trials are asked for; see `Search.total` for how many there will be. */
  readonly trials: number;
  readonly seed: number;
  readonly better: Better;
  /** How many trials may be under way at once. */
  readonly lag: number;
  /** Parameters that every trial has, and that are not searched. */
  readonly fixed: Partial<Values<Parameters>>;
  /** What is searched, as trial 0 has it; a draw like the others where it is not given. */
  readonly start?: Values<Parameters>;
  /** The epochs of a full fit, for a search that gives some trials fewer. */
  readonly epochs?: number;
}

/**
 * A way to choose what to try next. To add one: a file in searches/ that exports it, and a line in `registry.ts`. Trial 0 is
 * the start of the plan, fitted in full, so that no search ends with less than it began with.
 */
export interface Search {
  readonly name: string;
  /** What it does, in a sentence for people. */
  readonly summary: string;
  /** Where it was published. */
  readonly source: string;
  /** Only for models that are fitted in epochs: it gives most trials few of them, and ends by itself. */
  readonly needsEpochs?: true;

  /** Whether another number of trials makes it another search; else it goes on from fewer to more as if unbroken. */
  isOfFixedSize(plan: Plan): boolean;

  /** How many trials there will be in all. */
  total(plan: Plan): number;

  /** Why these are not as many as were asked for, in a few words, where they are not. */
  remark?(plan: Plan): string | undefined;

  /**
   * All trials below this number must be finished before trial `trial` can be suggested: what makes a search repeatable
   * however many run at once.
   */
  waitsFor(trial: number, plan: Plan): number;

  /** The parameters of a trial; `seen` are exactly the trials below `waitsFor(trial)`, in order. */
  suggest(trial: number, seen: readonly Observation[], plan: Plan): Values<Parameters>;
}
