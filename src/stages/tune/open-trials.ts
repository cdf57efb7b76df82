import type { Context } from '../../context.ts';
import { loadDataset } from '../../dataset/load-dataset.ts';
import { requireTestRatings, splitRatings } from '../../dataset/splits/split-ratings.ts';
import { trialRunner, type RunTrial, type TrialMaterial } from '../../tuning/trial-runner.ts';
import { TrialWorkers } from '../../tuning/trial-workers.ts';
import type { Processed } from '../processed.ts';
import type { FeaturesInUse } from '../require-features.ts';
import type { InnerSplit } from './inner-split.ts';

export interface TrialsOptions {
  readonly model: string;
  /** The figure that is searched for. */
  readonly key: string;
  readonly data: Processed;
  readonly features: FeaturesInUse;
  readonly split: InnerSplit;
  /** How many trials run at once: one on this thread, several on threads of their own. */
  readonly parallel: number;
}

/** What runs trials. Nothing is loaded before the first; to be closed. */
export interface Trials {
  readonly run: RunTrial;
  close(): void;
}

export function openTrials(options: TrialsOptions, context: Context): Trials {
  const { parallel } = options;
  let workers: TrialWorkers | undefined;
  const start = async (): Promise<RunTrial> => {
    const material = await materialOf(options, context);
    if (parallel === 1) return trialRunner(material, context);
    workers = new TrialWorkers(material, parallel, context);
    return workers.run;
  };
  let runner: Promise<RunTrial> | undefined;
  return {
    run: async (parameters) => (await (runner ??= start()))(parameters),
    close: () => workers?.close(),
  };
}

/**
 * The training ratings and how they are split again; what `clean` held out is not even read into memory.
 * @throws NOTHING_TO_TEST, MISSING_TIMES, OPTION_RANGE
 */
async function materialOf(
  { model, key, data, features: inUse, split }: TrialsOptions,
  context: Context,
): Promise<TrialMaterial> {
  const { folder, info } = data;
  const { ratings, catalog } = await loadDataset(folder, info, context, { only: 'train' });
  const { columns, users, items, meta, features } = await inUse.addTo(ratings);
  const { user, item, time } = columns;
  const counts = { users: users.size, items: items.size };
  const { protocol, ...options } = split;
  const rounds = splitRatings(protocol, { user, item, time, ...counts }, { ...options, seed: context.seed });
  requireTestRatings(rounds);
  const { relevant } = meta;
  return {
    model,
    key,
    relevant,
    users: users.names,
    items: items.names,
    genres: catalog.genres,
    columns,
    meta,
    features,
    split: protocol,
    rounds,
  };
}
