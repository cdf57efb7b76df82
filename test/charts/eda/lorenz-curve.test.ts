import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { lorenzCurve, type LorenzCurves } from '../../../src/charts/eda/lorenz-curve.ts';
import { gini } from '../../../src/metrics/gini.ts';
import { counted } from '../../fixtures/charts/eda/counted.ts';
import { ratings, smallTables, type SmallRating } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const found = async (given: readonly SmallRating[]): Promise<LorenzCurves> =>
  (await surveyOf(smallTables(given), (survey) => lorenzCurve.survey(survey))) as LorenzCurves;

describe('Lorenz curves', () => {
  test('Gini coefficients are the mean differences of all pairs, halved, by the mean; shares those of a naive count', async () => {
    const data = await found(ratings);
    for (const [who, field] of [
      ['films', 'movie'],
      ['people', 'user'],
    ] as const) {
      const counts = [...counted(ratings.map((row) => row[field])).values()].sort((a, b) => a - b);
      const { length: n } = counts;
      const differences = counts.flatMap((a) => counts.map((b) => Math.abs(a - b))).reduce((sum, one) => sum + one, 0);
      expect(data[who].gini).toBeCloseTo(differences / (2 * n * n * (ratings.length / n)), 5);
      expect(data[who].gini).toBeCloseTo(gini.of({ counts: Float64Array.from(counts), candidates: n } as never), 5);
      const shareOf = (some: readonly number[]): number => some.reduce((sum, count) => sum + count, 0) / ratings.length;
      expect(data[who].topTenth).toBeCloseTo(shareOf(counts.slice(n - Math.ceil(n / 10))), 10);
      expect(data[who].points[0]).toEqual({ x: 0, y: 0 });
      expect(data[who].points.at(-1)).toEqual({ x: 1, y: 1 });
      for (const { x, y } of data[who].points) expect(y).toBeCloseTo(shareOf(counts.slice(0, Math.round(x * n))), 10);
    }
  });

  test('where all have as many ratings, the curve is the line of equality', async () => {
    const square = ['m0', 'm1', 'm2'].flatMap((movie, film) =>
      ['a', 'b', 'c'].map((user, person) => ({ user, movie, rating: 1 + ((film + person) % 4) })),
    );
    const { films, people } = await found(square);
    for (const { gini: coefficient, points } of [films, people]) {
      expect(coefficient).toBe(0);
      for (const { x, y } of points) expect(y).toBeCloseTo(x, 12);
    }
  });

  test.each([
    [0.7, 0.5, 'The ratings are spread more unevenly over films than over people: '],
    [0.5, 0.7, 'The ratings are spread more unevenly over people than over films: '],
    [0.5, 0.52, 'The ratings are spread about as unevenly over films as over people: '],
  ])('with coefficients of %d for films and %d for people the title says: %s…', (ofFilms, ofPeople, title) => {
    const points = [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ];
    const spec = lorenzCurve.spec({
      word: 'ratings',
      films: { count: 10, gini: ofFilms, topTenth: 0.6, points },
      people: { count: 10, gini: ofPeople, topTenth: 0.4, points },
    });
    expect(titleOf(spec)).toBe(`${title}the top tenth of films has 60 %, the most active tenth of people 40 %`);
  });
});
