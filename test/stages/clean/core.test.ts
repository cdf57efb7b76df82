import { describe, expect, test } from 'vitest';
import { sequence } from '../../../src/random.ts';
import { Cleaning } from '../../fixtures/cleaning.ts';
import { type Cell } from '../../fixtures/workspace.ts';

const set = await Cleaning.open();

describe.each([
  [3, 4],
  [1, 6],
  [6, 1],
  [5, 5],
])('a core of at least %i ratings a person and %i a film', (minUserRatings, minMovieRatings) => {
  const random = sequence(1, 'core');
  const rows = Array.from({ length: 800 }, (): Cell[] => {
    const [user, movie] = [Math.floor(60 * random() ** 2), Math.floor(80 * random() ** 2)];
    return [`${user}`, `${movie}`, 1 + Math.floor(random() * 5), 1e9];
  });

  test('is what leaving out again and again comes to', async () => {
    let pairs = [...new Set(rows.map(([user, movie]) => `${user} ${movie}`))].map((pair) => pair.split(' '));
    for (let before = -1; before !== pairs.length;) {
      before = pairs.length;
      const counts = new Map<string, number>();
      for (const pair of pairs) {
        for (const [at, id] of pair.entries()) counts.set(`${at} ${id}`, (counts.get(`${at} ${id}`) ?? 0) + 1);
      }
      pairs = pairs.filter(
        ([user, movie]) => counts.get(`0 ${user}`)! >= minUserRatings && counts.get(`1 ${movie}`)! >= minMovieRatings,
      );
    }
    const { after, steps } = await set.clean({ ratings: rows }, { minUserRatings, minMovieRatings });
    expect((await set.ratings()).map(([user, movie]) => `${user} ${movie}`).sort()).toEqual(
      pairs.map((pair) => pair.join(' ')).sort(),
    );
    expect(after.ratings).toBe(pairs.length);
    expect(pairs.length).toBeGreaterThan(50);
    expect(rows.length - steps.reduce((sum, { ratings }) => sum + ratings, 0)).toBe(pairs.length);
  });
});
