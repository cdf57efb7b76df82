import { weightedMean, type Averaging } from './weighted-mean.ts';

/** What the kernel of this name computes for one item, in float64; `similarities` and `values` are by rated film. */
export function averageRated(similarities: number[], values: number[], averaging: Averaging): number {
  const offers = similarities.map((weight, place) => ({ weight, value: values[place] }));
  return weightedMean(offers.filter(({ weight }) => weight > 0).sort(byWeight), averaging);
}

/** The sort is stable, so that of equals the earlier stays in front. */
const byWeight = (a: { weight: number }, b: { weight: number }): number => b.weight - a.weight;
