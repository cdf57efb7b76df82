import { dirname, join } from 'node:path';
import { useSurvey, type Survey } from '../../charts/eda/survey.ts';
import type { Context } from '../../context.ts';
import { tableNames } from '../../dataset/schema.ts';
import { MovierecError } from '../../errors.ts';
import { checkName, datasetName } from '../dataset-name.ts';
import type { EngineOptions } from '../engines/engine.ts';
import { engineOf } from '../engines/registry.ts';
import { factsOf, requireProcessed, type StageOptions } from '../processed.ts';

export interface SurveyOptions extends StageOptions, EngineOptions {
  /** Where a cleaned data set lies that is not in the workspace, for a cluster that reads it there: s3a://BUCKET/FOLDER. */
  readonly from?: string | undefined;
}

/** A data set that can be looked at, here or elsewhere. */
export interface Surveyed {
  readonly dataset: string;
  /** What has a say in what is seen: for a manifest. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Files of this machine; of what lies elsewhere nobody knows whether it has changed. */
  readonly inputs: readonly string[];
  readonly isElsewhere: boolean;
  /** The command that looks at it. */
  readonly command: string;
  /** Counts, into a temporary folder, and hands over what there is. */
  use<T>(temporary: string, context: Context, work: (survey: Survey) => Promise<T>): Promise<T>;
}

/** @throws MISSING_ARTIFACT, UNKNOWN_DATASET; USAGE for an engine without a place, or a place without an engine */
export async function surveyed(options: SurveyOptions, context: Context): Promise<Surveyed> {
  const { from, master, workspace } = options;
  const engine = engineOf(options);
  if (from !== undefined) {
    const { survey } = engine;
    if (!survey) {
      const hint = `Add --engine spark --master spark://HOST:7077, or bring it into a workspace.`;
      throw new MovierecError('USAGE', `the engine ${engine.name} does not read what is at ${from}.`, hint);
    }
    const dataset = checkName(options.dataset ?? datasetName(from.split('/').filter(Boolean).at(-1) ?? ''));
    const log = join(dirname(workspace.report(dataset, 'eda')), `.eda.${engine.name}.log`);
    return {
      dataset,
      options: { from, engine: engine.name },
      inputs: [],
      isElsewhere: true,
      command: `movierec eda --engine ${engine.name} --master ${master} --from ${from} --dataset ${dataset}`,
      use: (folder, given, work) => survey({ address: from, dataset, folder, log }, given, work),
    };
  }
  if (engine.name !== 'local') {
    const hint = 'Say where the cleaned data set is, --from s3a://BUCKET/FOLDER, or leave out --engine.';
    throw new MovierecError('USAGE', `what is in the workspace is not counted by ${engine.name}.`, hint);
  }
  const { dataset, folder: data, info, manifest } = await requireProcessed(options, context);
  const tables = new Set<string>(tableNames.map((table) => `${table}.parquet`));
  const { feedback, simulated, scale, relevant } = info;
  return {
    dataset,
    options: { dataset, feedback, simulated, scale, relevant },
    inputs: manifest.outputs.filter(({ path }) => tables.has(path)).map(({ path }) => join(data, path)),
    isElsewhere: false,
    command: `movierec eda --dataset ${dataset} --force`,
    use: (folder, given, work) => useSurvey(data, folder, { dataset, ...factsOf(info) }, given, work),
  };
}
