import type { MirroredWorkspace } from '../artifacts/objects/mirrored-workspace.ts';
import { Workspace } from '../artifacts/workspace.ts';
import { isObjectAddress } from '../connections/object-address.ts';
import type { Context } from '../context.ts';
import { asMovierecError } from '../errors.ts';
import type { CliCommand } from './cli-command.ts';

interface WorkspaceOptions {
  readonly workspace: string;
  readonly dataset?: string;
  readonly cache?: string;
}

/**
 * Does a command's work in the workspace that is given. One in a bucket is brought here before, as far as the command needs it,
 * and what has changed goes there after it, even where the work failed.
 */
export async function inWorkspace<R>(
  { workspace: given, dataset, cache }: WorkspaceOptions,
  needs: CliCommand['needs'],
  context: Context,
  work: (workspace: Workspace) => Promise<R>,
): Promise<R> {
  if (!isObjectAddress(given)) return work(new Workspace(given));
  const { openMirroredWorkspace } = await import('../artifacts/objects/mirrored-workspace.ts');
  const workspace = await openMirroredWorkspace(given, { cache }, context);
  try {
    const [raw, service] = (['raw', 'service'] as const).map((part) => needs?.includes(part) ?? false);
    await workspace.pull({ dataset, raw, service });
    const result = await work(workspace).catch(async (error: unknown) => {
      await pushAnyway(workspace, context);
      throw error;
    });
    await workspace.push();
    return result;
  } finally {
    workspace.close();
  }
}

async function pushAnyway(workspace: MirroredWorkspace, { signal, log }: Context): Promise<void> {
  if (signal.aborted) return;
  await workspace.push().catch((error: unknown) => log(`Nor could it be put up: ${asMovierecError(error).toString()}`));
}
