/** Films to be ranked, person by person, instead of all that can be recommended: given or sampled negatives. */
export interface Candidates {
  /** Ascending and without doubles. What is relevant and not among them counts as out of reach. */
  of(user: number): Int32Array;
}
