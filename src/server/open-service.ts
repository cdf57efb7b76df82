import { join } from 'node:path';
import type { Context } from '../context.ts';
import { filmLikeness, type FilmLikeness } from '../dataset/film-likeness.ts';
import { loadCatalog } from '../dataset/load-dataset.ts';
import { featuresAtHand } from '../stages/features-at-hand.ts';
import { requireProcessed, type StageOptions } from '../stages/processed.ts';
import { openStore } from '../store/open-store.ts';
import { openLiveCounts } from './live/live-counts.ts';
import { openModelShelf } from './live/model-shelf.ts';
import { oneAtATime } from './live/one-at-a-time.ts';
import { openRetrainer } from './live/open-retrainer.ts';
import { openStreams } from './live/streams.ts';
import { openTastes } from './live/tastes.ts';
import { openKeys } from './security/keys.ts';
import type { Service } from './service.ts';

export interface ServiceOptions extends StageOptions {
  readonly model?: string | undefined;
  /** The address of the store; by default a SQLite file in data/service/<set>/. */
  readonly store?: string | undefined;
  /** How often there is a look whether the usual model is to be retrained, in minutes; without it, never. */
  readonly retrainEvery?: number | undefined;
  /** How many ratings there have to be more than at the last time. */
  readonly retrainAtLeast?: number | undefined;
  /** How many threads a retraining may have: 1 where it is not given. */
  readonly retrainThreads?: number | undefined;
}

/** Everything that the routes work with, ready to answer. @throws MISSING_ARTIFACT, UNKNOWN_MODEL, STORE_FAILED, NEWER_STORE */
export async function openService(options: ServiceOptions, context: Context): Promise<Service> {
  const { workspace } = options;
  const data = await requireProcessed(options, context);
  const storeAddress = options.store ?? `sqlite:${join(workspace.service(data.dataset), 'store.db')}`;
  const [store, catalog, models] = await Promise.all([
    openStore(storeAddress, workspace.root),
    loadCatalog(data.folder, context),
    openModelShelf(workspace, data, options.model, context),
  ]);
  const { retrainEvery: everyMinutes, retrainAtLeast: atLeast, retrainThreads: threads } = options;
  let likeness: Promise<FilmLikeness> | undefined;
  return {
    ...{ workspace, data, catalog, store, models, context },
    tastes: openTastes({ store, catalog, scale: data.info.scale, now: context.now }),
    counts: await openLiveCounts(data, catalog, store, context),
    likeness: () => (likeness ??= featuresAtHand(workspace, data).then((found) => filmLikeness(catalog, found))),
    inTurn: oneAtATime(),
    streams: openStreams(),
    retrainer: openRetrainer({ workspace, data, models, store, storeAddress, everyMinutes, atLeast, threads }, context),
    ...(await openKeys(workspace.service(data.dataset))),
    started: context.now(),
  };
}
