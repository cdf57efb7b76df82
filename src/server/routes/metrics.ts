import { z } from 'zod';
import { failure } from '../contract.ts';
import type { Routes } from '../route.ts';
import { isFromHere } from '../security/is-from-here.ts';
import { openMetrics } from '../traffic/open-metrics.ts';
import { requireOperator } from '../visitor.ts';

/** Figures for Prometheus: for whoever asks from the same machine, else with the operator key. */
export const metricRoutes: Routes = (server, service) => {
  const metrics = openMetrics(server.traffic, service);
  server.get(
    '/metrics',
    {
      onRequest: async (request) => {
        if (!isFromHere(request)) requireOperator(request);
      },
      schema: {
        tags: ['service'],
        summary: 'Figures for Prometheus',
        description: 'From the machine itself it needs no key; from elsewhere the operator key.',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, 403: failure },
      },
    },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.metrics()),
  );
};
