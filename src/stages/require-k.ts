import { MovierecError } from '../errors.ts';

/**
 * The length of a list, as asked for; a list never holds more films than there are.
 * @throws OPTION_RANGE unless it is a whole number from 1
 */
export function requireK(k: number): number {
  if (Number.isSafeInteger(k) && k >= 1) return k;
  throw new MovierecError('OPTION_RANGE', `k is ${k}.`, 'Give a whole number from 1: --k 10');
}
