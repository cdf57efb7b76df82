import { home, homeQuery, onboarding, onboardingQuery } from '../contract.ts';
import { filmOf } from '../film-of.ts';
import { filmsToRate } from '../onboarding/films-to-rate.ts';
import type { Routes } from '../route.ts';
import { homeOf } from '../rows/home-of.ts';

/** The rows of the first page, and the films to begin with. */
export const homeRoutes: Routes = (server, service) => {
  server.get(
    '/api/home',
    {
      schema: {
        tags: ['recommendations'],
        summary: 'The rows of the first page',
        querystring: homeQuery,
        response: { 200: home },
      },
    },
    ({ query, visitor }) => homeOf(service, visitor.person, query),
  );
  server.get(
    '/api/onboarding',
    {
      schema: {
        tags: ['recommendations'],
        summary: 'Films to rate first: they tell most about a taste',
        querystring: onboardingQuery,
        response: { 200: onboarding },
      },
    },
    async ({ query: { count, after = [] }, visitor: { person } }) => {
      const items = await filmsToRate(service, await service.tastes.of(person), after, count);
      return { films: items.map((item) => filmOf(service, item)) };
    },
  );
};
