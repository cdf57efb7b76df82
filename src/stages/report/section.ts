import type { Block } from '../../report/document.ts';
import type { ReportFacts } from './facts.ts';

/** A part of the report, written from facts alone: the same facts give the same words. All are in `registry.ts`. */
export interface ReportSection {
  /** In kebab-case; links within the report go by it. */
  readonly id: string;
  readonly title: string;
  /** Nothing where it has nothing to say. */
  write(facts: ReportFacts): readonly Block[];
}
