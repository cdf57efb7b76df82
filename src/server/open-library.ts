import { resolve } from 'node:path';
import { Workspace } from '../artifacts/workspace.ts';
import { isObjectAddress } from '../connections/object-address.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { ServeOptions } from './serve.ts';

/**
 * The workspace that data and models are taken from where another one is named than the service's own, and the data set, where
 * the name of its folder of models says which.
 * @throws USAGE; what a store of objects throws
 */
export async function openLibrary(
  { models, dataset: given, retrainEvery, cache }: ServeOptions,
  context: Context,
): Promise<Pick<ServeOptions, 'library' | 'dataset'>> {
  if (models === undefined) return {};
  if (retrainEvery !== undefined) {
    throw new MovierecError(
      'USAGE',
      'models that are taken from elsewhere are not retrained here.',
      'Leave out --retrain-every, and retrain where they come from: movierec retrain --workspace … --store …',
    );
  }
  const [, root, named] = /^(.*?)(?:(?:^|\/+)data\/models(?:\/+([^/]+))?)?\/*$/.exec(models)!;
  const dataset = given ?? named;
  if (!isObjectAddress(models))
    return { library: new Workspace(resolve(root || (models.startsWith('/') ? '/' : '.'))), dataset };
  const { openMirroredWorkspace } = await import('../artifacts/objects/mirrored-workspace.ts');
  const library = await openMirroredWorkspace(root, { cache, readOnly: true }, context);
  await library.pull({ dataset, service: true });
  return { library, dataset };
}
