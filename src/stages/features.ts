import { join, relative } from 'node:path';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import type { TableName } from '../dataset/schema.ts';
import { writeFeatures } from '../features/feature-files.ts';
import { FilmTables } from '../features/film-tables.ts';
import { makeFeatures, type FeatureSetMade } from '../features/make-features.ts';
import { tablesOfProfiles } from '../features/profiles/registry.ts';
import { writeProfiles, type ProfilesWritten } from '../features/profiles/write-profiles.ts';
import { featureSetsOf } from '../features/registry.ts';
import { requireProcessed, type StageOptions } from './processed.ts';

export interface FeaturesOptions extends StageOptions {
  /** Names of feature sets; without any, all that the data set has the tables for. */
  readonly sets?: readonly string[] | undefined;
  /** How many numbers describe a film in the vectors of all sets together. */
  readonly dimensions?: number | undefined;
}

export interface FeaturesResult {
  readonly dataset: string;
  readonly simulated: boolean;
  /** How many films the catalog has, and of how many of them anything is known. */
  readonly films: number;
  readonly known: number;
  readonly sets: readonly FeatureSetMade[];
  /** The length of a film's vector. */
  readonly vectors: { readonly width: number; readonly seconds: number };
  /** Of how many people there are profiles, by their training ratings alone, and what each column of these means. */
  readonly profiles: ProfilesWritten & { readonly seconds: number };
  /** Relative to the workspace. */
  readonly path: string;
}

export const defaultDimensions = 64;

/**
 * Makes what is known of the films of a data set into numbers that models go by: data/features/<set>/, a file for each
 * set of features and one for the vectors of all together, none of which knows any rating; and profiles of people, of
 * their training ratings. A set without its tables, or without anything in them, is left out; where nothing is known at
 * all there are none.
 * @throws USAGE for a set that there is not
 */
export async function features(options: FeaturesOptions, context: Context): Promise<Fresh<FeaturesResult>> {
  const { workspace, dimensions = defaultDimensions, force = false } = options;
  const wanted = featureSetsOf(options.sets);
  const { dataset, folder: processed, info, manifest } = await requireProcessed(options, context);
  const tables = new Set(manifest.outputs.map(({ path }) => path.replace(/\.parquet$/, '') as TableName));
  const makers = wanted.filter((maker) => maker.tables.some((table) => tables.has(table)));
  const read = new Set([...makers.flatMap((maker) => maker.tables), ...tablesOfProfiles]);
  const folder = workspace.features(dataset);
  return runStage(
    {
      ...{ workspace, stage: 'features', dataset, folder, force },
      options: { sets: options.sets ? wanted.map(({ name }) => name) : null, dimensions },
      inputs: [...tables].filter((table) => read.has(table)).map((table) => join(processed, `${table}.parquet`)),
    },
    context,
    async (temporary): Promise<FeaturesResult> => {
      context.log(`Making features of the films of "${dataset}"`);
      const { size, made } = await FilmTables.use(processed, tables, context, async (films) => ({
        size: films.size,
        made: await makeFeatures(makers, films, dimensions, context),
      }));
      await writeFeatures(temporary, made.features);
      const started = performance.now();
      const profiles = await writeProfiles(processed, { tables, hasTimes: info.hasTimes }, temporary, context);
      return {
        ...{ dataset, simulated: info.simulated, films: size, known: made.known, sets: made.sets },
        vectors: { width: made.features.vectors.width, seconds: made.seconds },
        profiles: { ...profiles, seconds: (performance.now() - started) / 1000 },
        path: relative(workspace.root, folder),
      };
    },
  );
}
