import { describe, expect, test } from 'vitest';
import { Cleaning } from '../../fixtures/cleaning.ts';
import type { Cell } from '../../fixtures/workspace.ts';

const set = await Cleaning.open();

/** Cleans one person's plays of films 0, 1, 2 …, and other events; gives the strengths by film, and what was done. */
async function clean(fractions: readonly (number | null)[], more: readonly Cell[][] = []) {
  const plays = fractions.map((fraction, film): Cell[] => ['me', String(film), 'play', fraction, 100]);
  const { steps } = await set.clean({ events: [...plays, ...more] });
  const strengths = (await set.ratings()).map(([, film, strength]) => [film, Number(strength)] as const);
  return { strengths: Object.fromEntries(strengths) as object, steps };
}

describe('fractions watched', () => {
  test('in percent are divided by 100, and it is said how many', async () => {
    const found = await clean([3, 10, 50, 100, null, 0.5, 5]);
    const [tenth, twentieth] = [Math.fround(0.1), Math.fround(0.05)];
    expect(found.strengths).toEqual({ 1: tenth, 2: 0.5, 3: 1, 4: 1, 6: twentieth });
    expect(found.steps).toEqual([
      { what: 'fraction watched was in percent: divided by 100', ratings: 6 },
      { what: 'play of less than 5 %: not counted', ratings: 2 },
    ]);
  });

  test('of which some are above 1 are no percent: those are whole plays', async () => {
    const found = await clean([0.25, 0.5, 0.75, 1, 1.25, 3]);
    expect(found.strengths).toEqual({ 0: 0.25, 1: 0.5, 2: 0.75, 3: 1, 4: 1, 5: 1 });
    expect(found.steps).toEqual([{ what: 'fraction watched is above 1: counted as one play', ratings: 2 }]);
  });
});

test('disliked films are counted once for each person, and have no strength', async () => {
  const dislike = ['me', '0', 'dislike', null, 200];
  const found = await clean([1, 1], [dislike, dislike, ['you', '0', 'dislike', null, 200]]);
  expect(found.strengths).toEqual({ 1: 1 });
  expect(found.steps).toEqual([{ what: 'film disliked by a person: no strength', ratings: 2 }]);
});

test('films shown, clicked or hidden stay events, and change neither strengths nor their times', async () => {
  const feedback = [
    ['me', '0', 'shown', null, 50],
    ['me', '0', 'clicked', null, 60],
    ['me', '0', 'hidden', null, 900],
    ['me', 'never taken up', 'shown', null, 50],
  ];
  const { strengths, steps } = await clean([1], feedback);
  expect(strengths).toEqual({ 0: 1 });
  expect(steps).toEqual([{ what: 'film shown, clicked or hidden: kept as an event, no strength', ratings: 4 }]);
  expect(await set.ratings()).toEqual([['me', '0', 1, 100]]);
  const events = await set.rows<{ user: string; movie: string; event: string; timestamp: number }>('events');
  expect(events.map(({ user, movie, event, timestamp }) => [user, movie, event, null, timestamp])).toEqual([
    ['me', '0', 'play', null, 100],
    ...feedback,
  ]);
});

test('a log of which nothing counts says why', async () => {
  await expect(clean([0.01, 0.02])).rejects.toMatchObject({
    code: 'NO_RATINGS',
    message: 'cleaning left no ratings: play of less than 5 %: not counted (2).',
  });
});
