import type { Rows } from './rows.ts';

/** Facts of one kind about films, such as their genres or who made them: films × features. */
export interface FeatureSet {
  readonly name: string;
  /** What each feature means, in words that go after "films": `of the genre Sci-Fi`, `directed by Ridley Scott`. */
  readonly features: readonly string[];
  /** How much of each feature a film has. Rows have length 1 or are empty, where nothing is known of a film. */
  readonly rows: Rows;
  /** How much the set counts beside the others where nobody says otherwise. */
  readonly weight: number;
}

/** Films as points in a space of few dimensions, in which films that have much in common are close. */
export interface FilmVectors {
  /** The length of a row. */
  readonly width: number;
  /** Row after row; zeros for a film of which nothing is known. */
  readonly values: Float32Array;
}

/** What is known of the films of a data set besides ratings, in the order of the catalog. */
export interface FilmFeatures {
  readonly sets: readonly FeatureSet[];
  /** All sets together, reduced (latent semantic analysis). */
  readonly vectors: FilmVectors;
}

/** Whether anything is known of any film. */
export const hasFeatures = ({ sets }: FilmFeatures): boolean => sets.some(({ rows }) => rows.indexes.length > 0);
