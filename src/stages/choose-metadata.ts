import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import type { OpenMetadata } from '../dataset/metadata/add-metadata.ts';
import { metadataFiles, openMetadata } from '../dataset/metadata/metadata-files.ts';
import { metadataKinds, metadataNames, type MetadataKind } from '../dataset/metadata/metadata-source.ts';
import { detectMetadata } from '../dataset/metadata/registry.ts';
import { MovierecError } from '../errors.ts';
import { bringHere } from './acquire.ts';

/** What says that no metadata are wanted, not even those of the last time. */
export const noMetadata = 'none';

/** Where metadata of a kind are, and the files that will be read. */
export interface ChosenMetadata {
  readonly kind: MetadataKind;
  readonly from: string;
  readonly paths: readonly string[];
}

/**
 * The folders with film metadata that are asked for; where nothing is said of a kind, that of the last time (`before`:
 * its options), which the log says.
 * @throws MISSING_FILE
 */
export async function chooseMetadata(
  options: { readonly workspace: Workspace } & Readonly<Partial<Record<MetadataKind, string | undefined>>>,
  before: Readonly<Record<string, unknown>> | undefined,
  context: Context,
): Promise<ChosenMetadata[]> {
  const chosen: ChosenMetadata[] = [];
  for (const kind of metadataKinds) {
    const given = options[kind];
    const last = before?.[kind];
    const path = given ?? (typeof last === 'string' ? resolve(options.workspace.root, last) : noMetadata);
    if (path === noMetadata) continue;
    const from = resolve(await bringHere(path, options.workspace, context));
    if (given === undefined) sayAgain(kind, from, context);
    chosen.push({ kind, from, paths: await metadataFiles(kind, from) });
  }
  return chosen;
}

function sayAgain(kind: MetadataKind, from: string, context: Context): void {
  if (!existsSync(from)) {
    throw new MovierecError(
      'MISSING_FILE',
      `the film metadata that this was ingested with are no longer in ${from}.`,
      `Give their folder with --${kind}, or --${kind} ${noMetadata} to go without.`,
    );
  }
  context.log(
    `${metadataNames[kind]}'s film metadata as the last time, from ${from}; --${kind} ${noMetadata} goes without.`,
  );
}

/**
 * Opens what was chosen and finds out the layouts.
 * @throws NOT_A_DATASET, BAD_ARCHIVE
 */
export async function openChosen(
  chosen: readonly ChosenMetadata[],
  temporary: string,
  context: Context,
): Promise<OpenMetadata[]> {
  const open: OpenMetadata[] = [];
  for (const { kind, from, paths } of chosen) {
    const folder = join(temporary, kind);
    await mkdir(folder, { recursive: true });
    const files = await openMetadata(paths, folder, context);
    open.push({ source: detectMetadata(kind, files, from), files });
  }
  return open;
}
