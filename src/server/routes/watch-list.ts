import { z } from 'zod';
import { done, filmId, watchList } from '../contract.ts';
import { signedIn } from '../document/signed-in.ts';
import { filmOf } from '../film-of.ts';
import { itemOf } from '../item-of.ts';
import type { Routes } from '../route.ts';
import { requirePerson } from '../visitor.ts';

/** What a person wants to watch. */
export const watchListRoutes: Routes = (server, service) => {
  const { catalog, context, store, streams } = service;
  const params = z.object({ film: filmId });

  server.get(
    '/api/me/watch-list',
    { schema: { tags: ['me'], summary: 'What I want to watch, the latest first', response: { 200: watchList } } },
    async ({ visitor: { person } }) => {
      const noted = person === undefined ? [] : await store.watchListOf(person);
      const films = noted.flatMap(({ film, at }) => {
        const item = catalog.ids.indexOf(film);
        return item < 0 ? [] : [{ ...filmOf(service, item), at }];
      });
      return { films };
    },
  );
  server.put(
    '/api/me/watch-list/:film',
    { schema: { tags: ['me'], summary: 'Note a film to watch', params, response: { 200: done } } },
    async ({ params: { film } }, reply) => {
      itemOf(service, film);
      const person = await reply.personOrGuest();
      await store.watch(person, film, context.now());
      streams.tell(person, { name: 'watched', film, noted: true });
      return { done: true as const };
    },
  );
  server.delete(
    '/api/me/watch-list/:film',
    {
      schema: {
        tags: ['me'],
        security: signedIn,
        summary: 'Take a film off the list',
        params,
        response: { 200: done },
      },
    },
    async (request) => {
      const { film } = request.params;
      itemOf(service, film);
      const person = requirePerson(request);
      await store.unwatch(person, film);
      streams.tell(person, { name: 'watched', film, noted: false });
      return { done: true as const };
    },
  );
};
