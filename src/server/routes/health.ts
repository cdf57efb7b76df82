import { setTimeout } from 'node:timers/promises';
import { versions } from '../../artifacts/versions.ts';
import { MovierecError } from '../../errors.ts';
import { health, readiness } from '../contract.ts';
import type { Routes } from '../route.ts';

/** How long the store may take to say that it is there, in milliseconds. */
const patience = 2000;

/** Whether the process lives, and whether it can answer. */
export const healthRoutes: Routes = (server, { context, started, store, models, data }) => {
  server.get(
    '/health',
    { schema: { tags: ['service'], summary: 'Whether the process lives', response: { 200: health } } },
    () => ({ status: 'ok' as const, version: versions['movierec'], seconds: (context.now() - started) / 1000 }),
  );
  server.get(
    '/ready',
    {
      schema: {
        tags: ['service'],
        summary: 'Whether requests can be answered: 503 where not',
        response: { 200: readiness },
      },
    },
    async () => {
      await inTime(store.check(), 'the store');
      const { name, version } = await inTime(models.take(), 'the model');
      return { ready: true, dataset: data.dataset, model: name, version };
    },
  );
};

/** @throws NOT_READY where it fails or takes too long */
async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  const timer = new AbortController();
  const late = setTimeout(patience, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${patience / 1000} seconds`);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    const { message } = error as Error;
    throw new MovierecError('NOT_READY', `${what} does not answer: ${message}`, 'Wait a little, then look at the log.');
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}
