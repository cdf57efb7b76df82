import { compareMeans, range } from './compare-means.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { describeGroups } from './describe-groups.ts';
import { ratingGroups, type RatingGroups } from './rating-groups.ts';
import { ratingRows } from './rating-rows.ts';

/** Early decades with less than this share of all ratings are one group. */
const least = 0.005;

export const ratingByDecade = defineEdaChart({
  name: 'rating-by-decade',
  summary: 'How films of each decade are rated.',
  section: 'ratings',
  needs: ['values', 'years'],
  async aggregate(survey): Promise<RatingGroups | LeftOut> {
    const decades = await survey.database.rows<{ decade: number; share: number }>(`
      SELECT year // 10 * 10 AS decade, sum(ratings) / (SELECT sum(ratings) FROM film_counts) AS share
      FROM films JOIN film_counts USING (item) WHERE year IS NOT NULL GROUP BY decade ORDER BY decade`);
    if (decades.length < 2) return new LeftOut('all rated films with a known year are of one decade');
    const first = decades.findIndex(({ share }) => share >= least);
    const from = first > 1 ? decades[first].decade : decades[0].decade;
    const counted = await ratingGroups(
      survey,
      `SELECT item, CASE WHEN year < ${from} THEN 'before ${from}' ELSE (year // 10 * 10) || 's' END AS name
       FROM films WHERE year IS NOT NULL`,
    );
    const isEarly = ({ name }: { name: string }): boolean => name.startsWith('before');
    return { ...counted, groups: [...counted.groups].sort((a, b) => Number(isEarly(b)) - Number(isEarly(a))) };
  },
  title(data) {
    if (data.groups.length === 0) return 'No films with a year yet';
    const found = compareMeans(data);
    if (!found) return `Films ${ofDecade(data.groups[0].name)} are rated ${data.groups[0].mean.toFixed(2)} on average`;
    const { best, worst, isAlike } = found;
    const [high, low] = [best, worst].map(({ mean }) => mean.toFixed(2));
    if (isAlike) return `Films of all decades are rated about alike, ${range(low, high)} on average`;
    return `Films ${ofDecade(best.name)} are rated best, ${high} on average, those ${ofDecade(worst.name)} worst, ${low}`;
  },
  subtitle(data) {
    const { groups, relevant } = data;
    if (groups.length === 0) return '';
    return (
      `Each row: the ratings of one decade’s films. Dark blue: ${relevant} or better, a good rating. Red: the row’s mean; dashed: ` +
      `the mean of all ratings.${compareMeans(data)?.note ?? ''}`
    );
  },
  description: (data) => describeGroups(data, 'decade of the film'),
  plot: (data) => (data.groups.length === 0 ? null : ratingRows(data, 'Decade')),
});

const ofDecade = (name: string): string => (name.startsWith('before') ? `from ${name}` : `of the ${name}`);
