import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import type { Catalog } from '../dataset/catalog.ts';
import type { FilmLikeness } from '../dataset/film-likeness.ts';
import type { Processed } from '../stages/processed.ts';
import type { Store } from '../store/store.ts';
import type { LiveCounts } from './live/live-counts.ts';
import type { ModelShelf } from './live/model-shelf.ts';
import type { OneAtATime } from '../store/one-at-a-time.ts';
import type { Retrainer } from './live/retrainer.ts';
import type { Streams } from './live/streams.ts';
import type { Tastes } from './live/tastes.ts';

/** What the routes work with: one data set, its films, the models of it, and the people who come to the service. */
export interface Service {
  readonly workspace: Workspace;
  readonly data: Processed;
  readonly catalog: Catalog;
  readonly store: Store;
  readonly models: ModelShelf;
  readonly tastes: Tastes;
  readonly counts: LiveCounts;
  /** For all that changes what a person has rated or hidden: by person, one after another. */
  readonly inTurn: OneAtATime;
  /** How alike films are by what they are; read where it is needed first. */
  readonly likeness: () => Promise<FilmLikeness>;
  readonly streams: Streams;
  readonly retrainer: Retrainer;
  /** Opens doors that are shut to people; see visitor.ts. */
  readonly operatorKey: string;
  /** Seals cookies; see security/keys.ts. */
  readonly cookieKey: Buffer;
  /** When it was started, milliseconds since 1970. */
  readonly started: number;
  readonly context: Context;
}
