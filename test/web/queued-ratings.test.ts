import { describe, expect, it } from 'vitest';
import { queued, unqueued, withQueued, type QueuedRating } from '../../src/web/api/queued-ratings.ts';
import { withRating } from '../../src/web/api/with-rating.ts';

const film = (id: string) => ({ film: id, title: `Film ${id}`, year: 1995, genres: [], ratings: 3, mean: 4 });
const given = (id: string, rating: number | null, at: number): QueuedRating => ({ film: film(id), rating, at });

describe('ratings before the server has heard of them', () => {
  it('show a rating at the head of the list, in the place of an older one', () => {
    const before = {
      films: [
        { ...film('2'), rating: 2, at: 2 },
        { ...film('1'), rating: 1, at: 1 },
      ],
    };
    expect(withRating(before, film('1'), 5, 3).films.map(({ film, rating }) => [film, rating])).toEqual([
      ['1', 5],
      ['2', 2],
    ]);
    expect(before.films[1].rating).toBe(1);
  });

  it('go back to what they were when taken back', () => {
    const before = { films: [{ ...film('2'), rating: 2, at: 2 }] };
    expect(withRating(withRating(before, film('1'), 4, 3), film('1'), null, 4)).toEqual(before);
  });

  it('wait one a film, what was said last', () => {
    const queue = [given('1', 3, 1), given('2', 4, 2), given('1', null, 3)].reduce(queued, []);
    expect(queue).toEqual([given('2', 4, 2), given('1', null, 3)]);
    expect(unqueued(queue, '2')).toEqual([given('1', null, 3)]);
  });

  it('lie on top of what the server knows', () => {
    const known = { films: [{ ...film('1'), rating: 1, at: 1 }] };
    expect(withQueued(known, [given('2', 4, 2), given('1', null, 3)]).films).toEqual([
      { ...film('2'), rating: 4, at: 2 },
    ]);
  });
});
