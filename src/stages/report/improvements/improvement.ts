import type { ReportFacts } from '../facts.ts';

/** Something that would make lists better, and by how much. */
export interface Improvement {
  /** As an order: "Use ease instead of svd". */
  readonly what: string;
  /** The expected change of list quality as a part of today's; null where it is not measured. */
  readonly gain: number | null;
  /** Whether another model has it already, or it is reckoned, or it is the most that there can be. */
  readonly kind: 'measured' | 'estimate' | 'at most';
  /** How the gain comes out of figures of the report; where there is none, why. */
  readonly how: string;
  /** Where these figures stand. */
  readonly section: string;
  /** What to type. */
  readonly command?: string;
}

/** A kind of improvement; all are in `registry.ts`. */
export interface Improver {
  /** Nothing where there is nothing to improve. */
  (facts: ReportFacts): readonly Improvement[];
}
