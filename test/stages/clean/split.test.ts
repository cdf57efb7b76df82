import { describe, expect, test } from 'vitest';
import { clean } from '../../../src/stages/clean.ts';
import { Cleaning, context } from '../../fixtures/cleaning.ts';
import { type Cell } from '../../fixtures/workspace.ts';

const set = await Cleaning.open();

describe('the split', () => {
  const ratings = Array.from({ length: 1000 }, (_, at): Cell[] => [
    `${at % 40}`,
    `${(at * 7) % 83}`,
    1 + (at % 5),
    1e9 + at,
  ]);

  test('is recorded, holds out a fifth of each person’s ratings and parts them all', async () => {
    const { split, after } = await set.clean({ ratings });
    const parts = (await set.rows<{ user: number; part: string }>('ratings')).map(({ user, part }) => ({
      user,
      part,
    }));
    expect(split).toMatchObject({ name: 'by-user', share: 0.2, seed: 42, 'fold-in': 0 });
    const of = (name: string) => parts.filter(({ part }) => part === name);
    expect(of('train').length + of('test').length).toBe(after.ratings);
    expect({ train: split['train'], test: split['test'] }).toEqual({
      train: of('train').length,
      test: of('test').length,
    });
    for (let user = 0; user < 40; user++) {
      const all = parts.filter((row) => row.user === user).length;
      expect(of('test').filter((row) => row.user === user)).toHaveLength(Math.round(0.2 * all));
    }
  });

  test('is the same again for the same seed, another for another, and does not depend on the order of the rows', async () => {
    const parts = async (): Promise<string[]> =>
      (await set.rows<{ user: number; item: number; part: string }>('ratings')).map(
        ({ user, item, part }) => `${user} ${item} ${part}`,
      );
    await set.clean({ ratings });
    const first = await parts();
    await set.clean({ ratings: ratings.toReversed() });
    expect(await parts()).toEqual(first);
    await clean({ workspace: set.workspace }, { ...context, seed: 43 });
    expect(await parts()).not.toEqual(first);
  });

  test.each(['random', 'temporal', 'leave-last-out', 'kfold', 'held-out-users'])('can be %s', async (split) => {
    const result = await set.clean({ ratings }, { split });
    expect(result.split).toMatchObject({ name: split });
    expect(Number(result.split['test'])).toBeGreaterThan(0);
  });

  test('can hold out very little', async () => {
    const { split } = await set.clean({ ratings }, { split: 'random', test: 0.004 });
    expect(split).toMatchObject({ share: 0.004, test: 4 });
  });

  test.each([
    [{ split: 'fair' }, 'USAGE'],
    [{ test: 0 }, 'OPTION_RANGE'],
    [{ test: 1.5 }, 'OPTION_RANGE'],
  ])('%j is refused', async (options, code) => {
    await expect(set.clean({ ratings }, options)).rejects.toMatchObject({ code });
  });

  test('by time needs times', async () => {
    const timeless = ratings.map(([user, movie, rating]): Cell[] => [user, movie, rating, null]);
    await expect(set.clean({ ratings: timeless }, { split: 'temporal' })).rejects.toMatchObject({
      code: 'MISSING_TIMES',
    });
  });
});
