import { MovierecError } from '../errors.ts';
import type {
  Background,
  CatalogMetric,
  JudgedList,
  Metric,
  PredictedRatings,
  RankingMetric,
  RatingMetric,
} from '../metrics/metric.ts';
import { emptyParts, type Measure, type Parts } from './measure.ts';

/** What is to be measured, and on how many people and films (their indexes run from 0 to `users` and `items`). */
export interface OutcomesOptions {
  readonly metrics: readonly Metric[];
  /** Where lists are cut; metrics of lists are measured at each. */
  readonly cutoffs: readonly number[];
  readonly users: number;
  readonly items: number;
}

/** One training and testing: what is known of it, and how often each film was listed, cutoff by cutoff. */
interface Round {
  /** How many films could be listed. */
  readonly candidates: number;
  readonly background: Background;
  readonly counts: readonly Uint32Array[];
  lists: number;
}

/**
 * What a model did for each person, gathered one by one and kept as sums, so that memory is people × metrics × cutoffs
 * whatever the number of ratings. A person who is tested in several rounds (k-fold) has one row, in which they add up.
 *
 * ```ts
 * const outcomes = new Outcomes({ metrics, cutoffs: [10], users: ratings.users.size, items: ratings.items.size });
 * outcomes.beginRound(candidates, background);
 * outcomes.addRatings(user, { actual, predicted }, fallback);
 * outcomes.addList(user, { items, hits, relevant, candidates, own, history });
 * const { metrics: figures, users, pairs } = await summarizeOutcomes(outcomes, context);
 * ```
 */
export class Outcomes {
  /** Held-out pairs with a prediction. */
  pairs = 0;
  /** Those of them for which the model had no opinion and something general stood in. */
  fallback = 0;
  /** Lists that were judged. */
  lists = 0;
  /** People, once for each round, whose list was skipped because they have no relevant held-out film. */
  withoutRelevant = 0;
  /** People whose list was skipped because they have rated all that could be listed. */
  withoutCandidates = 0;
  /** Lists that the model itself could not fill. */
  filled = 0;

  /** Per-person parts by key (`rmse`, `precision@10`), for intervals and tests. */
  readonly measures: ReadonlyMap<string, Measure>;
  readonly #cutoffs: readonly number[];
  readonly #items: number;
  readonly #ratingParts: { readonly metric: RatingMetric; readonly parts: Parts }[] = [];
  readonly #listParts: { readonly metric: RankingMetric; readonly k: number; readonly parts: Parts }[] = [];
  readonly #catalog: readonly CatalogMetric[];
  readonly #rounds: Round[] = [];
  readonly #tested: Uint8Array;

  /** @throws OPTION_RANGE where a cutoff is not a whole number from 1 */
  constructor({ metrics, cutoffs, users, items }: OutcomesOptions) {
    const wrong = cutoffs.find((k) => !Number.isInteger(k) || k < 1);
    if (wrong !== undefined) throw new MovierecError('OPTION_RANGE', `k is ${wrong}.`, 'Give whole numbers from 1.');
    const measures = new Map<string, Measure>();
    for (const metric of metrics) {
      if (metric.kind === 'rating') {
        const nothing: PredictedRatings = { actual: [], predicted: [] };
        const parts = emptyParts(users, metric.part(nothing).sums.length);
        this.#ratingParts.push({ metric, parts });
        measures.set(metric.name, { parts, value: valueOf(metric) });
      } else if (metric.kind === 'ranking') {
        for (const k of cutoffs) {
          const parts = emptyParts(users);
          this.#listParts.push({ metric, k, parts });
          measures.set(keyOf(metric, k), { parts, value: valueOf(metric) });
        }
      }
    }
    this.measures = measures;
    this.#catalog = metrics.filter((metric) => metric.kind === 'catalog');
    this.#cutoffs = cutoffs;
    this.#items = items;
    this.#tested = new Uint8Array(users);
  }

  /** People with a prediction or a judged list. */
  get users(): number {
    return this.#tested.reduce((count, tested) => count + tested, 0);
  }

  /** To be called before the people of each round; `candidates` is how many films could be listed at all. */
  beginRound(candidates: number, background: Background): void {
    const counts = this.#cutoffs.map(() => new Uint32Array(this.#items));
    this.#rounds.push({ candidates, background, counts, lists: 0 });
  }

  /** Adds predictions, clipped to the scale, for held-out ratings; for `fallback` of them the model had no opinion. */
  addRatings(user: number, ratings: PredictedRatings, fallback = 0): void {
    if (ratings.actual.length === 0) return;
    this.#tested[user] = 1;
    this.pairs += ratings.actual.length;
    this.fallback += fallback;
    for (const { metric, parts } of this.#ratingParts) {
      const { sums, weight } = metric.part(ratings);
      for (let n = 0; n < sums.length; n++) parts.sums[n][user] += sums[n];
      parts.weight[user] += weight;
    }
  }

  /** Adds a person's list, at least as long as the last cutoff where there are films enough. */
  addList(user: number, list: JudgedList): void {
    if (list.relevant === 0) {
      this.withoutRelevant++;
      return;
    }
    if (list.candidates === 0) {
      this.withoutCandidates++;
      return;
    }
    if (list.own < Math.min(list.items.length, Math.max(...this.#cutoffs))) this.filled++;
    this.#tested[user] = 1;
    this.lists++;
    const round = this.#rounds[this.#rounds.length - 1];
    const { background, counts } = round;
    round.lists++;
    for (const { metric, k, parts } of this.#listParts) {
      const value = metric.of(list, k, background);
      const weight = metric.weight ? metric.weight(list, k, background) : 1;
      if (Number.isNaN(value) || !(weight > 0)) continue;
      parts.sums[0][user] += value;
      parts.weight[user] += weight;
    }
    for (const [at, k] of this.#cutoffs.entries()) {
      for (let place = 0; place < Math.min(k, list.items.length); place++) counts[at][list.items[place]]++;
    }
  }

  /** The metrics of all lists together by key, each the mean over the rounds that have lists. */
  catalogFigures(): Map<string, number> {
    const figures = new Map<string, number>();
    for (const metric of this.#catalog) {
      for (const [at, k] of this.#cutoffs.entries()) {
        const values = this.#rounds
          .filter(({ lists }) => lists > 0)
          .map(({ candidates, counts }) => metric.of({ candidates, counts: counts[at] }));
        figures.set(keyOf(metric, k), values.reduce((sum, value) => sum + value, 0) / values.length);
      }
    }
    return figures;
  }
}

/** The name of a figure: `rmse`, `ndcg@10`. */
export const keyOf = ({ kind, name }: Metric, k: number): string => (kind === 'rating' ? name : `${name}@${k}`);

const valueOf =
  (metric: RatingMetric | RankingMetric) =>
  (means: ArrayLike<number>): number =>
    metric.value ? metric.value(means) : means[0];
