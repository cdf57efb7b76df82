import type { Observation, Plan } from './search.ts';
import type { Dimension } from './space.ts';
import { rankTrials } from './rank-trials.ts';
import { optionsOf, placeOf, type Value } from './unit.ts';

/** How much a parameter mattered in a search. */
export interface Importance {
  readonly name: string;
  /** The share of the figure's variance that this parameter explains by itself, from 0 to 1. */
  readonly share: number;
  /** Where the best quarter of trials lies: the lowest and the highest value, or the choices, most frequent first. */
  readonly best: readonly Value[];
}

/** From how many trials on something can be said of what mattered. */
export const fewestTrials = 10;

/**
 * What mattered: for each parameter its main effect, by a regression on it alone that is tested on what it has not seen,
 *
 *   share = max(0, 1 - Σ (yᵢ - ŷ₋ᵢ(xᵢ))² / Σ (yᵢ - ȳ₋ᵢ)²),
 *
 * where ŷ₋ᵢ is the mean of all other trials, weighed by the normal kernel of their distance (Nadaraya 1964, Watson 1964),
 * or that of the trials with the same choice, and ȳ₋ᵢ their plain mean. Leaving a trial out of its own estimate gives about 0
 * for a parameter that does nothing. Interactions are no one's, so the shares need not add up to 1. Failed trials are
 * left out; trials should have the same epochs. Null where too few are left to say anything: with two or three, the shares
 * are large by chance. O(trials² · dimensions), no more than some hundred thousand steps.
 */
export function importanceOf(
  observations: readonly Observation[],
  { space, better }: Pick<Plan, 'space' | 'better'>,
): readonly Importance[] | null {
  const worked = rankTrials(observations, better).filter(({ value }) => value !== null);
  if (worked.length < fewestTrials) return null;
  const figures = worked.map(({ value }) => value!);
  const top = worked.slice(0, Math.ceil(worked.length / 4));
  return space.map((dimension) => ({
    name: dimension.name,
    share: shareOf(dimension, worked, figures),
    best: spanOf(
      dimension,
      top.map(({ parameters }) => parameters[dimension.name]),
    ),
  }));
}

function shareOf({ name, parameter }: Dimension, trials: readonly Observation[], figures: readonly number[]): number {
  if (isConstant(figures)) return 0;
  const count = figures.length;
  const options = optionsOf(parameter);
  const places = trials.map(({ parameters }) => placeOf(parameter, parameters[name]));
  const bandwidth = bandwidthOf(places);
  const weight = (a: number, b: number): number =>
    options ? Number(a === b) : Math.exp(-0.5 * ((a - b) / bandwidth) ** 2);
  const sum = figures.reduce((all, one) => all + one, 0);
  let [left, whole] = [0, 0];
  for (let at = 0; at < count; at++) {
    const mean = (sum - figures[at]) / (count - 1);
    let [weighed, weights] = [0, 0];
    for (let other = 0; other < count; other++) {
      if (other === at) continue;
      const near = weight(places[at], places[other]);
      weighed += near * figures[other];
      weights += near;
    }
    left += (figures[at] - (weights > 0 ? weighed / weights : mean)) ** 2;
    whole += (figures[at] - mean) ** 2;
  }
  return Math.max(0, 1 - left / whole);
}

/** Whether figures differ by no more than rounding leaves, which would pass for a variance. */
function isConstant(figures: readonly number[]): boolean {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  return high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high));
}

/** Silverman's rule, 1986: 1.06 · deviation · n^(-1/5). */
function bandwidthOf(places: readonly number[]): number {
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  const variance = places.reduce((sum, place) => sum + (place - mean) ** 2, 0) / places.length;
  return Math.max(1e-3, 1.06 * Math.sqrt(variance) * places.length ** -0.2);
}

function spanOf({ parameter }: Dimension, values: readonly Value[]): readonly Value[] {
  const distinct = [...new Set(values)];
  if (optionsOf(parameter)) {
    const times = (option: Value): number => values.filter((value) => value === option).length;
    return distinct.sort((a, b) => times(b) - times(a));
  }
  const numbers = distinct as number[];
  return numbers.length > 0 ? [Math.min(...numbers), Math.max(...numbers)] : [];
}
