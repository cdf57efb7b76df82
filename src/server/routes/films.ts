import { z } from 'zod';
import { filmDetails, filmId, filmPage, filmQuery } from '../contract.ts';
import { filmOf } from '../film-of.ts';
import { openFilmFacts } from '../films/film-facts.ts';
import { openFilmSearch } from '../films/open-film-search.ts';
import { itemOf } from '../item-of.ts';
import type { Routes } from '../route.ts';

/** Films: to look for, and one by one. */
export const filmRoutes: Routes = (server, service) => {
  const { data, counts, context } = service;
  const search = openFilmSearch(service);
  const facts = openFilmFacts(data.folder, context);
  server.addHook('onClose', () => facts.close());

  server.get(
    '/api/films',
    {
      schema: {
        tags: ['films'],
        summary: 'Look for films',
        description:
          'By words of a title as someone types them, by genre and year, or all of them. Case, accents, articles and small typos do not matter.',
        querystring: filmQuery,
        response: { 200: filmPage },
      },
    },
    async ({ query }) => {
      const { items, total } = await search(query);
      return { films: items.map((item) => filmOf(service, item)), total, page: query.page, size: query.size };
    },
  );
  server.get(
    '/api/films/:film',
    {
      schema: {
        tags: ['films'],
        summary: 'All that is known of a film',
        params: z.object({ film: filmId }),
        response: { 200: filmDetails },
      },
    },
    async ({ params: { film } }) => {
      const item = itemOf(service, film);
      const known = await facts.of(film);
      return { ...filmOf(service, item), ...known, distribution: [...counts.distribution(item)] };
    },
  );
};
