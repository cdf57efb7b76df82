import { join } from 'node:path';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import type { Catalog } from '../dataset/catalog.ts';
import { filmLikeness, type FilmLikeness } from '../dataset/film-likeness.ts';
import { loadCatalog } from '../dataset/load-dataset.ts';
import { requireProcessed, type Processed, type StageOptions } from '../stages/processed.ts';
import { openStore } from '../store/open-store.ts';
import { openLiveCounts } from './live/live-counts.ts';
import { openModelShelf } from './live/model-shelf.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { openRetrainer } from './live/open-retrainer.ts';
import { openStreams } from './live/streams.ts';
import { withoutRetraining } from './live/without-retraining.ts';
import { openTastes } from './live/tastes.ts';
import { openKeys } from './security/keys.ts';
import type { Service } from './service.ts';

export interface ServiceOptions extends StageOptions {
  /** Where data and models are read instead, if not in the workspace: there only the store and the keys are kept then. */
  readonly library?: Workspace | undefined;
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
  const { workspace: own, library: workspace = own } = options;
  const data = await requireProcessed({ ...options, workspace }, context);
  const storeAddress = options.store ?? `sqlite:${join(own.service(data.dataset), 'store.db')}`;
  const people = async () => {
    const [store, catalog] = await Promise.all([openStore(storeAddress, own.root), loadCatalog(data.folder, context)]);
    return { store, catalog, counts: await openLiveCounts(data, catalog, store, context) };
  };
  const [{ store, catalog, counts }, models, keys] = await Promise.all([
    people(),
    openModelShelf(workspace, data, options.model, context),
    openKeys(own.service(data.dataset)),
  ]);
  const { retrainEvery: everyMinutes, retrainAtLeast: atLeast, retrainThreads: threads } = options;
  const retrainer = openRetrainer(
    { workspace, data, models, store, storeAddress, everyMinutes, atLeast, threads },
    context,
  );
  let likeness: Promise<FilmLikeness> | undefined;
  return {
    ...{ workspace, data, catalog, counts, store, models, context, ...keys },
    tastes: openTastes({ store, catalog, scale: data.info.scale, now: context.now }),
    likeness: () => (likeness ??= likenessOf(workspace, data, catalog)),
    inTurn: oneAtATime(),
    streams: openStreams(),
    retrainer: options.library ? withoutRetraining(retrainer) : retrainer,
    started: context.now(),
  };
}

/** By what films are, where that is known; loaded when it is first asked for. */
async function likenessOf(workspace: Workspace, data: Processed, catalog: Catalog): Promise<FilmLikeness> {
  const { featuresAtHand } = await import('../stages/features-at-hand.ts');
  return filmLikeness(catalog, await featuresAtHand(workspace, data));
}
