/** What a split may go by: the columns of `Ratings`, and how many users and items there are. No pair occurs twice. */
export interface SplitColumns {
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Seconds since 1970, 0 for not known (then taken to be the earliest). */
  readonly time?: Uint32Array | undefined;
  readonly users: number;
  readonly items: number;
}

/** What one run of a split goes by. */
export interface RoundOptions {
  /** How much is held out, between 0 and 1. */
  readonly share: number;
  /** How many rounds k-fold has, and how many windows a rolling split. */
  readonly folds: number;
  readonly seed: number;
}

export interface SplitOptions extends RoundOptions {
  /** How often a random split is run, each time with the next seed: the rounds of all runs follow one another. */
  readonly repeats: number;
}

/**
 * A way to hold ratings out. To add one: a file that exports it and a line in `registry.ts`.
 *
 * The roles depend on the ratings, the options and the seed, never on the order of the rows: random numbers belong to a
 * pair of user and item, and what is equal otherwise goes by user and item index.
 */
export interface Split {
  readonly name: string;
  readonly summary: string;
  readonly needs?: 'times';
  /** Whether another seed gives other roles. */
  readonly random: boolean;
  /** The options that have a say in it, besides the seed. */
  readonly uses: readonly ('share' | 'folds')[];
  /** Whether all people who have ratings keep at least one to be trained on, in every round. */
  readonly keepsEveryone: boolean;
  /** Films are held out wholly, and lists are made of these alone. */
  readonly listsHeldOutFilms?: true;
  /** People are held out wholly, and histories of theirs folded in. */
  readonly foldsIn?: true;
  /** A role for each rating, in the order of the columns, round by round. Linear in ratings, users and items. */
  rounds(columns: SplitColumns, options: RoundOptions): Uint8Array[];
}
