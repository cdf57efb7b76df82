import { z } from 'zod';
import { filmId, similarFilms as answer, similarQuery } from '../contract.ts';
import { similarFilms } from '../films/similar-films.ts';
import type { Routes } from '../route.ts';

/** Films like one: for the model, for those who liked it, or by what they are. */
export const similarRoutes: Routes = (server, service) => {
  server.get(
    '/api/films/:film/similar',
    {
      schema: {
        tags: ['films'],
        summary: 'Films like one',
        description:
          'Where nothing is found as asked for, it is looked for otherwise: by the model, by people, by what the films are; `by` says how. A model that is named answers for itself.',
        params: z.object({ film: filmId }),
        querystring: similarQuery,
        response: { 200: answer },
      },
    },
    ({ params, query }) => similarFilms(service, params.film, query),
  );
};
