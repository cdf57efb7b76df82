import type { ReportSection } from '../section.ts';
import { keyFigures, summaryOf } from '../summary-of.ts';

export const summary: ReportSection = {
  id: 'summary',
  title: 'Summary',
  write: (facts) => [
    { kind: 'list', ordered: true, items: summaryOf(facts) },
    { kind: 'figures', figures: keyFigures(facts) },
    {
      kind: 'note',
      words: [
        'Films are hidden from the model and looked for in its lists. People have seen few of all films, so that a film of a list which they never rated counts as a miss: real lists are better than such figures say. What the words mean stands in ',
        { link: 'Definitions', section: 'definitions' },
        '.',
      ],
    },
  ],
};
