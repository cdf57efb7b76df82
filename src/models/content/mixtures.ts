import type { FilmMatrix } from './film-matrix.ts';

/** A sum of sets whose weight is found as one: how much of each set is in it, and its part of the prior. */
export interface Mixture {
  readonly sets: Float64Array;
  readonly share: number;
}

/** What weights are found for: each set by itself, or, where it is given how they compare, all of them as one. */
export function mixturesOf({ shares }: FilmMatrix, weights: string): readonly Mixture[] {
  if (weights === 'given') return [{ sets: shares, share: 1 }];
  return Array.from(shares, (share, set) => ({ sets: shares.map((_, at) => Number(at === set)), share }));
}

/** The amount of each mixture in something that has these amounts of the sets. */
export const mix = (mixtures: readonly Mixture[], amounts: Float64Array): number[] =>
  mixtures.map(({ sets }) => sets.reduce((sum, part, set) => sum + part * amounts[set], 0));

/** The weights of the sets where the mixtures have these. */
export function unmix(mixtures: readonly Mixture[], weights: readonly number[]): Float64Array {
  const found = new Float64Array(mixtures[0]?.sets.length ?? 0);
  for (const [at, { sets }] of mixtures.entries()) sets.forEach((part, set) => (found[set] += part * weights[at]));
  return found;
}
