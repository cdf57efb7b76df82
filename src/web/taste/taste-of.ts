import type { RatedFilm } from '../../server/contract.ts';

export interface Favorite {
  readonly name: string;
  readonly films: number;
  /** The mean of their ratings. */
  readonly mean: number;
}

export interface Taste {
  readonly films: number;
  readonly mean: number;
  /** One entry a film; those of one rating are to be added up. */
  readonly distribution: readonly { readonly rating: number; readonly people: number }[];
  /** Rated above the person's own mean, the most so first. */
  readonly genres: readonly Favorite[];
  readonly decades: readonly Favorite[];
}

/**
 * What a person's ratings say of their taste; undefined for none. Groups of films stand in the order of how far their
 * ratings lie above the person's mean, damped by two ratings at the mean, so that one film alone says little.
 */
export function tasteOf(rated: readonly RatedFilm[]): Taste | undefined {
  if (rated.length === 0) return undefined;
  const mean = meanOf(rated);
  return {
    films: rated.length,
    mean,
    distribution: rated.map(({ rating }) => ({ rating, people: 1 })),
    genres: favorites(rated, mean, ({ genres }) => genres),
    decades: favorites(rated, mean, ({ year }) => (year === null ? [] : [`${Math.floor(year / 10) * 10}s`])),
  };
}

const damping = 2;
/** One film says little of a genre. */
const fewest = 2;
const most = 5;

function favorites(
  rated: readonly RatedFilm[],
  mean: number,
  groupsOf: (film: RatedFilm) => readonly string[],
): Favorite[] {
  const groups = new Map<string, RatedFilm[]>();
  for (const film of rated) for (const name of groupsOf(film)) groups.set(name, [...(groups.get(name) ?? []), film]);
  return [...groups]
    .filter(([, { length }]) => length >= fewest)
    .map(([name, films]) => ({
      name,
      films: films.length,
      mean: meanOf(films),
      above: films.reduce((sum, { rating }) => sum + rating - mean, 0) / (films.length + damping),
    }))
    .filter(({ above }) => above > 0)
    .sort((a, b) => b.above - a.above || b.films - a.films || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(({ name, films, mean }) => ({ name, films, mean }));
}

const meanOf = (films: readonly RatedFilm[]): number =>
  films.reduce((sum, { rating }) => sum + rating, 0) / films.length;
