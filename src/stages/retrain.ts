import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { lock } from '../artifacts/lock.ts';
import { makeFolder } from '../artifacts/make-folder.ts';
import { readManifest } from '../artifacts/manifest.ts';
import { runStage } from '../artifacts/run-stage.ts';
import type { Context } from '../context.ts';
import { role } from '../dataset/splits/role.ts';
import { asMovierecError } from '../errors.ts';
import { fitModel } from '../models/contract/fit-model.ts';
import type { Model } from '../models/contract/model.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { definitionOf, save } from '../models/registry.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { factsOf, requireProcessed, trainingInputs, type Processed, type StageOptions } from './processed.ts';
import { featuresFor, type FeaturesInUse } from './require-features.ts';
import { collect, collectedFolder } from './retrain/collect.ts';
import { compareFits, type Check } from './retrain/compare-fits.ts';
import { honestTwin, twinFolder } from './retrain/honest-twin.ts';
import { modelInService, type ServedModel } from './retrain/model-in-service.ts';
import { logRetraining, readRetrainings } from './retrain/retraining-log.ts';
import type { Retraining } from './retrain/retraining.ts';
import { trainingSet } from './retrain/training-set.ts';
import { verdictOf } from './retrain/verdict-of.ts';
import { dropOldVersions, keptVersionsOf, putInService, versionFolder, versionsRoot } from './retrain/versions.ts';

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
  readonly check: Check | null;
}

/** What a retraining goes by, found before any work. */
interface Task {
  readonly options: RetrainOptions;
  readonly data: Processed;
  readonly served: ServedModel;
  readonly started: number;
}

/**
 * Fits the model in service anew, on the cleaned data set and on what people have rated in the service since. A fit that
 * leaves held-out ratings out is compared with the like of the version in service first; where it is worse beyond
 * chance the old version stays, else the model is fitted on everything and is the next version, in
 * data/service/<set>/models/<model>/<version>/. The service may go on meanwhile, and takes the new version when it
 * looks. What came is added to data/service/<set>/retrainings.jsonl, failures too.
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
    const served = await modelInService(workspace, data, options.model);
    const task = { options, data, served, started };
    try {
      return await retrainOn(task, context);
    } catch (error) {
      if (!context.signal.aborted) {
        const { ratings, ownRatings } = countsOf(served);
        const failed = { ...outcomeOf(task, context), outcome: 'failed', ratings, ownRatings } as const;
        await logRetraining(workspace, dataset, { ...failed, why: asMovierecError(error).toString() });
      }
      throw error;
    }
  } finally {
    await release();
  }
}

async function retrainOn(task: Task, context: Context): Promise<RetrainResult> {
  const { options, data, served } = task;
  const { workspace, force = false } = options;
  const { dataset } = data;
  const store = await openStore(
    options.store ?? `sqlite:${join(workspace.service(dataset), 'store.db')}`,
    workspace.root,
  );
  const collected = await collectAndClose(store, task, context);
  const definition = definitionOf(served.name);
  const parameters = served.manifest.result['parameters'] as Values<Parameters>;
  const features = await featuresFor([{ definition, parameters }], { workspace, dataset }, context);
  const digest = await digestOf(task, features, context);
  const common = { dataset, collected, leftOut: { unknownFilms: 0, offScale: 0 }, check: null };

  if (!force && (await isDone(task, digest))) {
    const why = 'Nothing was rated since the last time.';
    const result = { ...outcomeOf(task, context), ...countsOf(served), outcome: 'unchanged', why } as const;
    return { ...common, ...result };
  }
  const set = await trainingSet(data, collectedFolder(workspace, dataset), context);
  const { ownRatings, unknownFilms, offScale } = set;
  const found = { ...common, leftOut: { unknownFilms, offScale } };
  if (ownRatings === 0 && served.version === 0) {
    const why = 'Nobody has rated a film of the catalog in the service yet.';
    return { ...found, ...outcomeOf(task, context), ...countsOf(served), outcome: 'unchanged', why };
  }
  const record = async (result: RetrainResult): Promise<RetrainResult> => {
    const { dataset: _, collected: __, leftOut: ___, check: ____, ...line } = result;
    await logRetraining(workspace, dataset, { ...line, digest });
    return result;
  };
  const fit = async (what: string, keep?: (at: number) => boolean): Promise<Model> => {
    const ratings = await features.addTo(keep ? set.ratings.filter(keep) : set.ratings);
    context.log(`Fitting ${served.name} on ${ratings.size} ratings of "${dataset}" and its service, ${what}`);
    return fitModel(definition, ratings, parameters, context);
  };
  const counts = { ratings: set.ratings.size, ownRatings };

  let check: Check;
  let twin: Model;
  try {
    const isFromSet = (at: number): boolean => set.ratings.columns.user[at] < set.people;
    const isTraining = (at: number): boolean => set.roles[at] === role.train;
    twin = await fit('without those that are held out', isTraining);
    const before =
      (await honestTwin(workspace, data, served)) ??
      (await fit('as the version in service was', (at) => isTraining(at) && isFromSet(at)));
    context.log('Comparing it with the version in service on the ratings that are held out');
    check = await compareFits(before, twin, set, data.info.split.seed, context);
  } catch (error) {
    const { code, message } = asMovierecError(error);
    if (code !== 'DIVERGED' && code !== 'NOT_FINITE') throw error;
    const why = `${code}: ${message}`;
    return record({ ...found, ...outcomeOf(task, context), ...counts, outcome: 'rolled back', why });
  }
  const { good, why } = verdictOf(check);
  const figures = { check, ...check.ndcg, why };
  if (!good) {
    return record({ ...found, ...outcomeOf(task, context), ...counts, ...figures, outcome: 'rolled back' });
  }
  const version = await nextVersion(task);
  await saveVersion(task, { version, counts, twin, digest, features }, () => fit('all of them'), context);
  await putInService(workspace, dataset, served.name, version);
  const result = { ...found, ...outcomeOf(task, context), ...counts, ...figures, version, outcome: 'swapped' } as const;
  await record(result);
  await dropOldVersions(workspace, dataset, served.name);
  return result;
}

async function collectAndClose(
  store: Store,
  { options, data }: Task,
  context: Context,
): Promise<RetrainResult['collected']> {
  try {
    context.log('Reading what people have rated since');
    const { people, ratings, events } = await collect(options.workspace, data.dataset, store, context);
    return { people, ratings, events };
  } finally {
    await store.close();
  }
}

/** What holds whatever came of it: the version in service stays. */
const outcomeOf = ({ served, started }: Task, context: Context) => ({
  model: served.name,
  at: started,
  seconds: (context.now() - started) / 1000,
  version: served.version,
  before: null,
  after: null,
});

/** How many ratings the version in service was fitted on. */
function countsOf({ manifest }: ServedModel): Pick<Retraining, 'ratings' | 'ownRatings'> {
  const { ratings = 0, ownRatings = 0 } = manifest.result as Partial<Retraining>;
  return { ratings, ownRatings };
}

/** Of all that a fit depends on. */
async function digestOf({ options, data, served }: Task, features: FeaturesInUse, context: Context): Promise<string> {
  const collected = await readManifest(collectedFolder(options.workspace, data.dataset));
  const all = {
    model: served.name,
    parameters: served.manifest.result['parameters'],
    seed: context.seed,
    facts: factsOf(data.info),
    files: data.manifest.outputs.map(({ sha256 }) => sha256),
    ratings: collected!.outputs.find(({ path }) => path === 'ratings.parquet')!.sha256,
    features: features.digests,
  };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** Whether the version in service is of the very same, or the last attempt was, whatever came of it. */
async function isDone({ options, data, served }: Task, digest: string): Promise<boolean> {
  if (served.manifest.options['digest'] === digest) return true;
  const past = await readRetrainings(options.workspace, data.dataset);
  return past.find((one) => one.model === served.name && one.digest !== undefined)?.digest === digest;
}

/** A number that no version has had, whatever became of it. */
async function nextVersion({ options: { workspace }, data: { dataset }, served }: Task): Promise<number> {
  const past = await readRetrainings(workspace, dataset);
  const used = past.filter(({ model }) => model === served.name).map(({ version }) => version);
  return 1 + Math.max(served.version, ...used, ...(await keptVersionsOf(workspace, dataset, served.name)));
}

interface NewVersion {
  readonly version: number;
  readonly counts: Pick<Retraining, 'ratings' | 'ownRatings'>;
  readonly twin: Model;
  readonly digest: string;
  readonly features: FeaturesInUse;
}

/** Writes a version as a whole; it is not in service yet. */
async function saveVersion(
  { options: { workspace }, data, served }: Task,
  { version, counts, twin, digest, features }: NewVersion,
  fit: () => Promise<Model>,
  context: Context,
): Promise<void> {
  const { dataset } = data;
  const { parameters } = served.manifest.result;
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
      await save(twin, join(temporary, twinFolder));
      await save(await fit(), temporary);
      return { model: served.name, dataset, version, parameters, seed: context.seed, ...counts };
    },
  );
}
