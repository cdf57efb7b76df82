import { describe, expect, test } from 'vitest';
import { type CleanOptions } from '../../../src/stages/clean.ts';
import { Cleaning, now, others } from '../../fixtures/cleaning.ts';
import { type Cell } from '../../fixtures/workspace.ts';

const set = await Cleaning.open();

describe('a rating', () => {
  const own = async (rows: Cell[][], options: Partial<CleanOptions> = {}) => {
    const result = await set.clean({ ratings: [...others, ...rows] }, options);
    const steps = Object.fromEntries(result.steps.map(({ what, ratings }) => [what, ratings]));
    return { steps, rows: (await set.ratings()).filter(([user]) => !String(user).startsWith('other')) };
  };

  test('given twice stays as it was given last', async () => {
    const rows = [
      ['a', 'x', 1, 100],
      ['a', 'x', 2, 300],
      ['a', 'x', 3, 200],
    ];
    expect(await own(rows)).toEqual({
      steps: { 'film rated twice by one person: the latest kept': 2 },
      rows: [['a', 'x', 2, 300]],
    });
  });

  test('given twice at one time, or without times, stays as it stands last', async () => {
    const rows = [
      ['a', 'x', 1, 100],
      ['a', 'x', 2, 100],
      ['b', 'x', 5, null],
      ['b', 'x', 3, null],
      ['b', 'x', 4, null],
    ];
    expect((await own(rows)).rows).toEqual([
      ['a', 'x', 2, 100],
      ['b', 'x', 4, null],
    ]);
  });

  test('that is no number or outside the scale is taken out and counted', async () => {
    const rows = [
      ['a', 'x', NaN, 1],
      ['a', 'y', Infinity, 1],
      ['a', 'z', 9, 1],
      ['a', 'v', -1, 1],
      ['a', 'w', 5, 1],
    ];
    expect(await own(rows)).toEqual({
      steps: { 'rating is not a number: taken out': 2, 'rating is not between 1 and 5: taken out': 2 },
      rows: [['a', 'w', 5, 1]],
    });
  });

  test('with a time in milliseconds has it in seconds; a time in the future or before 1970 is forgotten', async () => {
    const rows = [
      ['a', 'x', 5, 1_500_000_000_999],
      ['b', 'x', 5, now + 86_000],
      ['c', 'x', 5, now + 87_000],
      ['d', 'x', 5, (now + 87_000) * 1000],
      ['e', 'x', 5, -5],
      ['f', 'x', 5, 0],
      ['g', 'x', 5, 1],
    ];
    expect(await own(rows)).toEqual({
      steps: { 'time was in milliseconds: converted': 2, 'time is in the future: forgotten': 2 },
      rows: rows.map(([user, movie, rating], at) => [
        user,
        movie,
        rating,
        [1_500_000_000, now + 86_000, null, null, null, null, 1][at],
      ]),
    });
  });

  test('is mapped to another scale where that is asked for', async () => {
    const rows = [1, 2, 3, 5].map((rating): Cell[] => ['a', `x${rating}`, rating, 1]);
    expect((await own(rows, { rescale: { min: 0, max: 10 } })).rows.map(([, , rating]) => rating)).toEqual([
      0, 2.5, 5, 10,
    ]);
  });

  test('counts as on the scale that is given', async () => {
    const rows = [['a', 'x', 3, 1]];
    expect((await own(rows, { scale: { min: 4, max: 5 } })).rows).toEqual([]);
  });
});

test('people and films are in the natural order of their ids, numbered without gaps', async () => {
  const ids = ['10', '9', 'b', '2', 'a,b', '🎬'];
  await set.clean({ ratings: ids.map((id) => [id, id, 4, 1]) });
  const order = ['2', '9', '10', 'a,b', 'b', '🎬'];
  expect((await set.rows<{ user: string }>('users')).map(({ user }) => user)).toEqual(order);
  expect((await set.rows<{ movie: string }>('movies')).map(({ movie }) => movie)).toEqual(order);
  expect((await set.ratings()).map(([user]) => user)).toEqual(order);
});

test('people whose ratings are all taken out leave no gap', async () => {
  await set.clean({ ratings: [...others, ['0', 'x', 77, 1], ['zz', 'x', 5, 1]] });
  const ratings = await set.rows<{ user: number }>('ratings');
  const users = await set.rows('users');
  expect(new Set(ratings.map(({ user }) => user))).toEqual(new Set(users.keys()));
});
