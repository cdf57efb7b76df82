import type { Ratings } from '../dataset/ratings.ts';
import { role } from '../dataset/splits/role.ts';
import { splits } from '../dataset/splits/registry.ts';

/**
 * A byte for each film that may be listed in a round of a split, where these are the held-out films alone; nothing where
 * they are all films with a training rating, as with most splits and with folds from files.
 */
export function poolOf(split: string, ratings: Ratings, roles: Uint8Array): Uint8Array | undefined {
  if (!splits.find(({ name }) => name === split)?.listsHeldOutFilms) return undefined;
  return filmsOf(ratings.filter((at) => roles[at] === role.test));
}

/** A byte for each film: 1 for those that have a rating. */
export function filmsOf({ items, columns }: Ratings): Uint8Array {
  const films = new Uint8Array(items.size);
  for (const item of columns.item) films[item] = 1;
  return films;
}
