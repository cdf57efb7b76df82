import { listQuery, recommendations } from '../contract.ts';
import { listFor } from '../live/list-for.ts';
import type { Routes } from '../route.ts';
import { requireOperator } from '../visitor.ts';

/** Lists for whoever asks. */
export const recommendationRoutes: Routes = (server, service) => {
  server.get(
    '/api/recommendations',
    {
      schema: {
        tags: ['recommendations'],
        summary: 'The films that you are most likely to enjoy',
        querystring: listQuery,
        response: { 200: recommendations },
      },
    },
    (request) => {
      if (request.query.user !== undefined) requireOperator(request);
      return listFor(service, request.visitor.person, request.query);
    },
  );
};
