import type { z } from 'zod';
import { chooseFilms } from '../../stages/recommend/choose-films.ts';
import { filmLikeness } from '../../dataset/film-likeness.ts';
import { catalogFilter } from '../../dataset/filters/catalog-filter.ts';
import type { listQuery, Recommendations } from '../contract.ts';
import { filmOf } from '../film-of.ts';
import type { Service } from '../service.ts';

/** A list of films for a person, as wished for; by their ratings as of now, and without what they have rated or hidden. */
export async function listFor(
  service: Service,
  person: string | undefined,
  wish: Partial<z.output<typeof listQuery>>,
): Promise<Recommendations> {
  const { catalog, models, tastes } = service;
  const { k = 10, diversity = 0, novelty = 0, genre, year } = wish;
  const loaded = await models.take(wish.model);
  const [taste, user] = await Promise.all([tastes.of(person), tastes.user(person, loaded)]);
  const passes = catalogFilter(catalog, { genre, year });
  const list = chooseFilms(
    loaded.model,
    user,
    k,
    (item) => !taste.hidden.has(item) && passes(item),
    { diversity, novelty, showSeen: false },
    filmLikeness(catalog),
  );
  return {
    model: loaded.name,
    version: loaded.version,
    rated: taste.history.items.length,
    films: list.map(({ item, score, fallback }) => ({
      ...filmOf(service, item),
      score,
      ...(fallback && { fallback }),
    })),
  };
}
