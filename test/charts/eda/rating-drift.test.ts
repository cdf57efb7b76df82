import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { ratingDrift, type RatingDrift } from '../../../src/charts/eda/rating-drift.ts';
import { sequence } from '../../../src/random.ts';
import { grouped, ratingRows, type SittingRating } from '../../fixtures/sittings.ts';
import { surveyOf } from '../../fixtures/survey.ts';

/** People who rate films in an order of their own, and become harsher by a point after their fourth rating. */
function harsher(people: number, most: number): SittingRating[] {
  const random = sequence(11, 'harsher');
  return Array.from({ length: people }, (_, person) => {
    const first = Math.floor(random() * 60);
    const count = person < 3 ? 5 : most - Math.floor(random() * 8);
    return Array.from({ length: count }, (_, nth) => {
      const movie = (first + nth) % 60;
      const rating = Math.min(5, Math.max(1, 2 + (movie % 3) + Math.floor(2 * random()) - (nth >= 4 ? 1 : 0)));
      return { user: `p${person}`, movie: `f${movie}`, rating, time: 1e9 + 7e5 * nth + 1000 * person };
    });
  }).flat();
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function marginOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return 1.96 * Math.sqrt(variance / values.length);
}

describe('the drift of ratings', () => {
  test('is what going through each person’s ratings and all others’ of each film gives', async () => {
    const ratings = harsher(80, 40);
    const found = (await surveyOf({ ratings: ratingRows(ratings) }, (survey) =>
      ratingDrift.survey(survey),
    )) as RatingDrift;
    const byFilm = grouped(ratings, ({ movie }) => movie);
    const people = [...grouped(ratings, ({ user }) => user).values()].filter((own) => own.length >= 32);
    expect(found).toMatchObject({ people: people.length, of: people.length, horizon: 32 });

    const ends = [4, 8, 16, 32];
    const perPerson = people.map((own) =>
      ends.map((to, at) => {
        const part = own.toSorted((a, b) => a.time - b.time).slice(at === 0 ? 0 : ends[at - 1], to);
        const above = part.flatMap((rating) => {
          const others = byFilm.get(rating.movie)!.filter(({ user }) => user !== rating.user);
          return others.length >= 4 ? [rating.rating - meanOf(others.map((other) => other.rating))] : [];
        });
        return meanOf(above);
      }),
    );
    expect(found.steps.map(({ from, to }) => [from, to])).toEqual([
      [1, 4],
      [5, 8],
      [9, 16],
      [17, 32],
    ]);
    for (const [at, { mean, margin }] of found.steps.entries()) {
      const column = perPerson.map((row) => row[at]);
      expect(mean).toBeCloseTo(meanOf(column), 5);
      expect(margin).toBeCloseTo(marginOf(column), 5);
    }
    const changes = perPerson.map((row) => row[3] - row[0]);
    expect(found.change.mean).toBeCloseTo(meanOf(changes), 5);
    expect(found.change.margin).toBeCloseTo(marginOf(changes), 5);
    expect(titleOf(ratingDrift.spec(found))).toMatch(
      /^People become harsher: film for film, their 17th to 32nd ratings are \d\.\d\d points lower/,
    );
    expect(Number(/(\d\.\d\d) points/.exec(titleOf(ratingDrift.spec(found)))![1])).toBeCloseTo(-meanOf(changes), 2);
  });

  test.each([
    ['few people', harsher(29, 40)],
    ['people of few ratings', harsher(80, 7)],
    ['people whose ratings all have the same time', harsher(80, 40).map((one) => ({ ...one, time: 1e9 }))],
  ])('of %s is left out', async (_, ratings) => {
    expect(await surveyOf({ ratings: ratingRows(ratings) }, (survey) => ratingDrift.survey(survey))).toEqual({
      why: 'fewer than 30 people have 8 ratings one after another',
    });
  });

  const steps = [
    { from: 1, to: 4, mean: 0, margin: 0.1 },
    { from: 65, to: 128, mean: 0, margin: 0.1 },
  ];
  test.each([
    [
      { mean: -0.123, margin: 0.05 },
      'People become harsher: film for film, their 65th to 128th ratings are 0.12 points lower than their first 4',
    ],
    [
      { mean: 0.123, margin: 0.05 },
      'People become milder: film for film, their 65th to 128th ratings are 0.12 points higher than their first 4',
    ],
    [
      { mean: -0.05, margin: 0.06 },
      'People become neither harsher nor milder: film for film, their 65th to 128th ratings are as high as their first 4, give or take 0.06 points',
    ],
  ])('a change of %j is told from none by its interval', (change, title) => {
    expect(titleOf(ratingDrift.spec({ people: 90, of: 90, horizon: 128, steps, change }))).toBe(title);
  });
});
