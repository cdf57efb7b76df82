import { lock } from '../../artifacts/lock.ts';
import { makeFolder } from '../../artifacts/make-folder.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { requireProcessed, type StageOptions } from '../processed.ts';
import { modelForUse } from '../saved-model.ts';
import { modelInService, usableVersion } from './model-in-service.ts';
import { logRetraining } from './retraining-log.ts';
import type { Retraining } from './retraining.ts';
import { dirname } from 'node:path';
import { keptVersionsOf, putInService, versionsRoot } from './versions.ts';

export interface RollBackOptions extends StageOptions {
  readonly model?: string | undefined;
  /** Which version is to be in service, 0 for the model as trained; without it, the one before. */
  readonly version?: number | undefined;
}

/**
 * Puts an earlier version of a model in service. Nothing is fitted, and nothing is lost: the later one stays where it is.
 * @throws UNKNOWN_MODEL, STALE_MODEL, BUSY; MISSING_ARTIFACT where there is no such version, or none before
 */
export async function rollBack(options: RollBackOptions, context: Context): Promise<Retraining> {
  const { workspace } = options;
  const started = context.now();
  const data = await requireProcessed(options, context);
  const { dataset } = data;
  const trained = await modelForUse(workspace, data, options.model);
  const { name } = trained;
  const root = versionsRoot(workspace, dataset);
  await makeFolder(dirname(root));
  const release = await lock(root);
  try {
    const before = await modelInService(workspace, data, name);
    const known = [0, ...(await keptVersionsOf(workspace, dataset, name))];
    const version = options.version ?? known.filter((one) => one < before.version).at(-1);
    const chosen = version === undefined ? undefined : await usableVersion(workspace, data, trained, version);
    if (!chosen) {
      throw new MovierecError(
        'MISSING_ARTIFACT',
        version === undefined
          ? `version 0 of ${name} is in service, and there is none before it.`
          : `there is no version ${version} of ${name} that was fitted beside the data as they are now.`,
        `Choose one of these: ${known.join(', ')}.`,
      );
    }
    await putInService(workspace, dataset, name, chosen.version);
    const { ratings = 0, ownRatings = 0 } = chosen.manifest.result as { ratings?: number; ownRatings?: number };
    const result: Retraining = {
      ...{ model: name, at: started, seconds: (context.now() - started) / 1000 },
      ...{ outcome: 'rolled back', version: chosen.version, ratings, ownRatings, before: null, after: null },
      why: `Version ${chosen.version} was put in service by command, in place of ${before.version}.`,
    };
    await logRetraining(workspace, dataset, result);
    return result;
  } finally {
    await release();
  }
}
