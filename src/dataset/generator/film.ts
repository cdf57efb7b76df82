/** A film as an audience meets it: real, from the built-in catalog, or invented. */
export interface Film {
  /** Counts from 1 in the order of the catalog; becomes the raw id. */
  readonly id: number;
  readonly title: string;
  readonly year: number;
  readonly genres: readonly string[];
  /** Empty where not known. */
  readonly director: string;
  /** 1 to 10. */
  readonly imdbRating: number;
  readonly imdbVotes: number;
}
