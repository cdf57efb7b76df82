import type { Observation } from './search.ts';
import type { Better } from './trial.ts';

/** Trials, the best first and the failed last; of equal ones the earlier. */
export function rankTrials(seen: readonly Observation[], better: Better): Observation[] {
  const sign = better === 'lower' ? 1 : -1;
  const loss = ({ value }: Observation): number => (value === null ? Infinity : sign * value);
  // Two failed trials are equal, but Infinity - Infinity is not 0.
  return [...seen].sort((a, b) => (loss(a) === loss(b) ? a.trial - b.trial : loss(a) - loss(b)));
}
