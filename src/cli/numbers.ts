import { InvalidArgumentError } from 'commander';

/** Reads a whole number, from `min` to `max` where that is given; for commander's options. */
export const integer =
  (min: number, max = Infinity) =>
  (text: string): number =>
    within(text, min, max, Number.isSafeInteger, 'a whole number');

/** Reads a number, from `min` to `max` where they are given. */
export const real =
  (min = -Infinity, max = Infinity) =>
  (text: string): number =>
    within(text, min, max, Number.isFinite, 'a number');

/** Reads `1000000` and `25e6`. */
export const count = integer(1);

/** Commander adds the name of the option. */
function within(text: string, min: number, max: number, fits: (value: number) => boolean, what: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (fits(value) && value >= min && value <= max) return value;
  const range = max < Infinity ? ` from ${min} to ${max}` : min > -Infinity ? `, ${min} or more` : '';
  throw new InvalidArgumentError(`Give ${what}${range}.`);
}
