import { readManifest } from '../artifacts/manifest.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import { featureSets as registered } from '../features/registry.ts';
import type { FeaturesResult } from './features.ts';

export interface FeatureSetDescription {
  readonly name: string;
  readonly summary: string;
  readonly weight: number;
  /** The tables it takes from. */
  readonly tables: readonly string[];
  /** How many films of the data set have it, and how many features there are; absent where it was not made. */
  readonly films?: number;
  readonly features?: number;
}

/** Every feature set there is, and what the data set has of each, if its features were made. */
export async function featureSets({
  workspace,
  dataset: given,
}: {
  workspace: Workspace;
  dataset?: string | undefined;
}): Promise<{ dataset: string | null; sets: FeatureSetDescription[] }> {
  const dataset = given === undefined ? ((await workspace.datasets())[0] ?? null) : await workspace.dataset(given);
  const manifest = dataset === null ? undefined : await readManifest(workspace.features(dataset));
  const made = (manifest?.result as Partial<FeaturesResult> | undefined)?.sets ?? [];
  return {
    dataset,
    sets: registered.map(({ name, summary, weight, tables }) => {
      const found = made.find((set) => set.name === name);
      return { name, summary, weight, tables, ...(found && { films: found.films, features: found.features }) };
    }),
  };
}
