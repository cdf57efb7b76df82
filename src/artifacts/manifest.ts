import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const file = z.object({ path: z.string(), bytes: z.number(), modified: z.number(), sha256: z.string() });

const manifest = z.object({
  format: z.literal(1),
  stage: z.string(),
  dataset: z.string(),
  /** What was asked for, with every default filled in. */
  options: z.record(z.string(), z.unknown()),
  seed: z.number(),
  inputs: z.array(file),
  outputs: z.array(file),
  /** What the stage found out: the same object that it returns and that `--json` prints. */
  result: z.record(z.string(), z.unknown()),
  seconds: z.number(),
  finished: z.string(),
  versions: z.record(z.string(), z.string()),
});

/** How an artifact came to be: stands in `manifest.json` in every artifact's folder, written last. */
export type Manifest = z.infer<typeof manifest>;
/** A file that went into an artifact or came out of it; `modified` is in milliseconds since 1970. */
export type ManifestFile = z.infer<typeof file>;

export const manifestName = 'manifest.json';

/** The manifest of an artifact's folder; nothing where there is none, or none that this version can read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  return parseManifest(await readFile(join(folder, manifestName), 'utf8').catch(() => ''));
}

/** A manifest from its text; nothing where it is none that this version can read. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    return manifest.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
