import type { Context } from '../context.ts';
import type { FeatureSet } from '../dataset/film-features.ts';
import type { TableName } from '../dataset/schema.ts';
import type { FilmTables } from './film-tables.ts';

/** What a file of this folder exports: how to make one set of features from the tables of a cleaned data set. */
export interface FeatureMaker {
  readonly name: string;
  /** What it says of films, in a sentence for people. */
  readonly summary: string;
  /** How much the set counts beside the others where nobody says otherwise; 1 is usual. */
  readonly weight: number;
  /** The tables it takes from; it is made where at least one of them is there. None may hold ratings. */
  readonly tables: readonly TableName[];
  /** Features that at least one film has, and rows of length 1, or empty. */
  make(films: FilmTables, context: Context): Promise<Pick<FeatureSet, 'features' | 'rows'>>;
}
