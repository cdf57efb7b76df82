import { z } from 'zod';
import { film, filmId, filmPage, filmQuery } from '../contract.ts';
import { filmOf } from '../film-of.ts';
import { itemOf } from '../item-of.ts';
import type { Routes } from '../route.ts';

/** Films: to look for, and one by one. */
export const filmRoutes: Routes = (server, service) => {
  const { catalog } = service;
  server.get(
    '/api/films',
    { schema: { tags: ['films'], summary: 'Look for films', querystring: filmQuery, response: { 200: filmPage } } },
    ({ query: { query = '', page, size } }) => {
      const wanted = query.toLowerCase();
      const found = [...catalog.titles.keys()].filter((item) => catalog.titles[item].toLowerCase().includes(wanted));
      const films = found.slice((page - 1) * size, page * size).map((item) => filmOf(service, item));
      return { films, total: found.length, page, size };
    },
  );
  server.get(
    '/api/films/:film',
    { schema: { tags: ['films'], summary: 'A film', params: z.object({ film: filmId }), response: { 200: film } } },
    ({ params }) => filmOf(service, itemOf(service, params.film)),
  );
};
