import { dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { CleanOptions, CleanResult } from './clean.ts';
import { checkName, datasetName } from './dataset-name.ts';
import type { EngineOptions } from './engines/engine.ts';
import { engineOf } from './engines/registry.ts';

export interface CleanElsewhereOptions extends CleanOptions, EngineOptions {
  /** Where an ingested data set lies that is not in the workspace, and where the cleaned one goes: s3a://BUCKET/FOLDER. */
  readonly from?: string | undefined;
  readonly out?: string | undefined;
}

/**
 * Cleans an ingested data set (the folder data/interim/SET) where it lies, by an engine that reads such. What it writes
 * is what `clean` writes to data/processed/SET, row for row, its manifest last; each run does it anew.
 * @throws USAGE; MISSING_FILE, BAD_COLUMNS, NOT_A_DATASET, UNSUPPORTED, NO_RATINGS, NOT_WRITABLE, and what a cluster may
 */
export async function cleanElsewhere(options: CleanElsewhereOptions, context: Context): Promise<CleanResult> {
  const { from, out, workspace, engine: name, master, sparkConf, sparkData, ...asked } = options;
  const engine = engineOf({ engine: name, master, sparkConf, sparkData });
  if (from === undefined || out === undefined) {
    throw new MovierecError(
      'USAGE',
      `${engine.name} cleans what is outside of the workspace, and has to know where that is and where the result goes.`,
      'Add --from ADDRESS and --out ADDRESS: the folders of the ingested and of the cleaned data set.',
    );
  }
  if (!engine.clean) {
    const hint = 'Add --engine spark --master spark://HOST:7077, or bring it into a workspace.';
    throw new MovierecError('USAGE', `the engine ${engine.name} does not clean what is at ${from}.`, hint);
  }
  const dataset = checkName(options.dataset ?? datasetName(from.split('/').filter(Boolean).at(-1) ?? ''));
  const log = join(dirname(workspace.report(dataset, 'clean')), `.clean.${engine.name}.log`);
  return engine.clean({ from, out, dataset, options: asked, log }, context);
}
