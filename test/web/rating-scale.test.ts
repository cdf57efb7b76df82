import { describe, expect, it } from 'vitest';
import { ratingAt, ratingValues, ratingWords, shareOf, typedRating } from '../../src/web/parts/rating-scale.ts';

const halves = { min: 0.5, max: 5, step: 0.5 };
const tens = { min: 0, max: 10, step: 1 };

describe('the scale of ratings', () => {
  it('lists every rating that can be given', () => {
    expect(ratingValues(halves)).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect(ratingValues(tens)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(ratingValues({ min: 1, max: 2, step: 0.1 })).toHaveLength(11);
    expect(ratingValues({ min: 1, max: 2, step: 0.1 })[3]).toBe(1.3);
  });

  it('takes a point for the half star or star that it lies in', () => {
    expect([0, 0.05, 0.15, 0.5, 0.75, 0.85, 0.99, 1.2].map((share) => ratingAt(halves, share))).toEqual([
      0.5, 0.5, 1, 2.5, 4, 4.5, 5, 5,
    ]);
    expect([0, 0.005, 0.05, 0.55, 1].map((share) => ratingAt(tens, share))).toEqual([0, 0, 1, 6, 10]);
  });

  it('gives back every rating from the place where its stars end', () => {
    for (const scale of [halves, tens]) {
      for (const value of ratingValues(scale)) expect(ratingAt(scale, shareOf(scale, value))).toBe(value);
    }
  });

  it('understands digits, one or two of them, and no others', () => {
    expect(typedRating(halves, '4', '')).toBe(4);
    expect(typedRating(halves, '7', '')).toBeUndefined();
    expect(typedRating(tens, '0', '1')).toBe(10);
    expect(typedRating(tens, '0', '')).toBe(0);
    expect(typedRating(tens, '5', '1')).toBe(5);
  });

  it('says a rating in words', () => {
    expect(ratingWords(halves, 3.5)).toBe('3.5 of 5 stars');
  });
});
