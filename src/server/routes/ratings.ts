import { z } from 'zod';
import { filmId, myRatings, rateBody, rated, rateQuery, type Rated } from '../contract.ts';
import { signedIn } from '../document/signed-in.ts';
import { filmOf } from '../film-of.ts';
import { listFor } from '../live/list-for.ts';
import { rateFilm } from '../live/rate-film.ts';
import type { Routes } from '../route.ts';
import { requirePerson } from '../visitor.ts';

/** What a person has rated. */
export const ratingRoutes: Routes = (server, service) => {
  const { catalog, models, store } = service;
  const params = z.object({ film: filmId });

  async function change(
    person: string,
    film: string,
    rating: number | null,
    { list, model }: z.output<typeof rateQuery>,
  ): Promise<Rated> {
    // Before anything is stored: whoever names a model that there is not has not rated.
    if (list > 0) await models.take(model);
    const changed = await rateFilm(service, person, film, rating);
    return { film, rating, ...changed, ...(list > 0 && { list: await listFor(service, person, { k: list, model }) }) };
  }

  server.get(
    '/api/me/ratings',
    { schema: { tags: ['me'], summary: 'What I have rated, the latest first', response: { 200: myRatings } } },
    async ({ visitor: { person } }) => {
      const ratings = person === undefined ? [] : await store.ratingsOf(person);
      const films = ratings.flatMap(({ film, rating, at }) => {
        const item = catalog.ids.indexOf(film);
        return item < 0 ? [] : [{ ...filmOf(service, item), rating, at }];
      });
      return { films };
    },
  );
  server.put(
    '/api/me/ratings/:film',
    {
      schema: {
        tags: ['me'],
        summary: 'Rate a film, or change a rating',
        ...{ params, body: rateBody, querystring: rateQuery, response: { 200: rated } },
      },
    },
    async ({ params: { film }, body, query }, reply) => change(await reply.personOrGuest(), film, body.rating, query),
  );
  server.delete(
    '/api/me/ratings/:film',
    {
      schema: {
        tags: ['me'],
        security: signedIn,
        summary: 'Take a rating back',
        ...{ params, querystring: rateQuery, response: { 200: rated } },
      },
    },
    (request) => change(requirePerson(request), request.params.film, null, request.query),
  );
};
