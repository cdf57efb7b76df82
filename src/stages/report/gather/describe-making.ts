import { cpus, type } from 'node:os';
import { basename } from 'node:path';
import { readManifest, type Manifest } from '../../../artifacts/manifest.ts';
import { versions } from '../../../artifacts/versions.ts';
import type { Workspace } from '../../../artifacts/workspace.ts';
import type { Context } from '../../../context.ts';
import { cleaningCommand } from '../../model-card/cleaning-command.ts';
import { trainingCommand } from '../../model-card/training-command.ts';
import type { Processed } from '../../processed.ts';
import type { SavedModel } from '../../saved-model.ts';
import type { TrainResult } from '../../train.ts';
import type { Making } from '../facts.ts';

/**
 * How the models in the report came about: raw files by name and digest, and the commands that make all of it again. Of
 * paths outside the workspace only the last part is told.
 */
export async function describeMaking(
  workspace: Workspace,
  { dataset, manifest: cleaned }: Processed,
  saved: readonly SavedModel[],
  { chosen, k, folder }: { readonly chosen: string; readonly k: number; readonly folder: string },
  context: Context,
): Promise<Making> {
  const [ingested, features, eda, evaluated] = await Promise.all(
    [workspace.interim(dataset), workspace.features(dataset), workspace.report(dataset, 'eda'), folder].map(
      readManifest,
    ),
  );
  const stages: [string, Manifest | undefined][] = [
    ['ingest', ingested],
    ['clean', cleaned],
    ['features', features],
    ...saved.map(({ name, full, manifest }): [string, Manifest] => [`train ${name}${full ? ' --full' : ''}`, manifest]),
    ['eval', evaluated],
    ['eda', eda],
  ];
  return {
    sources: (ingested?.inputs ?? []).map(({ path, sha256 }) => ({ path: basename(path), sha256 })),
    commands: [
      ...(ingested ? [ingestingCommand(dataset, ingested)] : []),
      cleaningCommand(dataset, cleaned),
      ...(features ? [`movierec features --dataset ${dataset} --seed ${features.seed}`] : []),
      ...saved.map(({ manifest }) => trainingCommand(manifest.result as unknown as TrainResult)),
      `movierec eval --dataset ${dataset} --k ${k} --seed ${evaluated?.seed ?? context.seed}`,
      `movierec report --dataset ${dataset} --model ${chosen} --seed ${context.seed}`,
    ],
    seconds: stages.flatMap(([stage, manifest]) => (manifest ? [{ stage, seconds: manifest.seconds }] : [])),
    seed: context.seed,
    versions,
    machine: `${cpus().length} ${cpus().length === 1 ? 'processor' : 'processors'}, ${type()}, Node ${versions['node']}`,
  };
}

function ingestingCommand(dataset: string, { options, result }: Manifest): string {
  const option = (name: string, value: unknown): string[] =>
    typeof value === 'string' ? [` --${name} ${value.startsWith('/') ? basename(value) : value}`] : [];
  const parts = [
    ...option('from', result['from']),
    ...option('format', options['format']),
    ...option('imdb', options['imdb']),
    ...option('tmdb', options['tmdb']),
  ];
  const columns = Object.entries((options['columns'] ?? {}) as Record<string, string>);
  const named =
    columns.length > 0 ? ` --columns ${columns.map(([what, column]) => `${what}=${column}`).join(',')}` : '';
  return `movierec ingest --dataset ${dataset}${parts.join('')}${named}`;
}
