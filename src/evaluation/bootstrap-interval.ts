import type { Context } from '../context.ts';
import { groupedParts, groupPeople } from './group-people.ts';
import { countOf, figureAt, figureOf, type Estimate, type Measure } from './measure.ts';
import { drawnTotals, drawPeople } from './resample.ts';

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
  const draws = await drawPeople(groups.count, resamples, context);
  const grouped = measures.map(({ parts }) => groupedParts(parts, groups));
  const drawn = drawnTotals(draws, grouped);
  return measures.map((measure, at) => {
    const interval = countOf(measure.parts) < 2 ? noInterval : middle95(drawnFigures({ ...measure, parts: drawn[at] }));
    return { value: figureOf(measure), ...interval };
  });
}

export const noInterval = { low: null, high: null } as const;

/** The figure of each draw, from the totals that `drawnTotals` gives. */
export const drawnFigures = (drawn: Measure): Float64Array =>
  drawn.parts.weight.map((_, draw) => figureAt(drawn, draw));

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
