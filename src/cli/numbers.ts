import { MovierecError } from '../errors.ts';

/** Reads a whole number from `min` to `max`; for commander's options. */
export const integer =
  (min: number, max: number) =>
  (text: string): number => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new MovierecError('OPTION_RANGE', `"${text}" cannot be.`, `Give a whole number from ${min} to ${max}.`);
  };

/** Reads a number from `min` to `max`. */
export const real =
  (min: number, max: number) =>
  (text: string): number => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (value >= min && value <= max) return value;
    throw new MovierecError('OPTION_RANGE', `"${text}" cannot be.`, `Give a number from ${min} to ${max}.`);
  };

/** Reads `1000000` and `25e6`. */
export const count = (text: string): number => integer(1, Number.MAX_SAFE_INTEGER)(text);
