import { engagementSection } from './engagement/section.ts';
import type { ReportSection } from './section.ts';
import { cost } from './sections/cost.ts';
import { data } from './sections/data.ts';
import { definitions } from './sections/definitions.ts';
import { examples } from './sections/examples.ts';
import { improvements } from './sections/improvements.ts';
import { quality } from './sections/quality.ts';
import { reproduce } from './sections/reproduce.ts';
import { summary } from './sections/summary.ts';
import { terms } from './sections/terms.ts';
import { weaknesses } from './sections/weaknesses.ts';

/** All sections of the report, in their order. */
export const reportSections: readonly ReportSection[] = [
  ...[summary, data, quality, weaknesses],
  ...[engagementSection, examples, cost],
  ...[improvements, definitions, reproduce, terms],
];
