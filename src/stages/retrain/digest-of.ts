import { createHash } from 'node:crypto';
import { readManifest } from '../../artifacts/manifest.ts';
import type { Context } from '../../context.ts';
import { factsOf } from '../processed.ts';
import type { FeaturesInUse } from '../require-features.ts';
import { collectedFolder } from './collect.ts';
import type { Task } from './task.ts';

/** A digest of all that a fit depends on: with the same of it nothing is new. */
export async function digestOf(
  { workspace, data, served }: Task,
  features: FeaturesInUse,
  { seed }: Context,
): Promise<string> {
  const collected = await readManifest(collectedFolder(workspace, data.dataset));
  const all = {
    model: served.name,
    parameters: served.manifest.result['parameters'],
    seed,
    facts: factsOf(data.info),
    files: data.manifest.outputs.map(({ sha256 }) => sha256),
    ratings: collected!.outputs.find(({ path }) => path === 'ratings.parquet')!.sha256,
    features: features.digests,
  };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
