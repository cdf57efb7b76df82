import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { modelInService } from '../../stages/retrain/model-in-service.ts';
import type { TrainResult } from '../../stages/train.ts';
import { modelCard, servedModels as answer } from '../contract.ts';
import type { Routes } from '../route.ts';

/** Loaded when first asked for: what a model is worth stands in evaluations, which know all metrics. */
const describing = () => import('../models/served-models.ts');

/** The models that can be asked, and their cards. */
export const modelRoutes: Routes = (server, service) => {
  const { workspace, data } = service;
  server.get(
    '/api/models',
    {
      schema: {
        tags: ['models'],
        summary: 'The models that can be asked, the usual one first, then the best',
        response: { 200: answer },
      },
    },
    async () => ({ models: await (await describing()).servedModels(service) }),
  );
  server.get(
    '/api/models/:model',
    {
      schema: {
        tags: ['models'],
        summary: 'A model, with its parameters and its card',
        params: z.object({ model: z.string().max(100) }),
        response: { 200: modelCard },
      },
    },
    async ({ params }) => {
      const saved = await modelInService(workspace, data, params.model);
      const { parameters } = saved.manifest.result as unknown as TrainResult;
      // A version that came of retraining has no card of its own.
      const folders = [
        saved.folder,
        workspace.model(data.dataset, saved.name, true),
        workspace.model(data.dataset, saved.name),
      ];
      return {
        ...(await (await describing()).describeModel(service, saved)),
        parameters: { ...parameters },
        card: await firstCard(folders),
      };
    },
  );
};

async function firstCard(folders: readonly string[]): Promise<string | null> {
  const { cardName } = await import('../../stages/model-card/write-model-card.ts');
  for (const folder of folders) {
    const card = await readFile(join(folder, cardName), 'utf8').catch(() => null);
    if (card !== null) return card;
  }
  return null;
}
