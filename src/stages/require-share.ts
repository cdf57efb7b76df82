import { MovierecError } from '../errors.ts';

/**
 * How much of something is asked for, 0 for nothing and 1 for all there is.
 * @throws OPTION_RANGE unless it is a number from 0 to 1
 */
export function requireShare(name: string, share: number): number {
  if (share >= 0 && share <= 1) return share;
  throw new MovierecError('OPTION_RANGE', `${name} is ${share}.`, `Give a number from 0 to 1: --${name} 0.3`);
}
