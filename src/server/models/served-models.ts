import { isDeepStrictEqual } from 'node:util';
import { readManifest } from '../../artifacts/manifest.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import { feedbackOf } from '../../models/contract/define-model.ts';
import { definitionOf } from '../../models/registry.ts';
import { evaluationOf } from '../../stages/model-card/evaluation-of.ts';
import type { Processed } from '../../stages/processed.ts';
import { modelInService, type ServedModel as Saved } from '../../stages/retrain/model-in-service.ts';
import { isFittedOn, savedModels } from '../../stages/saved-model.ts';
import type { TrainResult } from '../../stages/train.ts';
import type { ServedModel } from '../contract.ts';
import type { Service } from '../service.ts';

type Parts = Pick<Service, 'workspace' | 'data' | 'models'>;

/** Every model that can be asked: the usual one first, then the best. */
export async function servedModels(service: Parts): Promise<ServedModel[]> {
  const { workspace, data } = service;
  const saved = await savedModels(workspace, data.dataset, { full: true });
  const names = new Set(saved.filter((model) => isFittedOn(model, data)).map(({ name }) => name));
  const described = await Promise.all(
    [...names].map(async (name) => describeModel(service, await modelInService(workspace, data, name))),
  );
  return described.sort(
    (a, b) => Number(b.usual) - Number(a.usual) || (b.ndcg ?? -1) - (a.ndcg ?? -1) || (a.model < b.model ? -1 : 1),
  );
}

export async function describeModel({ workspace, data, models }: Parts, saved: Saved): Promise<ServedModel> {
  const { name, version, manifest } = saved;
  const definition = definitionOf(name);
  const { parameters, ratings } = manifest.result as unknown as TrainResult;
  return {
    model: name,
    summary: definition.summary,
    choose: definition.choose,
    feedback: feedbackOf(definition, parameters),
    version,
    trained: manifest.finished,
    ratings: ratings ?? null,
    usual: name === models.usual,
    ndcg: await ndcgOf(workspace, data, saved),
  };
}

/** How good its lists were on what `clean` held out, at the first length tested; of the honest model of the same parameters. */
async function ndcgOf(
  workspace: Workspace,
  { dataset, info }: Processed,
  { name, manifest }: Saved,
): Promise<number | null> {
  const honest = await readManifest(workspace.model(dataset, name));
  if (!honest || !isDeepStrictEqual(honest.result['parameters'], manifest.result['parameters'])) return null;
  const evaluated = await evaluationOf(workspace, info, honest);
  if (!evaluated) return null;
  return evaluated.model.metrics[`ndcg@${evaluated.result.cutoffs[0]}`]?.value ?? null;
}
