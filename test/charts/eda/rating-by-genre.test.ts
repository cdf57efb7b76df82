import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { ratingByGenre, type RatingByGenre } from '../../../src/charts/eda/rating-by-genre.ts';
import { counted, meanOf } from '../../fixtures/charts/eda/counted.ts';
import { ratingGroupsOf } from '../../fixtures/charts/eda/rating-by-decade.ts';
import { films, ratings, smallTables } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

describe('how films of each genre are rated', () => {
  test('the twenty most rated genres are counted as by a naive count, the best rated first; three are left out', async () => {
    const data = (await surveyOf(smallTables(), (survey) => ratingByGenre.survey(survey))) as RatingByGenre;
    const genresOf = new Map(films.map(({ movie, genres }) => [movie, genres]));
    const naive = counted(ratings.flatMap(({ movie }) => genresOf.get(movie)!));
    const ranked = [...naive.keys()].sort((a, b) => naive.get(b)! - naive.get(a)! || (a < b ? -1 : 1));
    expect(ranked).toHaveLength(23);
    expect(data.rare).toEqual(ranked.slice(20));
    expect(data.groups.map(({ name }) => name).sort()).toEqual(ranked.slice(0, 20).sort());
    const means = data.groups.map(({ mean }) => mean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    for (const { name, mean, count, good, ratings: bars } of data.groups) {
      const own = ratings.filter(({ movie }) => genresOf.get(movie)!.includes(name)).map(({ rating }) => rating);
      expect(count).toBe(own.length);
      expect(mean).toBeCloseTo(meanOf(own), 5);
      expect(good).toBe(own.filter((rating) => rating >= 4).length);
      expect(new Map(bars.map(({ rating, count: ofBar }) => [rating, ofBar]))).toEqual(counted(own));
    }
  });

  test('a single genre is nothing to compare', async () => {
    const tables = { ...smallTables(), movies: films.map(({ movie }) => [movie, `The ${movie}`, 1990, ['Drama']]) };
    const data = await surveyOf(tables, (survey) => ratingByGenre.survey(survey));
    expect(data).toEqual(new LeftOut('all rated films with known genres are of one genre'));
  });

  test('the title names the best and the worst of those with 100 ratings, and says what is left out', () => {
    const spec = ratingByGenre.spec({
      ...ratingGroupsOf({ Short: [12, 4.5], War: [4859, 3.81], Horror: [7291, 3.26] }),
      rare: ['News', 'Adult'],
    });
    expect(titleOf(spec)).toBe('War is rated best, 3.81 on average, Horror worst, 3.26');
    const { subtitle } = spec.title as { subtitle: string[] };
    expect(subtitle.join(' ')).toMatch(
      /Left out, having the fewest ratings: News, Adult\. The title compares those with at least 100 ratings\.$/,
    );
  });
});
