import { quoted } from '../../artifacts/database.ts';
import { shownName } from '../shown-name.ts';
import { compareMeans, range } from './compare-means.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { describeGroups } from './describe-groups.ts';
import { ratingGroups, type RatingGroups } from './rating-groups.ts';
import { ratingRows } from './rating-rows.ts';

/** How films of each genre are rated, the best rated first, and the genres that too few ratings are of. */
export interface RatingByGenre extends RatingGroups {
  /** Genres beyond the twenty with the most ratings, the most rated first. */
  readonly rare: readonly string[];
}

const mostGenres = 20;

export const ratingByGenre = defineEdaChart({
  name: 'rating-by-genre',
  summary: 'How films of each genre are rated.',
  section: 'ratings',
  needs: ['values', 'genres'],
  async aggregate(survey): Promise<RatingByGenre | LeftOut> {
    const films = 'SELECT item, unnest(list_distinct(genres)) AS name FROM films';
    const genres = await survey.database.rows<{ name: string }>(
      `SELECT name FROM (${films}) JOIN film_counts USING (item) GROUP BY name ORDER BY sum(ratings) DESC, name`,
    );
    if (genres.length < 2) return new LeftOut('all rated films with known genres are of one genre');
    const names = genres.map(({ name }) => name);
    const shown = names.slice(0, mostGenres).map(quoted).join(', ');
    const counted = await ratingGroups(survey, `SELECT * FROM (${films}) WHERE name IN (${shown})`);
    const groups = [...counted.groups].sort((a, b) => b.mean - a.mean);
    return { ...counted, groups, rare: names.slice(mostGenres) };
  },
  title(data) {
    if (data.groups.length === 0) return 'No films with a genre yet';
    const found = compareMeans(data);
    if (!found) return `${short(data.groups[0].name)} is rated ${data.groups[0].mean.toFixed(2)} on average`;
    const { best, worst, isAlike } = found;
    const [high, low] = [best, worst].map(({ mean }) => mean.toFixed(2));
    if (isAlike) return `Films of all genres are rated about alike, ${range(low, high)} on average`;
    return `${short(best.name)} is rated best, ${high} on average, ${short(worst.name)} worst, ${low}`;
  },
  subtitle(data) {
    const { groups, relevant, rare } = data;
    if (groups.length === 0) return '';
    return (
      'A film counts in each of its genres. ' +
      `Dark blue: ${relevant} or better, a good rating. Red: the row’s mean; dashed: the mean of all ratings.${rareOnes(rare)}${compareMeans(data)?.note ?? ''}`
    );
  },
  description: (data) => describeGroups(data, 'genre of the film, a film being in several'),
  plot: (data) => (data.groups.length === 0 ? null : ratingRows(data, 'Genre')),
});

function rareOnes(rare: readonly string[]): string {
  if (rare.length === 0) return '';
  const names = rare.length > 5 ? [...rare.slice(0, 4).map(short), `${rare.length - 4} more`] : rare.map(short);
  return ` Left out, having the fewest ratings: ${names.join(', ')}.`;
}

const short = (name: string): string => shownName(name, 40);
