import type { FeatureMaker } from './feature-set.ts';
import { overlappingBins } from './overlapping-bins.ts';
import { weigh } from './weigh.ts';

const ratings = [3, 4, 5, 6, 7, 8, 9].map((center) => ({ center, phrase: `rated about ${center} on IMDb` }));
/** By powers of ten. */
const counts = [
  { center: 1, phrase: 'that hardly anyone votes on' },
  { center: 2, phrase: 'with about a hundred votes on IMDb' },
  { center: 3, phrase: 'with about a thousand votes on IMDb' },
  { center: 4, phrase: 'with about ten thousand votes on IMDb' },
  { center: 5, phrase: 'with about a hundred thousand votes on IMDb' },
  { center: 6, phrase: 'with a million votes on IMDb' },
];

export const votes: FeatureMaker = {
  name: 'votes',
  summary: 'What IMDb’s voters give a film, and how many they are, in grades that overlap.',
  weight: 0.3,
  tables: ['votes'],
  async make(films) {
    const known = `(SELECT film, imdbRating, imdbVotes FROM ${films.of('votes')} WHERE imdbVotes > 0)`;
    const { features, rows } = await films.gather(
      `${overlappingBins(known, 'imdbRating', ratings)} UNION ALL ${overlappingBins(known, 'log10(imdbVotes)', counts)}`,
    );
    return weigh(features, rows, () => 1);
  },
};
