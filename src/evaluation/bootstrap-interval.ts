import type { Context } from '../context.ts';
import { groupPeople } from './group-people.ts';
import { figureOf, type Estimate, type Measure } from './measure.ts';
import { resample } from './resample.ts';

/**
 * Figures with their bootstrap 95 % percentile intervals over people (Efron & Tibshirani 1993, §13.3), all from the
 * same resamples. The measures are of the same people. Where fewer than two people have a part there is no interval
 * (null); the value is NaN where nobody has.
 */
export async function bootstrapIntervals(
  measures: readonly Measure[],
  context: Context,
  resamples = 1000,
): Promise<Estimate[]> {
  const groups = groupPeople(
    measures.map(({ parts }) => parts),
    context.seed,
  );
  const totals = await resample(groups, resamples, context);
  return measures.map((measure, at) => {
    const { sum, weight } = totals[at];
    const figures = sum.map((total, draw) => measure.value(total / weight[draw]));
    const people = groups[at].weight.reduce((count, weight) => count + Number(weight > 0), 0);
    return { value: figureOf(measure), ...(people < 2 ? noInterval : middle95(figures)) };
  });
}

export const noInterval = { low: null, high: null } as const;

/** The 2.5th and the 97.5th percentile of resampled figures, but for resamples in which nobody has a part (NaN). */
export function middle95(figures: Float64Array): { low: number; high: number } {
  const sorted = figures.filter((figure) => !Number.isNaN(figure)).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** With linear interpolation between the neighbors (type 7 of Hyndman & Fan 1996). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
