import type { FeatureMaker } from './feature-set.ts';
import { stemCounts } from './text/stem-counts.ts';
import { frequencyWithin, weigh } from './weigh.ts';

export const plots: FeatureMaker = {
  name: 'plots',
  summary: 'The words of a film’s plot, by their stems; rare ones count more (TF-IDF).',
  weight: 0.5,
  tables: ['plots'],
  async make(films, context) {
    const rows = await films.database.rows<{ film: number; plot: string }>(
      `SELECT film, first(plot ORDER BY length(plot) DESC, plot) AS plot FROM ${films.of('plots')} GROUP BY film`,
    );
    const texts = new Array<string | null>(films.size).fill(null);
    for (const { film, plot } of rows) texts[film] = plot;
    const { words, rows: counts } = await stemCounts(texts, context);
    // Said twice is not meant twice as much.
    const damped = { ...counts, values: counts.values.map((count) => 1 + Math.log(count)) };
    const phrases = words.map((word) => `whose plot speaks of "${word}"`);
    return weigh(phrases, damped, frequencyWithin({ least: 3, most: 0.25 }));
  },
};
