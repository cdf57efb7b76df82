import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import type { Processed } from '../processed.ts';
import type { ServedModel } from './model-in-service.ts';
import type { Retraining } from './retraining.ts';

/** What a retraining goes by, found before any work. */
export interface Task {
  readonly workspace: Workspace;
  readonly data: Processed;
  readonly served: ServedModel;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** What is to be said of an attempt where the version in service stays. */
export function asBefore({ served, started }: Task, context: Context): Omit<Retraining, 'outcome' | 'why'> {
  const { ratings = 0, ownRatings = 0 } = served.manifest.result as Partial<Retraining>;
  const seconds = (context.now() - started) / 1000;
  const { name: model, version } = served;
  return { model, at: started, seconds, version, ratings, ownRatings, before: null, after: null };
}
