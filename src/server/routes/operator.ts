import type { FastifyRequest } from 'fastify';
import { isFittedOn, savedModels } from '../../stages/saved-model.ts';
import { modelInService } from '../../stages/retrain/model-in-service.ts';
import {
  failure,
  overview,
  rollbackBody,
  rolledBack,
  retrainBody,
  retrainStarted,
  type Overview,
} from '../contract.ts';
import type { Routes, Server } from '../route.ts';
import type { Service } from '../service.ts';
import { requireOperator } from '../visitor.ts';

const day = 86_400_000;
/** Of how many days it is told what came of recommendations. */
const daysOfEngagement = 30;
/** How many retrainings are told of. */
const pastRetrainings = 50;

/** How the service is doing, and retraining: for operators. No person is named, and no rating of one. */
export const operatorRoutes: Routes = (server, service) => {
  const { models, retrainer } = service;
  // Before the body is looked at: who may not ask is not told what would be right.
  const onRequest = async (request: FastifyRequest): Promise<void> => requireOperator(request);

  server.get(
    '/api/operator/overview',
    {
      onRequest,
      schema: {
        tags: ['operator'],
        summary: 'How the service is doing: traffic, memory, people, engagement, models and retrainings',
        response: { 200: overview, 403: failure },
      },
    },
    () => overviewOf(server, service),
  );
  server.post(
    '/api/operator/retrain',
    {
      onRequest,
      schema: {
        tags: ['operator'],
        summary: 'Begin to fit a model on what people have rated since; the overview says what came of it',
        body: retrainBody,
        response: { 202: retrainStarted, 403: failure, 404: failure, 409: failure },
      },
    },
    async ({ body }, reply) => {
      const model = body.model ?? models.usual;
      await retrainer.start(model);
      return reply.status(202).send({ model, busy: true });
    },
  );
  server.post(
    '/api/operator/rollback',
    {
      onRequest,
      schema: {
        tags: ['operator'],
        summary: 'Put an earlier version of a model in service; 0 is the model as trained',
        body: rollbackBody,
        response: { 200: rolledBack, 403: failure, 404: failure, 409: failure },
      },
    },
    async ({ body }) => {
      const { version, model = models.usual } = body;
      await retrainer.rollBack(version, model);
      return { model, version };
    },
  );
};

async function overviewOf(server: Server, service: Service): Promise<Overview> {
  const { context, started, store, streams, retrainer } = service;
  const { traffic } = server;
  const now = context.now();
  const { rss, heapUsed } = process.memoryUsage();
  const [people, engagement, retrainings, known] = await Promise.all([
    store.count(),
    store.engagement(now - daysOfEngagement * day),
    retrainer.past(pastRetrainings),
    modelsOf(service),
  ]);
  return {
    ...{ now, started, streams: streams.size, people },
    traffic: traffic.minutes(),
    routes: traffic.routes(),
    memory: { resident: rss, heap: heapUsed },
    delay: traffic.delay(),
    engagement: [...engagement],
    models: known,
    retrainings: [...retrainings],
    retraining: {
      ...{ allowed: retrainer.allowed, busy: retrainer.busy },
      ...{ everyMinutes: retrainer.everyMinutes, next: retrainer.next },
    },
  };
}

/** Every model that can be asked: which version of it is in use, and which others there are. */
async function modelsOf({ workspace, data, models, retrainer }: Service): Promise<Overview['models']> {
  const saved = await savedModels(workspace, data.dataset, { full: true });
  const names = [...new Set(saved.filter((model) => isFittedOn(model, data)).map(({ name }) => name))];
  return Promise.all(
    names.map(async (model) => {
      const loaded = models.loaded.find(({ name }) => name === model);
      const { version } = loaded ?? (await modelInService(workspace, data, model));
      const versions = [...(await retrainer.versions(model))];
      return { model, version, versions, loaded: loaded !== undefined, usual: model === models.usual };
    }),
  );
}
