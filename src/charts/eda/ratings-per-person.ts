import { defineCountHistogram } from './define-count-histogram.ts';

export const ratingsPerPerson = defineCountHistogram({
  name: 'ratings-per-person',
  summary: 'How many ratings people gave.',
  section: 'people',
  needs: ['several people'],
  table: 'user_counts',
  many: 'people',
  one: 'person',
  verb: 'gave',
  meaning: (word) => `Fewer than 5 ${word} say little about a taste.`,
});
