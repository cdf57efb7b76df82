import { appendFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../artifacts/make-folder.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import { retraining, type Retraining } from './retraining.ts';

/** A line of the log: what came of an attempt, and a digest of all that it went by, where it came so far. */
const line = retraining.extend({ digest: z.string().exactOptional() });
export type LoggedRetraining = z.infer<typeof line>;

const logPath = (workspace: Workspace, dataset: string): string =>
  join(workspace.service(dataset), 'retrainings.jsonl');

/** Every attempt of a data set, the latest first. What is no whole line, as after a crash, is passed over. */
export async function readRetrainings(workspace: Workspace, dataset: string): Promise<LoggedRetraining[]> {
  const text = await readFile(logPath(workspace, dataset), 'utf8').catch(() => '');
  return text
    .split('\n')
    .flatMap((one) => parsed(one) ?? [])
    .reverse();
}

/** Adds a line; it begins a new one even where a crash has left half of the last. */
export async function logRetraining(
  workspace: Workspace,
  dataset: string,
  one: Retraining & { readonly digest?: string },
): Promise<void> {
  const path = logPath(workspace, dataset);
  await makeFolder(dirname(path));
  const text = await readFile(path, 'utf8').catch(() => '');
  const isCut = text !== '' && !text.endsWith('\n');
  await appendFile(path, `${isCut ? '\n' : ''}${JSON.stringify(one)}\n`);
}

function parsed(text: string): LoggedRetraining | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
