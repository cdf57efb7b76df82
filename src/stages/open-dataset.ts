import type { Context } from '../context.ts';
import { loadDataset, type Dataset } from '../dataset/load-dataset.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { role } from '../dataset/splits/role.ts';
import type { CleanResult } from './clean.ts';
import { requireProcessed, type StageOptions } from './processed.ts';
import { requireFeatures } from './require-features.ts';

export interface OpenDatasetOptions extends StageOptions {
  /** With what is known of the films, for models that go by it; made where it is not there yet. */
  readonly features?: boolean | undefined;
}

/** A cleaned data set in memory: films as `catalog`, all ratings, and the part of them that models may learn from. */
export interface OpenDataset extends Dataset {
  readonly name: string;
  readonly info: CleanResult;
  readonly training: Ratings;
}

/**
 * Loads a cleaned data set into memory, to fit models on `training` and to test them with `evaluateModels`. 34 bytes a
 * rating.
 *
 * @example
 * ```ts
 * import { createContext, fit, ingest, openDataset, openWorkspace } from 'movierec';
 *
 * const workspace = openWorkspace('.');
 * const context = createContext();
 * await ingest({ workspace, dataset: 'demo' }, context);
 * const data = await openDataset({ workspace }, context);
 * const model = await fit('svd', data.training, { factors: 20 }, context);
 * const someone = model.user(data.ratings.users.indexOf('42'));
 * const best = model.recommend(someone, 5).map(({ item }) => data.catalog.titles[item]);
 * ```
 * @throws MISSING_ARTIFACT, UNKNOWN_DATASET
 */
export async function openDataset(options: OpenDatasetOptions, context: Context): Promise<OpenDataset> {
  const { dataset: name, folder, info } = await requireProcessed(options, context);
  const loaded = await loadDataset(folder, info, context);
  const { roles } = loaded;
  const known = options.features ? await requireFeatures({ ...options, dataset: name }, context) : undefined;
  const ratings = known ? loaded.ratings.withFeatures(known) : loaded.ratings;
  return { ...loaded, name, info, ratings, training: ratings.filter((at) => roles[at] === role.train) };
}
