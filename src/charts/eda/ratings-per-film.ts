import { defineCountHistogram } from './define-count-histogram.ts';

export const ratingsPerFilm = defineCountHistogram({
  name: 'ratings-per-film',
  summary: 'How many ratings films have.',
  section: 'films',
  needs: ['several films'],
  table: 'film_counts',
  many: 'films',
  one: 'film',
  verb: 'have',
  meaning: (word) => `Fewer than 5 ${word} say little about a film. Films without any are not counted.`,
});
