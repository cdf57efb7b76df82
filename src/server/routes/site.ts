import { versions } from '../../artifacts/versions.ts';
import { site } from '../contract.ts';
import type { Routes } from '../route.ts';

/** What is served: the data set, its scale, its genres. */
export const siteRoutes: Routes = (server, { catalog, data, models }) => {
  server.get('/api/site', { schema: { tags: ['films'], summary: 'What is served', response: { 200: site } } }, () => ({
    dataset: data.dataset,
    simulated: data.info.simulated,
    films: catalog.ids.size,
    people: 0,
    ratings: 0,
    feedback: data.info.feedback,
    scale: { min: data.info.scale.min, max: data.info.scale.max, step: 0.5, liked: data.info.relevant },
    genres: [],
    years: null,
    model: models.usual,
    version: versions['movierec'],
  }));
};
