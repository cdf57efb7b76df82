import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { artifactChecks } from './doctor/artifact-checks.ts';
import type { Check } from './doctor/check.ts';
import { machineChecks } from './doctor/machine-checks.ts';
import { workspaceChecks } from './doctor/workspace-checks.ts';

export type { Check } from './doctor/check.ts';

export interface DoctorOptions {
  readonly workspace: Workspace;
  /** Reads every artifact and compares its SHA-256, not just its size. */
  readonly thorough?: boolean | undefined;
}

/** Looks at the machine, the workspace and every artifact in it, and says what to do about what is not right. */
export async function doctor(
  { workspace, thorough = false }: DoctorOptions,
  context: Context,
): Promise<{ checks: Check[] }> {
  return {
    checks: [
      ...(await machineChecks(context)),
      ...(await workspaceChecks(workspace)),
      ...(await artifactChecks(workspace, thorough, context)),
    ],
  };
}
