import { dirname, join } from 'node:path';
import { lock } from '../artifacts/lock.ts';
import { makeFolder } from '../artifacts/make-folder.ts';
import type { Context } from '../context.ts';
import { asMovierecError } from '../errors.ts';
import { fitModel } from '../models/contract/fit-model.ts';
import type { Model } from '../models/contract/model.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { definitionOf } from '../models/registry.ts';
import { openStore } from '../store/open-store.ts';
import { requireProcessed, type StageOptions } from './processed.ts';
import { featuresFor } from './require-features.ts';
import { checkFit } from './retrain/check-fit.ts';
import { collect, collectedFolder } from './retrain/collect.ts';
import type { FitCheck } from './retrain/compare-fits.ts';
import { digestOf } from './retrain/digest-of.ts';
import { modelInService } from './retrain/model-in-service.ts';
import { collectedPeople } from './retrain/people.ts';
import { logRetraining, readRetrainings } from './retrain/retraining-log.ts';
import type { Retraining } from './retrain/retraining.ts';
import { saveVersion } from './retrain/save-version.ts';
import { asBefore, type Task } from './retrain/task.ts';
import { trainingSet } from './retrain/training-set.ts';
import { dropVersions, putInService, versionsRoot } from './retrain/versions.ts';

export interface RetrainOptions extends StageOptions {
  /** Without it, the model that `run` chose, else the one trained last. */
  readonly model?: string | undefined;
  /** The address of the store that the service keeps ratings in; by default a SQLite file in data/service/<set>/. */
  readonly store?: string | undefined;
}

export interface RetrainResult extends Retraining {
  readonly dataset: string;
  /** What the service has by now: people who rated, ratings, and what they did with recommendations. */
  readonly collected: { readonly people: number; readonly ratings: number; readonly events: number };
  /** Ratings of the service that could not be used: of films that are not in the catalog, and off the scale. */
  readonly leftOut: { readonly unknownFilms: number; readonly offScale: number };
  /** How the new fit did against the one in service; null where none was made. */
  readonly check: FitCheck | null;
}

/**
 * Fits the model in service anew, on the cleaned data set and on what people have rated in the service since. A fit that
 * leaves held-out ratings out is compared with the like of the version in service first; where it is worse (`verdictOf`
 * says when) the old version stays, else the model is fitted on everything and is the next version, in
 * data/service/<set>/models/<model>/<version>/. The service may go on meanwhile, and takes the new version when it
 * looks. What came is added to data/service/<set>/retrainings.jsonl, failures too.
 *
 * Who deleted their data is in no fit from then on; that they are gone is something new to learn. Their ratings are in
 * data/service/<set>/collected/ until the next retraining of any model, in earlier versions until then too, and in the
 * version in service until another takes its place; `rollBack` to 0, the model as trained, takes them out at once.
 * @throws UNKNOWN_MODEL, MISSING_ARTIFACT, STALE_MODEL; BUSY where another retraining is under way; STORE_FAILED; and what
 *   a fit throws but for DIVERGED and NOT_FINITE, with which it is rolled back; the old version is then still in service
 */
export async function retrain(options: RetrainOptions, context: Context): Promise<RetrainResult> {
  const { workspace } = options;
  const started = context.now();
  const data = await requireProcessed(options, context);
  const { dataset } = data;
  const root = versionsRoot(workspace, dataset);
  await makeFolder(dirname(root));
  const release = await lock(root);
  try {
    const task = { workspace, data, started, served: await modelInService(workspace, data, options.model) };
    const result = await attempt(task, options, context).catch(async (error: unknown) => {
      if (!context.signal.aborted) {
        const why = asMovierecError(error).toString();
        await logRetraining(workspace, dataset, { ...asBefore(task, context), outcome: 'failed', why });
      }
      throw error;
    });
    await dropVersions(workspace, dataset, await collectedPeople(collectedFolder(workspace, dataset), context));
    return result;
  } finally {
    await release();
  }
}

async function attempt(task: Task, { store, force = false }: RetrainOptions, context: Context): Promise<RetrainResult> {
  const { workspace, data, served } = task;
  const { dataset } = data;
  const collected = await collectFrom(store, task, context);
  const definition = definitionOf(served.name);
  const parameters = served.manifest.result['parameters'] as Values<Parameters>;
  const features = await featuresFor([{ definition, parameters }], { workspace, dataset }, context);
  const digest = await digestOf(task, features, context);
  const unchanged = (why: string): RetrainResult => {
    const leftOut = { unknownFilms: 0, offScale: 0 };
    return { ...asBefore(task, context), outcome: 'unchanged', why, dataset, collected, leftOut, check: null };
  };
  const nothingNew = force ? undefined : await whyNothingIsNew(task, digest);
  if (nothingNew !== undefined) return unchanged(nothingNew);

  const set = await trainingSet(data, collectedFolder(workspace, dataset), context);
  const { ownRatings, unknownFilms, offScale } = set;
  if (ownRatings === 0 && served.version === 0) {
    return {
      ...unchanged('Nobody has rated a film of the catalog in the service yet.'),
      leftOut: { unknownFilms, offScale },
    };
  }
  const fit = async (what: string, keep?: (at: number) => boolean): Promise<Model> => {
    const ratings = await features.addTo(keep ? set.ratings.filter(keep) : set.ratings);
    context.log(`Fitting ${served.name} on ${ratings.size} ratings of "${dataset}" and its service, ${what}`);
    return fitModel(definition, ratings, parameters, context);
  };
  const { good, why, check, twin } = await checkFit(task, set, fit, context);
  const counts = { ratings: set.ratings.size, ownRatings };
  let version: number | undefined;
  if (good && twin) {
    const people = await collectedPeople(collectedFolder(workspace, dataset), context);
    version = await saveVersion(task, { counts, twin, people, digest, features }, () => fit('all of them'), context);
    await putInService(workspace, dataset, served.name, version);
  }
  const line: Retraining = {
    ...{ ...asBefore(task, context), ...counts, ...check?.ndcg, why },
    ...(version === undefined ? { outcome: 'rolled back' } : { outcome: 'swapped', version }),
  };
  await logRetraining(workspace, dataset, { ...line, digest });
  return { ...line, dataset, collected, leftOut: { unknownFilms, offScale }, check };
}

async function collectFrom(
  address: string | undefined,
  { workspace, data: { dataset } }: Task,
  context: Context,
): Promise<RetrainResult['collected']> {
  const store = await openStore(address ?? `sqlite:${join(workspace.service(dataset), 'store.db')}`, workspace.root);
  try {
    context.log('Reading what people have rated since');
    const { people, ratings, events } = await collect(workspace, dataset, store, context);
    return { people, ratings, events };
  } finally {
    await store.close();
  }
}

/** In a sentence, where the version in service is of the very same, or the last attempt was, whatever came of it. */
async function whyNothingIsNew({ workspace, data, served }: Task, digest: string): Promise<string | undefined> {
  if (served.manifest.options['digest'] === digest) return `Nothing is new since version ${served.version}.`;
  const past = await readRetrainings(workspace, data.dataset);
  const last = past.find((one) => one.model === served.name && one.digest !== undefined);
  if (last?.digest !== digest) return undefined;
  return last.outcome === 'swapped'
    ? `Nothing is new since version ${last.version}, which was taken out of service.`
    : 'Nothing is new since the last attempt, which was rolled back.';
}
