import { history, historyQuery, type History } from '../contract.ts';
import type { Routes } from '../route.ts';

/** What a person did, one after another. */
export const historyRoutes: Routes = (server, { catalog, store }) => {
  server.get(
    '/api/me/history',
    {
      schema: {
        tags: ['me'],
        summary: 'What I did, the latest first',
        querystring: historyQuery,
        response: { 200: history },
      },
    },
    async ({ query: { most }, visitor: { person } }): Promise<History> => {
      if (person === undefined) return { events: [] };
      const [events, ratings, notes] = await Promise.all([
        store.eventsOf(person, most),
        store.ratingsOf(person),
        store.watchListOf(person),
      ]);
      const all = [
        ...events.map(({ kind, film, at }) => ({ kind, film, at })),
        ...ratings.map(({ film, rating, at }) => ({ kind: 'rated' as const, film, rating, at })),
        ...notes.map(({ film, at }) => ({ kind: 'noted' as const, film, at })),
      ];
      const known = all.flatMap((event) => {
        const item = catalog.ids.indexOf(event.film);
        return item < 0 ? [] : [{ ...event, title: catalog.titles[item] }];
      });
      return { events: known.sort((a, b) => b.at - a.at).slice(0, most) };
    },
  );
};
