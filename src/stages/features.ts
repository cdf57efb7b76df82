import { relative } from 'node:path';
import { join } from 'node:path';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import type { FeatureSet } from '../dataset/film-features.ts';
import type { TableName } from '../dataset/schema.ts';
import { writeFeatures, type FeatureSetRecord } from '../features/feature-files.ts';
import { FilmTables } from '../features/film-tables.ts';
import { latentVectors } from '../features/latent-vectors.ts';
import { featureSetsOf } from '../features/registry.ts';
import { requireProcessed, type StageOptions } from './processed.ts';

export interface FeaturesOptions extends StageOptions {
  /** Names of feature sets; without any, all that the data set has the tables for. */
  readonly sets?: readonly string[] | undefined;
  /** How many numbers describe a film in the vectors of all sets together. */
  readonly dimensions?: number | undefined;
}

/** What came of one set. */
export interface FeatureSetResult extends FeatureSetRecord {
  /** How many films have any of its features, how many features there are, and how many in all films together. */
  readonly films: number;
  readonly features: number;
  readonly entries: number;
  readonly seconds: number;
}

export interface FeaturesResult {
  readonly dataset: string;
  readonly simulated: boolean;
  /** How many films the catalog has, and of how many of them anything is known. */
  readonly films: number;
  readonly known: number;
  readonly sets: readonly FeatureSetResult[];
  /** The length of a film's vector; `seconds` is what they took. */
  readonly vectors: { readonly width: number; readonly seconds: number };
  /** Relative to the workspace. */
  readonly path: string;
}

export const defaultDimensions = 64;

/**
 * Makes what is known of the films of a data set into numbers that models go by: data/features/<set>/, a file for each
 * set of features and one for the vectors of all together. A set without its tables, or without anything in them, is left
 * out; where nothing is known at all there are none.
 * @throws USAGE for a set that there is not
 */
export async function features(options: FeaturesOptions, context: Context): Promise<Fresh<FeaturesResult>> {
  const { workspace, dimensions = defaultDimensions, force = false } = options;
  const makers = featureSetsOf(options.sets);
  const { dataset, folder: processed, info, manifest } = await requireProcessed(options, context);
  const there = new Set(manifest.outputs.map(({ path }) => path.replace(/\.parquet$/, '') as TableName));
  const possible = makers.filter(({ tables }) => tables.some((table) => there.has(table)));
  const read = new Set(possible.flatMap(({ tables }) => tables.filter((table) => there.has(table))));
  const folder = workspace.features(dataset);
  return runStage(
    {
      ...{ workspace, stage: 'features', dataset, folder, force },
      options: { sets: options.sets ? makers.map(({ name }) => name) : null, dimensions },
      inputs: [...read].sort().map((table) => join(processed, `${table}.parquet`)),
    },
    context,
    (temporary) =>
      FilmTables.use(processed, there, context, async (films): Promise<FeaturesResult> => {
        context.log(`Making features of ${films.size} films of "${dataset}"`);
        const sets: FeatureSet[] = [];
        const results: FeatureSetResult[] = [];
        for (const [done, { name, weight, make }] of possible.entries()) {
          context.progress(done, possible.length, 'feature sets');
          const { result: made, seconds } = await timed(() => make(films, context));
          const { starts, indexes } = made.rows;
          if (indexes.length === 0) continue;
          sets.push({ name, weight, ...made });
          const having = countOf(films.size, (film) => starts[film + 1] > starts[film]);
          const counts = { films: having, features: made.features.length, entries: indexes.length };
          results.push({ name, weight, ...counts, seconds });
        }
        const { result: vectors, seconds } = await timed(() => latentVectors(sets, films.size, dimensions, context));
        await writeFeatures(temporary, { sets, vectors });
        return {
          ...{ dataset, simulated: info.simulated, films: films.size },
          known: countOf(films.size, (film) => sets.some(({ rows: { starts } }) => starts[film + 1] > starts[film])),
          sets: results,
          vectors: { width: vectors.width, seconds },
          path: relative(workspace.root, folder),
        };
      }),
  );
}

const countOf = (films: number, holds: (film: number) => boolean): number => {
  let count = 0;
  for (let film = 0; film < films; film++) if (holds(film)) count++;
  return count;
};

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}
