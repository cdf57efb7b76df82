import { basename, join } from 'node:path';
import { readManifest } from '../artifacts/manifest.ts';
import type { Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import type { FilmFeatures } from '../dataset/film-features.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { featureFileNames, readFeatures } from '../features/feature-files.ts';
import { asksFor, type Definition } from '../models/contract/define-model.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { features, type FeaturesOptions, type FeaturesResult } from './features.ts';
import type { StageOptions } from './processed.ts';

/** Features for those who ask for them; nothing for the others. */
export interface FeaturesInUse {
  /** The files they stand in, absolute; and the digest of each by its name. */
  readonly files: readonly string[];
  readonly digests: Readonly<Record<string, string>>;
  /** Where they stand, and what is in them; absent where nobody asks. */
  readonly stored?: StoredFeatures;
  /** The ratings with what is known of the films; as they are where nobody asks. */
  addTo(ratings: Ratings): Promise<Ratings>;
}

/** Features on disk: plain data, that can be given to another process. */
export interface StoredFeatures {
  readonly folder: string;
  readonly result: Pick<FeaturesResult, 'sets' | 'vectors'>;
}

/** A model with its parameters. */
export interface Asking {
  readonly definition: Definition;
  readonly parameters: Values<Parameters>;
}

/**
 * What is known of the films of a data set. What was never made is made with the defaults, and what is stale is made
 * again as it was the last time; the log says so.
 */
export async function requireFeatures(options: StageOptions, context: Context): Promise<FilmFeatures> {
  return loadFeatures((await storedFeatures(options, context)).stored);
}

/** The same for models, where one of them asks for features; where none does, nothing is made or read. */
export async function featuresFor(
  models: readonly Asking[],
  options: StageOptions,
  context: Context,
): Promise<FeaturesInUse> {
  if (!models.some(({ definition, parameters }) => asksFor('features', definition, parameters))) {
    return { files: [], digests: {}, addTo: (ratings) => Promise.resolve(ratings) };
  }
  const { stored, files, digests } = await storedFeatures(options, context);
  const addTo = async (ratings: Ratings): Promise<Ratings> => ratings.withFeatures(await loadFeatures(stored));
  return { files, digests, stored, addTo };
}

/** Reads features. */
export const loadFeatures = ({ folder, result: { sets, vectors } }: StoredFeatures): Promise<FilmFeatures> =>
  readFeatures(folder, { sets, width: vectors.width });

/** Makes features with the options and the seed of the last time, or with the defaults if there was none. */
export async function featuresAsBefore(
  { workspace, dataset: given, force }: StageOptions,
  context: Context,
): Promise<Fresh<FeaturesResult>> {
  const dataset = await workspace.dataset(given);
  const before = await readManifest(workspace.features(dataset));
  const { sets, dimensions } = (before?.options ?? {}) as Partial<Record<keyof FeaturesOptions, unknown>>;
  const asBefore = { sets: sets ?? undefined, dimensions } as Pick<FeaturesOptions, 'sets' | 'dimensions'>;
  return features({ ...asBefore, workspace, dataset, force }, { ...context, seed: before?.seed ?? context.seed });
}

async function storedFeatures(
  { workspace, dataset: given }: StageOptions,
  context: Context,
): Promise<Required<Omit<FeaturesInUse, 'addTo'>>> {
  const dataset = await workspace.dataset(given);
  const folder = workspace.features(dataset);
  const before = await readManifest(folder);
  const { fresh, ...result } = await featuresAsBefore({ workspace, dataset }, context);
  if (!fresh && !before) context.log(`The features of "${dataset}" were not there yet: made them with the defaults.`);
  if (!fresh && before) context.log(`"${dataset}" has changed since its features were made: made them again.`);
  const names = featureFileNames(result.sets);
  const { outputs } = (await readManifest(folder))!;
  const listed = outputs.filter(({ path }) => names.includes(basename(path)));
  return {
    stored: { folder, result },
    files: listed.map(({ path }) => join(folder, path)),
    digests: Object.fromEntries(listed.map(({ path, sha256 }) => [path, sha256])),
  };
}
