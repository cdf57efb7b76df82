import { meanPopularity } from './mean-popularity.ts';
import type { RankingMetric } from './metric.ts';

export const popularityLift: RankingMetric = {
  kind: 'ranking',
  name: 'popularity-lift',
  summary: 'How much more popular the listed films are than those that people rated: 1 is twice as popular, 0 just as.',
  formula:
    'Σ mean popularity of the films among the first k / Σ mean popularity of the films of the history − 1, sums over ' +
    'people; popularity: people who rated the film in training / people; without those who have no list, or no ' +
    'history of films rated in training',
  source: 'Abdollahpouri, Mansoury, Burke & Mobasher 2019, 2020',
  better: 'lower',
  of: ({ items }, k, background) => meanPopularity(items, Math.min(k, items.length), background),
  weight: ({ history }, _, background) => meanPopularity(history, history.length, background) || 0,
  value: (means) => means[0] - 1,
};
