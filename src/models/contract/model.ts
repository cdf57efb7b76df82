import type { Ids } from '../../dataset/ids.ts';
import { emptyHistory, historyOf, type History } from '../../dataset/history.ts';
import type { Feedback, RatingsMeta } from '../../dataset/ratings.ts';
import type { Rows } from '../../dataset/rows.ts';
import { createContext, steps, type Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { asOf } from './as-of.ts';
import {
  feedbackOf,
  isTemporal,
  userOf,
  type Contribution,
  type Definition,
  type State,
  type User,
} from './define-model.ts';
import type { Parameters, Values } from './parameters.ts';
import { fillList, orderItems, rankItems, type RankedList } from './rank-items.ts';
import { top } from './top.ts';

/** Why a prediction is not the model's own. */
export type Fallback = 'unknown film' | 'empty history' | 'no opinion';
export interface Prediction {
  readonly rating: number;
  readonly fallback?: Fallback;
}
export interface Recommendation {
  readonly item: number;
  readonly score: number;
  readonly fallback?: Fallback;
}
export interface Explanation {
  readonly score: number;
  readonly contributions: readonly Contribution[];
  /** The standard deviation of what the model knows of the score, of one that has a distribution in place of a number. */
  readonly uncertainty?: number;
}
export type Filter = (item: number) => boolean;

/** What every model carries besides its state: whom and what it has seen, and what to say when it has no opinion. */
export interface Seen extends RatingsMeta {
  readonly users: Ids;
  readonly items: Ids;
  readonly histories: Rows;
  /** How many people rated each item. */
  readonly counts: Uint32Array;
  /** General standing of each item: the damped mean rating, or for a model that only ranks the number of ratings. */
  readonly standing: Float32Array;
  /** What an unknown item is predicted to get. */
  readonly mean: number;
}

/** Ratings' worth of ordinary severity that everyone starts from. */
const leniencyDamping = 5;
/** How many scores are held at once: enough for a kernel to reuse each item's row for many users. */
const scoresAtOnce = 4e6;
/** How many users get their lists at once. */
const listsAtOnce = 1024;

/** A fitted model: everything that is the same for all models. Users and items are dense indexes, -1 is unknown. */
export class Model {
  /** Whether it predicts ratings or only ranks. */
  readonly feedback: Feedback;
  /** Whether its scores depend on the time they are asked for: on `history.at`. */
  readonly temporal: boolean;
  /** The state, and what the model prepared from it. */
  readonly #state: State;
  readonly #scored = new WeakMap<User, Float32Array>();

  constructor(
    readonly definition: Definition,
    readonly parameters: Values<Parameters>,
    readonly state: State,
    readonly seen: Seen,
  ) {
    this.feedback = feedbackOf(definition, parameters);
    this.temporal = isTemporal(definition, parameters);
    this.#state = definition.prepare ? { ...state, ...definition.prepare(state) } : state;
  }

  /** How many users may be asked for together: each may leave a row of scores in memory. */
  get usersAtOnce(): number {
    const { topBatch, scoreItems } = this.definition;
    return topBatch && scoreItems ? listsAtOnce : this.#rowsAtOnce;
  }

  /** How many rows of scores are held at once. */
  get #rowsAtOnce(): number {
    return Math.max(64, Math.min(listsAtOnce, Math.floor(scoresAtOnce / this.seen.items.size)));
  }

  /** A user of the training set; -1, someone unknown, and anyone without a training rating has rated nothing. */
  user(index: number): User {
    const history = index < 0 ? emptyHistory : historyOf(this.seen.histories, index);
    // Of someone without a rating, the training set holds nothing but a random start.
    if (history.items.length === 0) return this.foldIn(emptyHistory);
    return userOf(this.definition, this.#state, history, index);
  }

  /**
   * Someone new, from what they have rated and without retraining. The order of the history does not matter.
   * @throws BAD_RATING for an item outside the model or given twice, or a rating outside the scale
   */
  foldIn(given: History): User {
    const { items, ratings, times } = given;
    const { min, max } = this.seen.scale;
    for (let at = 0; at < items.length; at++) {
      if (items[at] >= 0 && items[at] < this.seen.items.size && ratings[at] >= min && ratings[at] <= max) continue;
      throw new MovierecError(
        'BAD_RATING',
        `rating ${ratings[at]} of film ${this.seen.items.names[items[at]] ?? items[at]} cannot be.`,
        `Give films that the model knows and ratings from ${min} to ${max}.`,
      );
    }
    const order = [...items.keys()].sort((a, b) => items[a] - items[b]);
    const twice = order.find((at, place) => place > 0 && items[at] === items[order[place - 1]]);
    if (twice !== undefined) {
      throw new MovierecError(
        'BAD_RATING',
        `film ${this.seen.items.names[items[twice]]} is rated twice.`,
        'Give one rating for each film.',
      );
    }
    return userOf(this.definition, this.#state, {
      ...given,
      items: Int32Array.from(order, (at) => items[at]),
      ratings: Float32Array.from(order, (at) => ratings[at]),
      ...(times && { times: Uint32Array.from(order, (at) => times[at]) }),
    });
  }

  /** The model's own scores, NaN where it has no opinion. Not clipped: that would tie the best and break the sums. */
  scoreAll(user: User): Float32Array {
    const scores = new Float32Array(this.seen.items.size).fill(NaN);
    this.definition.score(this.#state, user, scores);
    this.#silenceUnrated(scores);
    return scores;
  }

  /**
   * The score on the rating scale, or, where the model has no opinion, the item's standing, higher or lower by how this
   * person rates, and the reason.
   */
  predict(user: User, item: number): Prediction {
    return this.#prediction(user, item, item < 0 ? NaN : this.#scores(user)[item]);
  }

  /**
   * The same for several items that the model knows; faster than one by one. With `times`, in seconds since 1970, a
   * temporal model predicts each as of its time, 0 for not known.
   */
  predictItems(user: User, items: Int32Array, times?: Uint32Array): Prediction[] {
    const scores = this.temporal && times ? this.#scoresAt(user, items, times) : this.#scoresOf(user, items);
    return Array.from(items, (item, at) => this.#prediction(user, item, scores[at]));
  }

  #prediction(user: User, item: number, score: number): Prediction {
    if (!Number.isNaN(score)) return { rating: this.#clip(score) };
    const general = item < 0 ? this.seen.mean : this.seen.standing[item];
    const rating = this.feedback === 'implicit' ? general : general + this.#leniency(user);
    return { rating: this.#clip(rating), fallback: this.#reason(user, item) };
  }

  /**
   * Exactly k items, or all that pass if they are fewer: best first, ties by item index, without what the user has
   * rated. Items that the model has no opinion on come after those that it has one on, by their standing; those that nobody
   * rated stand alike, and their order is `unratedOrder`.
   */
  recommend(user: User, k: number, filter?: Filter): Recommendation[] {
    return this.#recommendations(
      user,
      rankItems(this.#scores(user), k, user.history, this.#leftOut(filter), this.seen),
    );
  }

  /** Some items, rated or not, in the order in which `recommend` would have them. */
  rankAmong(user: User, items: Int32Array): RankedList {
    return orderItems(items, this.#scoresOf(user, items), user.history, this.seen);
  }

  /** Users with their scores, scored a batch at a time; a batch stays in memory for as long as one of its users. */
  async *scoreUsers(
    users: Iterable<User>,
    context: Context = createContext(),
  ): AsyncGenerator<{ user: User; scores: Float32Array }> {
    const size = this.seen.items.size;
    for (const batch of batches(users, this.#rowsAtOnce)) {
      const scores = new Float32Array(batch.length * size).fill(NaN);
      const rows = batch.map((_, row) => scores.subarray(row * size, (row + 1) * size));
      if (this.definition.scoreBatch) await this.definition.scoreBatch(this.#state, batch, scores, context);
      else for (const [row, user] of batch.entries()) this.definition.score(this.#state, user, rows[row]);
      for (const [row, user] of batch.entries()) {
        this.#silenceUnrated(rows[row]);
        this.#scored.set(user, rows[row]);
        yield { user, scores: rows[row] };
      }
    }
  }

  /** Lists for many users, in their order: for each what `recommend` gives. */
  async *recommendAll(
    users: Iterable<User>,
    k: number,
    filter?: Filter,
    context: Context = createContext(),
  ): AsyncGenerator<Recommendation[]> {
    for await (const { user, list } of this.listAll(users, k, filter, context)) yield this.#recommendations(user, list);
  }

  /** The same lists as arrays, which is all that an evaluation of millions of places needs. */
  async *listAll(
    users: Iterable<User>,
    k: number,
    filter?: Filter,
    context: Context = createContext(),
  ): AsyncGenerator<{ user: User; list: RankedList }> {
    const leftOut = this.#leftOut(filter);
    const { topBatch } = this.definition;
    if (!topBatch) {
      for await (const { user, scores } of this.scoreUsers(users, context)) {
        yield { user, list: rankItems(scores, k, user.history, leftOut, this.seen) };
      }
      return;
    }
    const out = leftOut.map((isOut, item) => Number(isOut || this.#isSilentOn(item)));
    for (const batch of batches(users, listsAtOnce)) {
      const { size, items, scores } = await topBatch(this.#state, batch, Math.min(k, out.length), out, context);
      for (const [row, user] of batch.entries()) {
        const from = row * size;
        let own = 0;
        while (own < size && items[from + own] >= 0) own++;
        const list = { items: items.slice(from, from + own), scores: scores.slice(from, from + own), own };
        yield { user, list: own < k ? fillList(list, k, user.history, leftOut, this.seen) : list };
      }
    }
  }

  /** Reasons that add up to the score, the weightiest first. */
  explain(user: User, item: number): Explanation {
    const score = this.#scores(user)[item];
    if (Number.isNaN(score)) {
      const standing = this.seen.standing[item];
      return { score: standing, contributions: [{ because: 'fallback', amount: standing }] };
    }
    const contributions = this.definition.explain(this.#state, user, item);
    const uncertainty = this.definition.uncertainty?.(this.#state, user, item);
    return {
      score,
      contributions: contributions.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)),
      ...(uncertainty !== undefined && { uncertainty }),
    };
  }

  /**
   * The k items most like one, most alike first, ties by item index; fewer where the model finds no more.
   * @throws WRONG_MODEL for a model that knows no likeness of items
   */
  similar(item: number, k: number, filter?: Filter): Recommendation[] {
    if (!this.definition.similar) {
      const { name } = this.definition;
      throw new MovierecError('WRONG_MODEL', `${name} does not compare films.`, 'Use --model svd or --model item-knn.');
    }
    if (this.#isSilentOn(item)) return [];
    const similarities = new Float32Array(this.seen.items.size).fill(NaN);
    this.definition.similar(this.#state, item, similarities);
    this.#silenceUnrated(similarities);
    const out = this.#leftOut(filter);
    out[item] = 1;
    return top(similarities, k, out).map((other) => ({ item: other, score: similarities[other] }));
  }

  /**
   * What `similar` gives for each item, in their order.
   * @throws WRONG_MODEL for a model that knows no likeness of items
   */
  async *similarAll(
    k: number,
    context: Context = createContext(),
  ): AsyncGenerator<{ item: number; list: Recommendation[] }> {
    const { similar, similarBatch } = this.definition;
    const all = Array.from({ length: this.seen.items.size }, (_, item) => item);
    if (!similar || !similarBatch) {
      for await (const item of steps(context, all.length, 'films compared'))
        yield { item, list: this.similar(item, k) };
      return;
    }
    const out = Uint8Array.from(all, (item) => Number(this.#isSilentOn(item)));
    for (const batch of batches(all, listsAtOnce)) {
      context.signal.throwIfAborted();
      const { size, items, scores } = await similarBatch(this.#state, batch, Math.min(k, all.length), out, context);
      for (const [row, item] of batch.entries()) {
        const places = Array.from({ length: out[item] ? 0 : size }, (_, place) => row * size + place);
        const list = places.map((at) => ({ item: items[at], score: scores[at] }));
        yield { item, list: list.filter((other) => other.item >= 0) };
      }
    }
  }

  /** A user object never changes, so its scores are kept for as long as it lives. */
  #scores(user: User): Float32Array {
    const scores = this.#scored.get(user) ?? this.scoreAll(user);
    this.#scored.set(user, scores);
    return scores;
  }

  /** The model's own scores of some items, NaN where it has no opinion. */
  #scoresOf(user: User, items: Int32Array): Float32Array {
    const { scoreItems } = this.definition;
    const known = scoreItems ? this.#scored.get(user) : this.#scores(user);
    const scores = new Float32Array(items.length).fill(NaN);
    if (known) items.forEach((item, at) => (scores[at] = known[item]));
    else scoreItems?.(this.#state, user, items, scores);
    return scores.map((score, at) => (this.#isSilentOn(items[at]) ? NaN : score));
  }

  /** The scores of some items, each as of a time of its own. */
  #scoresAt(user: User, items: Int32Array, times: Uint32Array): Float32Array {
    const scores = new Float32Array(items.length);
    const placesOf = new Map<number, number[]>();
    for (const [place, at] of times.entries()) {
      const places = placesOf.get(at);
      if (places) places.push(place);
      else placesOf.set(at, [place]);
    }
    for (const [at, places] of placesOf) {
      const own = this.#scoresOf(
        asOf(user, at),
        Int32Array.from(places, (place) => items[place]),
      );
      for (const [n, place] of places.entries()) scores[place] = own[n];
    }
    return scores;
  }

  /** Of an item that nobody rated, a model learns nothing from ratings; what it wrote there is its random start. */
  #isSilentOn(item: number): boolean {
    return this.seen.counts[item] === 0 && !this.definition.scoresUnrated;
  }

  #silenceUnrated(scores: Float32Array): void {
    if (this.definition.scoresUnrated) return;
    const { counts } = this.seen;
    for (let item = 0; item < counts.length; item++) if (counts[item] === 0) scores[item] = NaN;
  }

  #recommendations(user: User, { items, scores, own }: RankedList): Recommendation[] {
    return Array.from(items, (item, at) => {
      return { item, score: scores[at], ...(at >= own && { fallback: this.#reason(user, item) }) };
    });
  }

  /** A byte for each item: 1 for those that a filter leaves out. */
  #leftOut(filter?: Filter): Uint8Array {
    const out = new Uint8Array(this.seen.items.size);
    if (filter) for (let item = 0; item < out.length; item++) out[item] = filter(item) ? 0 : 1;
    return out;
  }

  /** How much higher than items' standing this person rates; a short history counts for less. */
  #leniency({ history: { items, ratings } }: User): number {
    let sum = 0;
    for (let at = 0; at < items.length; at++) sum += ratings[at] - this.seen.standing[items[at]];
    return sum / (items.length + leniencyDamping);
  }

  #clip(score: number): number {
    if (this.feedback === 'implicit') return score;
    return Math.min(this.seen.scale.max, Math.max(this.seen.scale.min, score));
  }

  #reason(user: User, item: number): Fallback {
    return item < 0 ? 'unknown film' : user.history.items.length === 0 ? 'empty history' : 'no opinion';
  }
}

function* batches<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
