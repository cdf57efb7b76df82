import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { longTail, type LongTail } from '../../../src/charts/eda/long-tail.ts';
import { counted } from '../../fixtures/charts/eda/counted.ts';
import { ratings, smallTables } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

describe('the long tail', () => {
  test('shares by rank, the films that have half, and the lower half’s share are those of a naive count', async () => {
    const data = (await surveyOf(smallTables(), (survey) => longTail.survey(survey))) as LongTail;
    const counts = [...counted(ratings.map(({ movie }) => movie)).values()].sort((a, b) => b - a);
    const shareOf = (from: number, to: number): number =>
      counts.slice(from, to).reduce((sum, count) => sum + count, 0) / ratings.length;
    expect(data).toMatchObject({ word: 'ratings', films: 69, unrated: 1 });
    expect(data.half).toBe(counts.findIndex((_, at) => shareOf(0, at + 1) >= 0.5) + 1);
    // Of 69 films, the 34 with the fewest ratings.
    expect(data.tail).toBeCloseTo(shareOf(35, 69), 10);
    for (const { rank, share, ratings: last } of data.points) {
      expect(share).toBeCloseTo(shareOf(0, rank), 10);
      expect(last).toBe(counts[rank - 1]);
    }
    const ranks = data.points.map(({ rank }) => rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(ranks).toEqual(expect.arrayContaining([1, 2, 3, 10, data.half, 69]));
  });

  test('of films with as many ratings each, none is the most rated', () => {
    const points = [1, 2].map((rank) => ({ rank, share: rank / 2, ratings: 3 }));
    expect(titleOf(longTail.spec({ word: 'ratings', films: 2, unrated: 0, half: 1, tail: 0.5, points }))).toBe(
      'All 2 films have 3 ratings each',
    );
  });

  test.each([
    [{ films: 9724, half: 389 }, 'Half of all ratings go to 4 % of the films, the 389 most rated'],
    [{ films: 2000, half: 1 }, 'One film of 2,000 has 67 % of all ratings'],
    [{ films: 1, half: 1 }, 'All ratings go to the only film'],
  ])('with %j the title says: %s', (figures, title) => {
    const points = [
      { rank: 1, share: 2 / 3, ratings: 6 },
      { rank: figures.half, share: 2 / 3, ratings: 6 },
      { rank: figures.films, share: 1, ratings: 1 },
    ];
    expect(titleOf(longTail.spec({ word: 'ratings', unrated: 0, tail: 0.1, points, ...figures }))).toBe(title);
  });
});
