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
}

/** How often each film stood within the first k of the lists of everyone. */
export interface Exposure {
  /** By item index, over the whole catalog. */
  readonly counts: Uint32Array;
  /** How many films could have been listed at all. */
  readonly candidates: number;
}

/** One person's part in a metric that pools the ratings of all people: it is `value(Σ sum / Σ weight)`. */
export interface Part {
  readonly sum: number;
  readonly weight: number;
}

/** A metric of predicted ratings. */
export interface RatingMetric extends Description {
  readonly kind: 'rating';
  part(ratings: PredictedRatings): Part;
  /** What the pooled ratio becomes at the end, for instance its root; monotone. Left out: the ratio itself. */
  value?(ratio: number): number;
}

/** A metric of each person's list, cut at k; its figure is the mean over people. */
export interface RankingMetric extends Description {
  readonly kind: 'ranking';
  /** NaN where it has no meaning for this list, which then does not count. */
  of(list: JudgedList, k: number): number;
}

/** A metric of all lists together. There is nothing to resample in it, and so no interval. */
export interface CatalogMetric extends Description {
  readonly kind: 'catalog';
  of(exposure: Exposure): number;
}

/**
 * A measure of how good recommendations are. To add one: a file that exports it, a line in `registry.ts`, and a second,
 * naive implementation in the conformance suite.
 */
export type Metric = RatingMetric | RankingMetric | CatalogMetric;
