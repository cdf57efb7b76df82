import type { FeatureMaker } from './feature-set.ts';
import { overlappingBins } from './overlapping-bins.ts';
import { weigh } from './weigh.ts';

const bins = [
  { center: 70, phrase: 'under 80 minutes long' },
  { center: 90, phrase: 'of about an hour and a half' },
  { center: 105, phrase: 'of about an hour and three quarters' },
  { center: 120, phrase: 'of about two hours' },
  { center: 145, phrase: 'of about two and a half hours' },
  { center: 180, phrase: 'of three hours or more' },
];

export const runtime: FeatureMaker = {
  name: 'runtime',
  summary: 'How long a film is, in six lengths that overlap.',
  weight: 0.2,
  tables: ['details'],
  async make(films) {
    const known = `(SELECT * FROM ${films.of('details')} WHERE runtime > 0)`;
    const { features, rows } = await films.gather(overlappingBins(known, 'runtime', bins));
    return weigh(features, rows, () => 1);
  },
};
