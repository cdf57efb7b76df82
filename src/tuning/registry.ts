import { MovierecError } from '../errors.ts';
import type { Search } from './search.ts';
import { grid } from './searches/grid.ts';
import { halving } from './searches/halving.ts';
import { random } from './searches/random.ts';
import { tpe } from './searches/tpe.ts';

/** All searches, the usual one first. */
export const searches: readonly Search[] = [tpe, random, grid, halving];

export const searchNames: readonly string[] = searches.map(({ name }) => name);

/** @throws USAGE, listing the names, where there is no such search */
export function searchOf(name: string): Search {
  const found = searches.find((search) => search.name === name);
  if (!found) throw new MovierecError('USAGE', `no search "${name}".`, `There are: ${searchNames.join(', ')}.`);
  return found;
}
