import type { Context } from '../context.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import type { Plan, Search } from './search.ts';
import { isBetter, type Trial, type TrialOutcome } from './trial.ts';
import type { TrialLog } from './trial-log.ts';

/** A search, and what it needs to be run. */
export interface SearchRun {
  readonly search: Search;
  readonly plan: Plan;
  readonly log: TrialLog;
  /** How many trials run at once. */
  readonly parallel: number;
  /** Ends the search when so many trials in a row, by number, brought nothing better. */
  readonly patience?: number | undefined;
  /** Fits and tests; called for `parallel` trials at once. */
  run(parameters: Values<Parameters>): Promise<TrialOutcome>;
}

/** The trials of a search, by number. */
export interface SearchResult {
  readonly trials: readonly Trial[];
  /** How many of them were there before. */
  readonly resumed: number;
  /** Whether the patience was at an end before the trials were. */
  readonly stopped: boolean;
}

/**
 * Runs the trials of a search that are not in its log yet. Trials begin in the order of their numbers, each with what
 * all trials below `waitsFor` gave and nothing else, so that what is tried depends neither on how many run at once and
 * which of them ends first nor on interruptions; patience, too, goes by the number.
 * @throws what `run` throws, and the signal's reason; finished trials are in the log
 */
export async function runSearch(given: SearchRun, context: Context): Promise<SearchResult> {
  const { search, plan, log, parallel, patience = Infinity, run } = given;
  const finished = log.trials;
  const before = new Set(finished.keys());
  const underway = new Map<number, Promise<void>>();
  const first = (count: number): Trial[] => Array.from({ length: count }, (_, trial) => finished.get(trial)!);

  const begin = (trial: number): void => {
    const parameters = search.suggest(trial, first(search.waitsFor(trial, plan)), plan);
    const work = run(parameters).then(async (outcome) => {
      await log.add({ trial, parameters, ...outcome });
      underway.delete(trial);
    });
    work.catch(() => undefined); // the race below hears of it, unless another was faster
    underway.set(trial, work);
  };

  let end = search.total(plan);
  /** All trials below are finished, and what they came to. */
  let passed = 0;
  let best: number | null = null;
  let since = 0;
  for (let next = 0; ;) {
    context.signal.throwIfAborted();
    for (; passed < end && finished.has(passed); passed++) {
      const { value } = finished.get(passed)!;
      since = isBetter(value, best, plan.better) ? 0 : since + 1;
      if (since === 0) best = value;
      if (since >= patience) end = passed + 1;
    }
    context.progress(
      Math.min(finished.size, end),
      end,
      `trials, ${best === null ? 'none done' : `best ${best.toPrecision(4)}`}`,
    );
    while (next < end && finished.has(next)) next++;
    if (next < end && underway.size < parallel && search.waitsFor(next, plan) <= passed) begin(next++);
    else if (underway.size > 0) await Promise.race(underway.values());
    else break;
  }
  const trials = first(end);
  const resumed = trials.filter(({ trial }) => before.has(trial)).length;
  return { trials, resumed, stopped: end < search.total(plan) };
}
