import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readManifest } from '../../artifacts/manifest.ts';
import { writeFileWhole } from '../../artifacts/write-file.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import { definitionOf } from '../../models/registry.ts';
import type { CleanResult } from '../clean.ts';
import type { TrainResult } from '../train.ts';
import { cleaningCommand } from './cleaning-command.ts';
import { evaluationOf } from './evaluation-of.ts';
import { modelCard } from './model-card.ts';

/** The card's name. It is not among the outputs of `train`: an evaluation changes it. */
export const cardName = 'card.md';

/** Writes the card of a saved model beside it; nothing where there is no such model. */
export async function writeModelCard(
  workspace: Workspace,
  dataset: string,
  model: string,
  full: boolean,
): Promise<void> {
  const folder = workspace.model(dataset, model, full);
  const [manifest, honest, ingested, cleaned] = await Promise.all([
    readManifest(folder),
    readManifest(workspace.model(dataset, model)),
    readManifest(workspace.interim(dataset)),
    readManifest(workspace.processed(dataset)),
  ]);
  if (!manifest || !cleaned) return;
  const trained = manifest.result as unknown as TrainResult;
  const isSame = honest && isDeepStrictEqual(honest.result['parameters'], manifest.result['parameters']);
  const card = modelCard({
    definition: definitionOf(model),
    trained,
    files: manifest.outputs,
    ingested: ingested?.result ?? {},
    cleaned: cleaned.result as unknown as CleanResult,
    cleaning: cleaningCommand(dataset, cleaned),
    evaluated: isSame ? await evaluationOf(workspace, cleaned.result as unknown as CleanResult, honest) : undefined,
  });
  const path = join(folder, cardName);
  // What is as it should be is not written again: the workspace may be one that can only be read.
  if (card !== (await readFile(path, 'utf8').catch(() => undefined))) await writeFileWhole(path, card);
}
