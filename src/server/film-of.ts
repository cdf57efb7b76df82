import type { Film } from './contract.ts';
import type { Service } from './service.ts';

/** A film of the catalog as it stands in lists, with how it stands as of now. */
export function filmOf({ catalog, counts }: Pick<Service, 'catalog' | 'counts'>, item: number): Film {
  return {
    film: catalog.ids.names[item],
    title: catalog.titles[item],
    year: catalog.years[item],
    genres: [...catalog.genres[item]],
    ratings: counts.ratings(item),
    mean: counts.mean(item),
  };
}
