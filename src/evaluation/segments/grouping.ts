/** What people and films can be grouped by. */
export interface Facts {
  /**
   * How many ratings of each person the model was given in the first round that tests them, and how many of each film it
   * was fitted on in the round at hand.
   */
  readonly userCounts: Uint32Array;
  readonly itemCounts: Uint32Array;
  /** The genres of each film. */
  readonly genres: readonly (readonly string[])[];
  /** What the data set says of each person; null where it says nothing. */
  readonly people: readonly { readonly gender: string | null; readonly age: number | null }[];
}

/** Groups by name, and which of them a person or film is in, by number: none, one or several. */
export interface Groups {
  readonly names: readonly string[];
  of(index: number): readonly number[];
}

/**
 * A way to look at figures group by group: do the models work for everyone? To add one: a file that exports it and a
 * line in `registry.ts`.
 */
export interface Grouping {
  readonly name: string;
  /** Who is grouped: people have all their figures in one group; of films, each is found and predicted by itself. */
  readonly kind: 'people' | 'films';
  readonly summary: string;
  /** Nothing where the data set does not say what is needed. */
  groups(facts: Facts): Groups | undefined;
}
