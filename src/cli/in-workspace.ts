import type { MirroredWorkspace } from '../artifacts/objects/mirrored-workspace.ts';
import { Workspace } from '../artifacts/workspace.ts';
import { isObjectAddress } from '../connections/object-address.ts';
import type { Context } from '../context.ts';
import { asMovierecError } from '../errors.ts';
import type { CliCommand } from './cli-command.ts';
import { folderHere } from './folder-here.ts';

interface WorkspaceOptions {
  readonly workspace: string;
  readonly dataset?: string;
  readonly force?: true;
  readonly cache?: string;
}

/**
 * Does a command's work in the workspace that is given. One in a bucket is brought here before, as far as the command needs it,
 * and what has changed goes there after it, even where the work failed; of interrupted work what is small.
 */
export async function inWorkspace<R>(
  { workspace: given, dataset, force, cache }: WorkspaceOptions,
  needs: CliCommand['needs'],
  context: Context,
  work: (workspace: Workspace) => Promise<R>,
): Promise<R> {
  if (needs === 'no workspace') return work(new Workspace('.'));
  if (!isObjectAddress(given)) return work(new Workspace(folderHere(given, '--workspace')));
  const { openMirroredWorkspace } = await import('../artifacts/objects/mirrored-workspace.ts');
  const workspace = await openMirroredWorkspace(given, { cache }, context);
  const put = (): Promise<void> => (context.signal.aborted ? save(workspace, context) : workspace.push());
  try {
    const [raw, service] = (['raw', 'service'] as const).map((part) => needs?.includes(part) ?? false);
    await workspace.pull({ dataset, raw, service, remake: force });
    const result = await work(workspace).catch(async (error: unknown) => {
      await put().catch((also: unknown) => context.log(`Nor could it be put up: ${asMovierecError(also).toString()}`));
      throw error;
    });
    await put();
    return result;
  } finally {
    workspace.close();
  }
}

/** Of work that was interrupted what was found so far, such as trials, where that is small. */
async function save(workspace: MirroredWorkspace, { log }: Context): Promise<void> {
  const count = await workspace.save();
  if (count > 0)
    log(`Of what was done so far ${count} ${count === 1 ? 'file is' : 'files are'} in ${workspace.address}.`);
}
