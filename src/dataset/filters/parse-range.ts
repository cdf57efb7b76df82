import { MovierecError } from '../../errors.ts';

/** What a range is of: as it is called in errors, the option that takes it, and what its numbers look like. */
interface Kind {
  readonly what: string;
  readonly digits: RegExp;
  readonly example: string;
}

/**
 * Reads one number or a range with its ends: 1994, 1990..1999, 2010.., ..1959
 * @throws USAGE
 */
export function parseRange(text: string, { what, digits, example }: Kind): [from: number, to: number] {
  const [first = '', last, ...more] = text.trim().split('..');
  const isNumber = (end: string): boolean => digits.test(end);
  const from = first === '' ? -Infinity : Number(first);
  const to = last === undefined ? from : last === '' ? Infinity : Number(last);
  const ends = [first, last ?? ''].filter((end) => end !== '');
  if (ends.length === 0 || !ends.every(isNumber) || more.length > 0 || from > to) {
    throw new MovierecError('USAGE', `"${text}" is no ${what}.`, `Give one, or a range: ${example}`);
  }
  return [from, to];
}
