import { versions } from '../../artifacts/versions.ts';
import { health, readiness } from '../contract.ts';
import type { Routes } from '../route.ts';

/** Whether the process lives, and whether it can answer. */
export const healthRoutes: Routes = (server, { context, started, store, models, data }) => {
  server.get(
    '/health',
    { schema: { tags: ['service'], summary: 'Whether the process lives', response: { 200: health } } },
    () => ({ status: 'ok' as const, version: versions['movierec'], seconds: (context.now() - started) / 1000 }),
  );
  server.get(
    '/ready',
    { schema: { tags: ['service'], summary: 'Whether requests can be answered', response: { 200: readiness } } },
    async () => {
      await store.check();
      const { name, version } = await models.take();
      return { ready: true, dataset: data.dataset, model: name, version };
    },
  );
};
