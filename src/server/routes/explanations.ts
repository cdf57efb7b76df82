import { z } from 'zod';
import { explainQuery, explanation, filmId } from '../contract.ts';
import { itemOf } from '../item-of.ts';
import { tasteFor } from '../live/taste-for.ts';
import { whyFor } from '../live/why-for.ts';
import type { Routes } from '../route.ts';
import { requireOperator } from '../visitor.ts';

/** Why a film has the score it has for whoever asks. */
export const explanationRoutes: Routes = (server, service) => {
  const { catalog, models } = service;
  server.get(
    '/api/me/explanations/:film',
    {
      schema: {
        tags: ['recommendations'],
        summary: 'Why a film has the score it has for you',
        params: z.object({ film: filmId }),
        querystring: explainQuery,
        response: { 200: explanation },
      },
    },
    async (request) => {
      const { query, params, visitor } = request;
      if (query.user !== undefined) requireOperator(request);
      const item = itemOf(service, params.film);
      const loaded = await models.take(query.model);
      const { model, name, version } = loaded;
      const { user, voice } = await tasteFor(service, visitor.person, loaded, query.user);
      const { rating, fallback } = model.predict(user, item);
      const { score, uncertainty, why, all } = whyFor(service, model, user, item, voice);
      return {
        film: params.film,
        title: catalog.titles[item],
        ...{ model: name, version, score },
        expected: model.feedback === 'explicit' ? rating : null,
        ...(uncertainty !== undefined && { uncertainty }),
        ...(fallback && { fallback }),
        why,
        reasons: all,
      };
    },
  );
};
