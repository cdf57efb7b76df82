import type { Parameters, Values } from '../models/contract/parameters.ts';
import type { Space } from './space.ts';

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
  readonly better: 'higher' | 'lower';
  /** How many trials may be under way at once. */
  readonly lag: number;
  /** Parameters that every trial has, and that are not searched. */
  readonly fixed: Partial<Values<Parameters>>;
  /** The epochs of a full fit, for a search that gives some trials fewer. */
  readonly epochs?: number;
}

/** A way to choose what to try next. To add one: a file in searches/ that exports it, and a line in `registry.ts`. */
export interface Search {
  readonly name: string;
  /** What it does, in a sentence for people. */
  readonly summary: string;
  /** Where it was published. */
  readonly source: string;

  /** How many trials there will be in all. */
  total(plan: Plan): number;

  /**
   * All trials below this number must be finished before trial `trial` can be suggested: what makes a search repeatable
   * however many run at once.
   */
  waitsFor(trial: number, plan: Plan): number;

  /** The parameters of a trial; `seen` are exactly the trials below `waitsFor(trial)`, in order. */
  suggest(trial: number, seen: readonly Observation[], plan: Plan): Values<Parameters>;
}
