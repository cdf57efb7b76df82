import { readdir, readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readManifest, type Manifest } from '../artifacts/manifest.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import { MovierecError } from '../errors.ts';
import { definitionOf } from '../models/registry.ts';
import { factsOf, trainingInputs, type Processed } from './processed.ts';

/** A saved model, not yet loaded. */
export interface SavedModel {
  readonly name: string;
  readonly full: boolean;
  readonly folder: string;
  readonly manifest: Manifest;
}

const chosen = z.object({ model: z.string() });

/** The honest models of a data set, and with `full` those fitted on all ratings too; the one trained last first. */
export async function savedModels(workspace: Workspace, dataset: string, { full = false } = {}): Promise<SavedModel[]> {
  const names = await readdir(workspace.models(dataset)).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => !name.startsWith('.') && (full || !name.endsWith('.full')))
      .map((name) => savedModel(workspace, dataset, name.replace(/\.full$/, ''), name.endsWith('.full'))),
  );
  return found
    .filter((model) => model !== undefined)
    .sort((a, b) => (a.manifest.finished < b.manifest.finished ? 1 : -1));
}

async function savedModel(
  workspace: Workspace,
  dataset: string,
  name: string,
  full: boolean,
): Promise<SavedModel | undefined> {
  const folder = workspace.model(dataset, name, full);
  const manifest = await readManifest(folder);
  return manifest && { name, full, folder, manifest };
}

/**
 * The honest model of that name, fitted on the data as they are now.
 * @throws UNKNOWN_MODEL, MISSING_ARTIFACT, STALE_MODEL
 */
export async function requireHonestModel(workspace: Workspace, data: Processed, name: string): Promise<SavedModel> {
  definitionOf(name);
  const model = await savedModel(workspace, data.dataset, name, false);
  if (!model) throw missing(data.dataset, name);
  if (!isFittedOn(model, data)) throw stale(data.dataset, name);
  return model;
}

/**
 * The model for use: the named one, else the one that `run` chose, else the one trained last; fitted on all ratings
 * where there is such a one with the same parameters and data. One that was fitted on other data is of no use: its
 * people and films are numbered otherwise.
 * @throws UNKNOWN_MODEL, MISSING_ARTIFACT, STALE_MODEL
 */
export async function modelForUse(workspace: Workspace, data: Processed, given?: string): Promise<SavedModel> {
  const { dataset } = data;
  const name = given ?? (await usualModel(workspace, data));
  if (name === undefined) throw missing(dataset);
  definitionOf(name);
  const saved = await Promise.all([false, true].map((isFull) => savedModel(workspace, dataset, name, isFull)));
  const [honest, full] = saved.map((model) => (model && isFittedOn(model, data) ? model : undefined));
  const parameters = (model: SavedModel): unknown => model.manifest.result['parameters'];
  if (full && (!honest || isDeepStrictEqual(parameters(full), parameters(honest)))) return full;
  if (honest) return honest;
  throw saved.some((model) => model) ? stale(dataset, name) : missing(dataset, name);
}

/** The model that `run` chose, else the one trained last; of those fitted on the data as they are now, if there are any. */
async function usualModel(workspace: Workspace, data: Processed): Promise<string | undefined> {
  const saved = await savedModels(workspace, data.dataset, { full: true });
  const current = saved.filter((model) => isFittedOn(model, data)).map(({ name }) => name);
  const choice = await chosenModel(workspace, data.dataset);
  if (choice !== undefined && (current.includes(choice) || current.length === 0)) return choice;
  return current[0] ?? saved[0]?.name;
}

/** Which model `run` chose, if it has run. */
export async function chosenModel(workspace: Workspace, dataset: string): Promise<string | undefined> {
  const text = await readFile(workspace.chosen(dataset), 'utf8').catch(() => undefined);
  try {
    return chosen.safeParse(JSON.parse(text ?? 'null')).data?.model;
  } catch {
    return undefined;
  }
}

/**
 * Whether the model was fitted on the very ratings, people and films that are there now, meaning the same. What it knows
 * of films besides may have changed since: it has that in itself.
 */
export function isFittedOn({ manifest }: SavedModel, data: Processed): boolean {
  if (!isDeepStrictEqual(manifest.options['data'], factsOf(data.info))) return false;
  const inputs = trainingInputs(data.folder).map((path) => basename(path));
  return inputs.every((name) => {
    const before = manifest.inputs.find(({ path }) => path.endsWith(join('processed', data.dataset, name)));
    return before?.sha256 === data.manifest.outputs.find(({ path }) => path === name)?.sha256;
  });
}

function stale(dataset: string, name: string): MovierecError {
  return new MovierecError(
    'STALE_MODEL',
    `model "${name}" was trained on other data than "${dataset}" holds now.`,
    `Run: movierec train --model ${name}`,
  );
}

function missing(dataset: string, name?: string): MovierecError {
  return new MovierecError(
    'MISSING_ARTIFACT',
    name ? `no model "${name}" for "${dataset}".` : `no model is trained for "${dataset}".`,
    `Run: movierec train --model ${name ?? 'svd'}`,
  );
}
