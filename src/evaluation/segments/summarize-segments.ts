import type { Context } from '../../context.ts';
import { bootstrapIntervals } from '../bootstrap-interval.ts';
import { countOf, type Estimate, type Measure } from '../measure.ts';

/** How a model does for one group. */
export interface Segment {
  readonly name: string;
  /** Who is in it; for films, who has such films to find or to predict. */
  readonly people: number;
  readonly metrics: Readonly<Record<string, Estimate>>;
}

/** How far apart the groups are by one figure. */
export interface Gap {
  readonly best: string;
  readonly worst: string;
  /** Always positive. */
  readonly difference: number;
}

/** A grouping's figures. */
export interface Segmentation {
  readonly by: string;
  readonly kind: 'people' | 'films';
  readonly groups: readonly Segment[];
  /** Between the groups in which at least `enough` people have a part in the figure, by figure. */
  readonly gaps: Readonly<Record<string, Gap>>;
}

/** Groups of fewer people say more of chance than of the model. */
export const enough = 20;

/** How fairness between groups is measured. */
export const fairness =
  'Each group has the figures of its people alone; for films, the RMSE of their ratings, and recall where only they ' +
  `are to be found. The gap is the best group's figure minus the worst's, among groups of at least ${enough} people ` +
  '(Ekstrand et al. 2018; Li, Chen, Fu, Ge & Zhang 2021).';

/** A grouping as measured with one model. */
export interface Segmented {
  readonly by: string;
  readonly kind: 'people' | 'films';
  readonly groups: readonly {
    readonly name: string;
    readonly people: number;
    readonly measures: ReadonlyMap<string, Measure>;
  }[];
}

/**
 * The figures of each group with bootstrap intervals, groups of nobody left out, and between which groups the largest
 * gap is. `isLowerBetter` says of a key whether lower is better.
 */
export async function summarizeSegments(
  { by, kind, groups: segmented }: Segmented,
  isLowerBetter: (key: string) => boolean,
  context: Context,
): Promise<Segmentation> {
  const present = segmented.flatMap(({ name, people, measures }) => {
    const own = [...measures].filter(([, { parts }]) => countOf(parts) > 0);
    return own.length > 0 ? [{ name, people, measures: own }] : [];
  });
  // All at once, so that all groups come from the same resamples.
  const all = present.flatMap(({ measures }) => measures.map(([, measure]) => measure));
  const estimates = await bootstrapIntervals(all, context);
  let next = 0;
  const groups = present.map(({ name, people, measures }): Segment => {
    return { name, people, metrics: Object.fromEntries(measures.map(([key]) => [key, estimates[next++]])) };
  });
  const keys = new Set(groups.flatMap(({ metrics }) => Object.keys(metrics)));
  const gaps = [...keys].flatMap((key) => {
    const large = groups.filter((_, at) => present[at].measures.some((own) => own[0] === key && isLarge(own[1])));
    const gap = gapOf(large, key, isLowerBetter(key) ? -1 : 1);
    return gap ? [[key, gap] as const] : [];
  });
  return { by, kind, groups, gaps: Object.fromEntries(gaps) };
}

const isLarge = ({ parts }: Measure): boolean => countOf(parts) >= enough;

/** Between groups that all have the figure. */
function gapOf(groups: readonly Segment[], key: string, sign: number): Gap | undefined {
  const ranked = groups.toSorted((a, b) => sign * (b.metrics[key].value - a.metrics[key].value));
  if (ranked.length < 2) return undefined;
  const [best, worst] = [ranked[0], ranked[ranked.length - 1]];
  const difference = Math.abs(best.metrics[key].value - worst.metrics[key].value);
  return { best: best.name, worst: worst.name, difference };
}
