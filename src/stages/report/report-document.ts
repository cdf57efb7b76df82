import type { Document } from '../../report/document.ts';
import type { ReportFacts } from './facts.ts';
import { reportSections } from './registry.ts';
import { counted, day } from './words.ts';

/** The report as a document; sections that have nothing to say are left out. */
export function reportDocument(facts: ReportFacts): Document {
  const { dataset, chosen, cleaned, written, made } = facts;
  return {
    title: `Recommendations for ${dataset}: are they good enough?`,
    subtitle: `Model ${chosen}; ${counted(cleaned.after.ratings, cleaned.feedback === 'explicit' ? 'rating' : 'choice')} by ${counted(cleaned.after.users, cleaned.simulated ? 'simulated person' : 'person', cleaned.simulated ? 'simulated people' : 'people')}`,
    warnings: cleaned.simulated
      ? [
          'Simulated: these people, and all that they did, were made by a program. The figures show that everything works; they say nothing of how real people would fare.',
        ]
      : [],
    sections: reportSections.flatMap(({ id, title, write }) => {
      const blocks = write(facts);
      return blocks.length > 0 ? [{ id, title, blocks }] : [];
    }),
    foot: `Written by movierec ${made.versions['movierec']} on ${day(written)}, from figures alone.`,
  };
}
