import type { Estimate } from '../../evaluation/measure.ts';
import type { StudyPart, StudyRow } from '../../evaluation/studies/study.ts';
import { metricOfFigure } from '../../metrics/registry.ts';

/** Whether ours is theirs, within the tolerance of the study, or better or worse than that. */
export type Verdict = 'within' | 'better' | 'worse';

/** A figure of ours beside theirs. */
export interface ComparedFigure {
  /** `rmse`, `ndcg@100`. */
  readonly key: string;
  readonly published: number | null;
  readonly ours: Estimate | null;
  /** Ours less theirs. */
  readonly difference: number | null;
  /** None where there is nothing to compare, or the data are not those of the publication. */
  readonly verdict: Verdict | null;
}

/** Rounding of the published figure and of ours is not held against either. */
const rounding = 1e-9;

/** Puts the figures of a row beside the published ones; `ours` is null for a row that was left out. */
export function compareRow(
  { figures, tolerance }: StudyPart,
  { published = {} }: StudyRow,
  ours: Readonly<Record<string, Estimate>> | null,
  isComparable: boolean,
): ComparedFigure[] {
  return figures.map((key) => {
    const theirs = published[key] ?? null;
    const own = ours?.[key] ?? null;
    const difference = own && theirs !== null ? own.value - theirs : null;
    const verdict = difference === null || !isComparable ? null : verdictOn(key, difference, tolerance);
    return { key, published: theirs, ours: own, difference, verdict };
  });
}

function verdictOn(key: string, difference: number, tolerance: number): Verdict {
  if (Math.abs(difference) <= tolerance + rounding) return 'within';
  const isHigher = difference > 0;
  return isHigher === (metricOfFigure(key).better === 'higher') ? 'better' : 'worse';
}
