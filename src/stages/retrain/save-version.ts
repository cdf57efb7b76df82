import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runStage } from '../../artifacts/run-stage.ts';
import type { Context } from '../../context.ts';
import type { Model } from '../../models/contract/model.ts';
import { save } from '../../models/registry.ts';
import { factsOf, trainingInputs } from '../processed.ts';
import type { FeaturesInUse } from '../require-features.ts';
import { collectedFolder } from './collect.ts';
import { twinFolder } from './honest-twin.ts';
import { writePeople, type People } from './people.ts';
import type { Retraining } from './retraining.ts';
import { readRetrainings } from './retraining-log.ts';
import type { Task } from './task.ts';
import { keptVersionsOf, versionFolder } from './versions.ts';

export interface NewVersion {
  readonly counts: Pick<Retraining, 'ratings' | 'ownRatings'>;
  /** The same fit without what is held out. */
  readonly twin: Model;
  readonly people: People;
  readonly digest: string;
  readonly features: FeaturesInUse;
}

/** Fits a model and writes it as the next version, as a whole or not at all; it is not in service yet. What number it has. */
export async function saveVersion(
  task: Task,
  { counts, twin, people, digest, features }: NewVersion,
  fit: () => Promise<Model>,
  context: Context,
): Promise<number> {
  const { workspace, data, served } = task;
  const { dataset } = data;
  const { parameters } = served.manifest.result;
  const version = await nextVersion(task);
  await runStage(
    {
      ...{ workspace, stage: 'retrain', dataset, force: true },
      folder: versionFolder(workspace, dataset, served.name, version),
      options: { model: served.name, parameters, data: factsOf(data.info), version, digest },
      inputs: [
        ...trainingInputs(data.folder),
        ...features.files,
        join(collectedFolder(workspace, dataset), 'ratings.parquet'),
      ],
    },
    context,
    async (temporary) => {
      await mkdir(temporary, { recursive: true });
      await writePeople(temporary, people);
      await save(twin, join(temporary, twinFolder));
      await save(await fit(), temporary);
      return { model: served.name, dataset, version, parameters, seed: context.seed, ...counts };
    },
  );
  return version;
}

/** A number that no version has had, whatever became of it. */
async function nextVersion({ workspace, data: { dataset }, served }: Task): Promise<number> {
  const past = await readRetrainings(workspace, dataset);
  const used = past.filter(({ model }) => model === served.name).map(({ version }) => version);
  return 1 + Math.max(served.version, ...used, ...(await keptVersionsOf(workspace, dataset, served.name)));
}
