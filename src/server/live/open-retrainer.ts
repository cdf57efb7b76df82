import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import { asMovierecError, MovierecError } from '../../errors.ts';
import type { Processed } from '../../stages/processed.ts';
import { modelInService } from '../../stages/retrain/model-in-service.ts';
import { retrainApart } from '../../stages/retrain/retrain-apart.ts';
import { retraining, type Retraining } from '../../stages/retrain/retraining.ts';
import { logRetraining, readRetrainings } from '../../stages/retrain/retraining-log.ts';
import { rollBack } from '../../stages/retrain/roll-back.ts';
import { keptVersionsOf } from '../../stages/retrain/versions.ts';
import type { Store } from '../../store/store.ts';
import type { ModelShelf } from './model-shelf.ts';
import type { Retrainer } from './retrainer.ts';

export interface RetrainerOptions {
  readonly workspace: Workspace;
  readonly data: Processed;
  readonly models: Pick<ModelShelf, 'usual' | 'refresh'>;
  readonly store: Pick<Store, 'count'>;
  /** Where that is, for the process that retrains. */
  readonly storeAddress: string;
  /** How often it is looked whether there is enough to learn from; without it, never. */
  readonly everyMinutes?: number | undefined;
  /** How many more (or fewer) ratings there have to be than at the last time. */
  readonly atLeast?: number | undefined;
  /** How many threads a retraining may have. */
  readonly threads?: number | undefined;
}

const minute = 60_000;

/** Retrains one model at a time, in a process of its own; by the clock the model that is usual. To be closed. */
export function openRetrainer(options: RetrainerOptions, context: Context): Retrainer {
  const { workspace, data, models, store, storeAddress, everyMinutes = null, atLeast = 1, threads = 1 } = options;
  const { dataset } = data;
  const { log, now, seed } = context;
  const closing = new AbortController();
  let underWay: Promise<void> | undefined;
  /** What came of the last attempt, where the log does not say: nothing was new, or it could not begin. */
  let unlogged: Retraining | undefined;
  let next: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function work(model: string, version: number): Promise<void> {
    const at = now();
    unlogged = undefined;
    try {
      const job = { root: workspace.root, dataset, model, store: storeAddress, seed, threads };
      const result = await retrainApart(job, { signal: closing.signal, log });
      log(`Retraining ${model}: ${result.outcome}. ${result.why}`);
      if (result.outcome === 'unchanged') unlogged = retraining.parse(result);
      await models.refresh();
      await keep();
    } catch (error) {
      if (closing.signal.aborted) return;
      const failure = asMovierecError(error);
      log(`Retraining ${model}: failed. ${failure.toString()}`);
      const [last] = await readRetrainings(workspace, dataset);
      if (last?.model === model && last.at >= at) return;
      const failed: Retraining = {
        ...{ model, at, seconds: (now() - at) / 1000, outcome: 'failed', version, ratings: 0, ownRatings: 0 },
        ...{ before: null, after: null, why: failure.toString() },
      };
      if (failure.code === 'WORKER_DIED') await logRetraining(workspace, dataset, failed);
      else unlogged = failed;
    }
  }
  /** Where the workspace is kept elsewhere, what came of it goes there at once: this machine may be gone soon. */
  const keep = (): Promise<void> =>
    workspace.refresh(dataset).catch((error: unknown) => {
      if (!closing.signal.aborted)
        log(`What came of it is on this machine alone so far: ${asMovierecError(error).toString()}`);
    });
  async function start(given?: string): Promise<void> {
    if (closing.signal.aborted) throw new MovierecError('NOT_READY', 'the service is ending.', 'Start it again.');
    if (underWay) {
      throw new MovierecError('BUSY', 'a model is being retrained already.', 'Wait until that is done.');
    }
    // Taken at once: two who come at the same time must not both begin.
    const begun = modelInService(workspace, data, given ?? models.usual);
    underWay = begun
      .then(({ name, version }) => work(name, version))
      .catch((error: unknown) => log(`Retraining: ${asMovierecError(error).toString()}`))
      .finally(() => (underWay = undefined));
    await begun;
  }
  async function hasEnough(): Promise<boolean> {
    const [{ ratings }, past] = await Promise.all([store.count(), readRetrainings(workspace, dataset)]);
    // Lines of commands to go back have no digest: they learned nothing.
    const before = past.find(({ model, digest }) => model === models.usual && digest !== undefined)?.ownRatings ?? 0;
    return Math.abs(ratings - before) >= atLeast;
  }
  function schedule(): void {
    if (everyMinutes === null || closing.signal.aborted) return;
    next = now() + everyMinutes * minute;
    timer = setTimeout(() => void onTime(), everyMinutes * minute).unref();
  }
  async function onTime(): Promise<void> {
    schedule();
    try {
      if (!underWay && (await hasEnough())) await start();
    } catch (error) {
      log(`Retraining: ${asMovierecError(error).toString()}`);
    }
  }
  schedule();

  return {
    allowed: true,
    get busy() {
      return underWay !== undefined;
    },
    everyMinutes,
    get next() {
      return next;
    },
    start,
    async rollBack(version, model) {
      await rollBack({ workspace, dataset, model: model ?? models.usual, version }, context);
      await models.refresh();
      await keep();
    },
    versions: async (model) => [0, ...(await keptVersionsOf(workspace, dataset, model))],
    async past(most) {
      const past: Retraining[] = (await readRetrainings(workspace, dataset)).map(({ digest: _, ...one }) => one);
      if (unlogged) past.push(unlogged);
      return past.toSorted((a, b) => b.at - a.at).slice(0, most);
    },
    async close() {
      clearTimeout(timer);
      closing.abort(new MovierecError('INTERRUPTED', 'the service ended.'));
      await underWay;
    },
  };
}
