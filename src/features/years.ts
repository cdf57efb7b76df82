import type { FeatureMaker } from './feature-set.ts';
import { overlappingBins } from './overlapping-bins.ts';
import { weigh } from './weigh.ts';

const decades = Array.from({ length: 20 }, (_, at) => 1880 + 10 * at);
const bins = decades.map((decade) => ({ center: decade + 4.5, phrase: `from around the ${decade}s` }));

export const years: FeatureMaker = {
  name: 'years',
  summary: 'The era a film is from: its decade, and the neighboring one by how near it is.',
  weight: 0.5,
  tables: ['movies'],
  async make(films) {
    const { features, rows } = await films.gather(overlappingBins(films.of('movies'), 'year', bins));
    return weigh(features, rows, () => 1);
  },
};
