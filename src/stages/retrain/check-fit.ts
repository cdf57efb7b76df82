import type { Context } from '../../context.ts';
import { role } from '../../dataset/splits/role.ts';
import { asMovierecError } from '../../errors.ts';
import type { Model } from '../../models/contract/model.ts';
import { modelForUse } from '../saved-model.ts';
import { compareFits, type FitCheck } from './compare-fits.ts';
import { honestTwin } from './honest-twin.ts';
import type { Task } from './task.ts';
import type { TrainingSet } from './training-set.ts';
import { verdictOf, type Verdict } from './verdict-of.ts';

/** Fits the model on those ratings of the training set for which `keep` holds; `what` says which these are. */
export type Fit = (what: string, keep: (at: number) => boolean) => Promise<Model>;

export interface Checked extends Verdict {
  /** The new fit without what is held out, and how it did; null where it came to no end. */
  readonly twin: Model | null;
  readonly check: FitCheck | null;
}

/**
 * Fits the model without the ratings that are held out, compares that with its like of the version in service and of the
 * model as trained, and judges it. A fit that comes to nothing is no good either.
 * @throws what a fit throws, but for DIVERGED and NOT_FINITE; LEAK, NOTHING_TO_TEST
 */
export async function checkFit(task: Task, set: TrainingSet, fit: Fit, context: Context): Promise<Checked> {
  const { workspace, data, served } = task;
  const isTraining = (at: number): boolean => set.roles[at] === role.train;
  const isOfSet = (at: number): boolean => set.ratings.columns.user[at] < set.people;
  try {
    const twin = await fit('without those that are held out', isTraining);
    const trained = { ...(await modelForUse(workspace, data, served.name)), version: 0 };
    const asTrained =
      (await honestTwin(workspace, data, trained)) ??
      (await fit('as the model was trained', (at) => isTraining(at) && isOfSet(at)));
    const fits =
      served.version === 0
        ? { after: twin, before: asTrained }
        : { after: twin, before: (await honestTwin(workspace, data, served))!, asTrained };
    context.log('Comparing it with the version in service on the ratings that are held out');
    const check = await compareFits(fits, set, data.info.split.seed, context);
    return { twin, check, ...verdictOf(check) };
  } catch (error) {
    const { code, message } = asMovierecError(error);
    if (code !== 'DIVERGED' && code !== 'NOT_FINITE') throw error;
    return { twin: null, check: null, good: false, why: `${code}: ${message}` };
  }
}
