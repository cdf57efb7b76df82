import type { Catalog } from '../../dataset/catalog.ts';
import type { Filter } from '../../dataset/filters/film-filter.ts';
import type { Processed } from '../processed.ts';
import type { SavedModel } from '../saved-model.ts';

/**
 * The columns of an artifact of lists, which is any number of Parquet files. The rows of a person stand together in one
 * of them, by `place`, which counts from 1; `score` is what `recommend` gives, and `fallback`, NULL for the model's own
 * choice, why it is the film's general standing.
 */
export const listColumns = {
  user: 'VARCHAR',
  place: 'INTEGER',
  movie: 'VARCHAR',
  score: 'FLOAT',
  fallback: 'VARCHAR',
} as const;

/** What lists are to be made: k films each, of those that pass. */
export interface ListJob {
  readonly data: Processed;
  readonly saved: SavedModel;
  readonly catalog: Catalog;
  readonly k: number;
  /** Whether a film, by its index in the catalog, may be listed; absent where all may. */
  readonly passes?: Filter | undefined;
  /** Whose, by their indexes; absent, everyone's. */
  readonly among?: Int32Array | undefined;
  /** Where the Parquet files go; there already. */
  readonly folder: string;
  /** Where what an engine says goes; kept. */
  readonly log: string;
}

/** What was made. */
export interface ListCounts {
  readonly people: number;
  readonly rows: number;
  /** How many of the rows are not the model's own choice. */
  readonly fallback: number;
}
