import { titleOf } from '../dataset/catalog.ts';
import { matchFilm } from '../dataset/match-film.ts';
import type { ModelInUse } from './model-in-use.ts';

/** What was made of a film that someone named. */
export interface Understood {
  /** As they wrote it. */
  readonly given: string;
  readonly movie: string;
  readonly title: string;
  /** Others that may be meant and are less known, a few of them. */
  readonly others?: readonly string[];
}

const most = 2;

/**
 * The film that someone means by what they wrote; of several, the one with the most ratings.
 * @throws UNKNOWN_MOVIE
 */
export function understand({ model, catalog }: ModelInUse, given: string): Understood & { readonly item: number } {
  const { item, others } = matchFilm(catalog, given, model.seen.counts);
  return {
    ...{ given, item, movie: catalog.ids.names[item], title: titleOf(catalog, item) },
    ...(others.length > 0 && { others: others.slice(0, most).map((other) => titleOf(catalog, other)) }),
  };
}
