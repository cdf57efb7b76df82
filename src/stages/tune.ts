import { dirname, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { lock } from '../artifacts/lock.ts';
import { makeFolder } from '../artifacts/make-folder.ts';
import type { Fresh } from '../artifacts/run-stage.ts';
import { writeFileWhole } from '../artifacts/write-file.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { feedbackOf } from '../models/contract/define-model.ts';
import { resolve, type Parameters, type Values } from '../models/contract/parameters.ts';
import { definitionOf } from '../models/registry.ts';
import { importanceOf, type Importance } from '../tuning/importance.ts';
import { searchOf } from '../tuning/registry.ts';
import { requireEpochs } from '../tuning/require-epochs.ts';
import { runSearch } from '../tuning/run-search.ts';
import type { Plan } from '../tuning/search.ts';
import { spaceOf } from '../tuning/space.ts';
import { startingPoint } from '../tuning/starting-point.ts';
import { targetOf } from '../tuning/target.ts';
import type { Better, Trial } from '../tuning/trial.ts';
import { TrialLog } from '../tuning/trial-log.ts';
import { requireProcessed, type StageOptions } from './processed.ts';
import { featuresFor } from './require-features.ts';
import { train } from './train.ts';
import { bestFound, withSameEpochs } from './tune/best-found.ts';
import { drawSearch } from './tune/draw-search.ts';
import { identityOf } from './tune/identity.ts';
import { innerSplit, type InnerSplit } from './tune/inner-split.ts';
import { openTrials } from './tune/open-trials.ts';

export interface TuneOptions extends StageOptions {
  readonly model: string;
  /** How many settings are tried; 30 where it is not given. */
  readonly trials?: number | undefined;
  /** What they are judged by: `rmse`, `ndcg@10`, …; see `targetOf` for the default. */
  readonly metric?: string | undefined;
  /** How the next setting is chosen; tpe where it is not given. */
  readonly search?: string | undefined;
  /** Parameters that are not searched. */
  readonly parameters?: Partial<Values<Parameters>>;
  /** Ranges to search instead of the model's own: `{ factors: '16..128' }`. */
  readonly space?: Readonly<Record<string, string>>;
  /** How the training ratings are split again: by-user, or temporal where the set itself is split by time. */
  readonly protocol?: string | undefined;
  readonly folds?: number | undefined;
  readonly test?: number | undefined;
  /** How many trials run at once, each with its share of the threads; as many as threads, up to 4. */
  readonly parallel?: number | undefined;
  /** Stop when so many trials in a row brought nothing better. */
  readonly patience?: number | undefined;
  /** Whether a model is then fitted with the best parameters and saved; it is unless this is false. */
  readonly train?: boolean | undefined;
}

export interface TuneResult {
  readonly model: string;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly search: string;
  readonly metric: string;
  readonly better: Better;
  readonly seed: number;
  /** How the training ratings were split again. What `clean` held out was not even loaded. */
  readonly split: InnerSplit;
  readonly heldOut: 'not loaded';
  /** How many trials were to be, whether patience ended them before, and how many stood in the log already. */
  readonly total: number;
  /** Why these are not as many as were asked for; null where they are. */
  readonly remark: string | null;
  readonly stopped: boolean;
  readonly resumed: number;
  readonly best: Trial;
  /** All parameters that are best, those that were not searched too. */
  readonly parameters: Values<Parameters>;
  /** The names of the parameters that were searched, in the order in which the model declares them. */
  readonly searched: readonly string[];
  /** The first trial: the model's defaults, with what was set, moved into the ranges that are searched. */
  readonly start: Trial;
  /** Whether these are the very defaults: nothing was set otherwise, nothing had to be moved. */
  readonly startsWithDefaults: boolean;
  /** What mattered, in the order of `searched`; null after too few trials to say. */
  readonly importance: readonly Importance[] | null;
  /** By number. */
  readonly trials: readonly Trial[];
  /** Where all this stands, relative to the workspace. */
  readonly path: string;
  /** The charts in that folder. */
  readonly charts: readonly string[];
  /** The model with the best parameters, relative to the workspace; null where none was asked for. */
  readonly trained: string | null;
}

/** More trials at once are seldom faster: they share the memory's speed. */
const mostAtOnce = 4;

/**
 * Searches for the parameters with which a model does best on a part of the training ratings that it was not fitted on.
 * Every finished trial is kept in data/tuning/<set>/<model>/trials.jsonl, and the same search goes on from there; the
 * number of trials at once has no say in what is found.
 * @throws UNKNOWN_MODEL, UNKNOWN_OPTION, OPTION_RANGE, USAGE, WRONG_MODEL, WRONG_FEEDBACK, NOTHING_TO_TEST, BUSY,
 *   WORKER_DIED; DIVERGED and the like where every trial failed
 */
export async function tune(options: TuneOptions, context: Context): Promise<Fresh<TuneResult>> {
  const { workspace, model, patience } = options;
  const definition = definitionOf(model);
  const search = searchOf(options.search ?? 'tpe');
  const asked = { fixed: options.parameters, ranges: options.space };
  const epochs = search.needsEpochs ? requireEpochs(definition, asked) : undefined;
  const fixed = { ...options.parameters, ...(epochs !== undefined && { epochs }) };
  const usual = resolve(definition, fixed);
  const target = targetOf(options.metric, model, feedbackOf(definition, usual));
  const { better } = target.metric;
  if (search.needsEpochs && patience !== undefined) {
    const message = `${search.name} ends by itself: most of its trials are to be given up.`;
    throw new MovierecError('USAGE', message, 'Leave out --patience, or search with: --search tpe');
  }
  const space = spaceOf(definition, { fixed, ranges: options.space ?? {} });
  const data = await requireProcessed(options, context);
  const { dataset, info } = data;
  const features = await featuresFor([{ definition, parameters: usual }], { workspace, dataset }, context);
  const split = innerSplit(options, info.split.name);
  const parallel = options.parallel ?? Math.min(context.threads, mostAtOnce);
  const lag = Math.max(mostAtOnce, parallel);
  const start = startingPoint(space, usual);
  const draft: Plan = {
    ...{ space, fixed, start, trials: options.trials ?? 30, seed: context.seed, better, lag },
    ...(epochs !== undefined && { epochs }),
  };
  const identity = identityOf({ model, metric: target.key, search, plan: draft, usual, split, data, features });

  const folder = workspace.tuning(dataset, model);
  await makeFolder(dirname(folder));
  const release = await lock(folder);
  try {
    const log = await TrialLog.open(folder, identity, { lag, force: options.force ?? false }, context);
    const runner = openTrials({ model, key: target.key, data, features, split, parallel }, context);
    const plan = { ...draft, lag: log.lag };
    const total = search.total(plan);
    const count = `${total} ${total === 1 ? 'trial' : 'trials'}`;
    const remark = search.remark?.(plan) ?? null;
    const why = remark === null ? '' : ` (${remark})`;
    const done = log.trials.size > 0 ? `; ${log.trials.size} were run before` : '';
    context.log(`Tuning ${model} on the training ratings of "${dataset}" by ${count}${why}${done}`);
    const searchRun = { search, plan, log, parallel, patience, run: runner.run };
    const found = await runSearch(searchRun, context).finally(async () => {
      runner.close();
      await log.close();
    });

    const { trials, resumed, stopped } = found;
    const best = bestFound(trials, better, model);
    const ownDefaults = resolve(definition, {});
    const startsWithDefaults = isDeepStrictEqual({ ...usual, ...start }, ownDefaults);
    const importance = importanceOf(withSameEpochs(trials, space), plan);
    const parameters = resolve(definition, best.parameters);
    const ofTotal = { trial: best.trial, of: trials.length, search: search.name, seed: context.seed, split };
    const { value, low, high } = best;
    const record = { model, dataset, metric: target.key, better, value, low, high, parameters, ...ofTotal };
    await writeFileWhole(join(folder, 'best.json'), `${JSON.stringify(record, null, 2)}\n`);
    const shown = { model, metric: target.key, better, space, trials, best, startsWithDefaults, importance };
    const charts = await drawSearch(folder, shown, resumed < trials.length);
    const trained = options.train === false ? null : await train({ workspace, dataset, model, parameters }, context);
    return {
      ...{ model, dataset, simulated: info.simulated, search: search.name, metric: target.key, better },
      ...{ seed: context.seed, split, heldOut: 'not loaded', total, remark, stopped, resumed },
      searched: space.map(({ name }) => name),
      ...{
        best,
        parameters,
        start: trials[0],
        startsWithDefaults,
        importance,
        trials,
        path: relative(workspace.root, folder),
        charts,
      },
      trained: trained && trained.path,
      ...(resumed === trials.length && (!trained || trained.fresh) && { fresh: true }),
    };
  } finally {
    await release();
  }
}
