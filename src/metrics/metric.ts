/** What stands beside a metric's figures, so that they can be compared with someone else's. */
interface Description {
  readonly name: string;
  /** What it tells, in one sentence for people. */
  readonly summary: string;
  /** How it is computed, to the letter. */
  readonly formula: string;
  /** Where the definition was published. */
  readonly source: string;
  readonly better: 'higher' | 'lower';
  /** When nobody has a figure: "all held-out ratings are equal". */
  readonly noneWhere?: string;
}

/** One person's held-out ratings and what was predicted for them (clipped to the scale), in the same order. */
export interface PredictedRatings {
  readonly actual: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
}

/** One person's list, best first, judged by the held-out ratings. */
export interface JudgedList {
  readonly items: ArrayLike<number>;
  /** 1 where the film at that place is relevant, else 0; as long as `items`, which may be shorter or longer than k. */
  readonly hits: ArrayLike<number>;
  /** How many relevant films there were to find; at least 1. */
  readonly relevant: number;
  /** How many of them could have stood on a list at all: the others count as missed. */
  readonly reachable: number;
  /** How many films could have stood on the list; at least as many as it has. */
  readonly candidates: number;
  /** For how many of its films, from the top, the model spoke itself; the others fill it up by their general standing. */
  readonly own: number;
  /** What the person had rated when the list was made, ascending by item. */
  readonly history: ArrayLike<number>;
}

/** What is known of the films that lists are made of, and of the ratings that the model was fitted on. */
export interface Background {
  /** How many people rated each item in training. */
  readonly counts: Uint32Array;
  /** How many people have a training rating. */
  readonly people: number;
  /** All items, those that most people rated in training first, ties by the lower item. */
  readonly byPopularity: Uint32Array;
  /** The genres of each item, as numbers from 0 to `genreCount` - 1; none where they are not known. */
  readonly genres: readonly (readonly number[])[];
  readonly genreCount: number;
}

/** How often each film stood within the first k of the lists of everyone. */
export interface Exposure {
  /** By item index, over the whole catalog. */
  readonly counts: Uint32Array;
  /** How many films could have been listed at all. */
  readonly candidates: number;
}

/**
 * One person's part in a metric that pools what people bring: it is `value` of the means, which are
 * Σ sums[n] / Σ weight over all people, for each n. Weight 0 means no part.
 */
export interface Part {
  readonly sums: readonly number[];
  readonly weight: number;
}

/** From the pooled means to the figure: left out, it is the first mean itself. NaN where it has no meaning. */
interface Pooled {
  value?(means: ArrayLike<number>): number;
}

/** A metric of predicted ratings. */
export interface RatingMetric extends Description, Pooled {
  readonly kind: 'rating';
  part(ratings: PredictedRatings): Part;
}

/** A metric of each person's list, cut at k; its figure is the mean over people, unless it pools otherwise. */
export interface RankingMetric extends Description, Pooled {
  readonly kind: 'ranking';
  /** Whether it tells how well lists find what is relevant; without it, it tells what else there is to say of them. */
  readonly accuracy?: true;
  /** NaN where it has no meaning for this list, which then does not count. */
  of(list: JudgedList, k: number, background: Background): number;
  /** How much this list counts; left out, 1. The figure is then Σ of / Σ weight. */
  weight?(list: JudgedList, k: number, background: Background): number;
}

/** A metric of all lists together. There is nothing to resample in it, and so no interval. */
export interface CatalogMetric extends Description {
  readonly kind: 'catalog';
  of(exposure: Exposure): number;
}

/**
 * A measure of how good recommendations are. To add one: a file that exports it, a line in `registry.ts`, and a second,
 * naive implementation in test/oracles/metrics.ts.
 */
export type Metric = RatingMetric | RankingMetric | CatalogMetric;
