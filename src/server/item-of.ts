import { MovierecError } from '../errors.ts';
import type { Service } from './service.ts';

/** The place of a film in the catalog. @throws UNKNOWN_MOVIE */
export function itemOf({ catalog }: Pick<Service, 'catalog'>, film: string): number {
  const item = catalog.ids.indexOf(film);
  if (item >= 0) return item;
  throw new MovierecError(
    'UNKNOWN_MOVIE',
    `there is no film with the id "${film}".`,
    'Find it by GET /api/films?query=…',
  );
}
