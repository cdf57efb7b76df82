import type { ReportSection } from '../section.ts';

/** How people use what there is. */
export const engagementSection: ReportSection = {
  id: 'engagement',
  title: 'How people use it',
  write: () => [],
};
