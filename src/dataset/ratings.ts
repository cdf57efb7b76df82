import { Arena } from '../kernels/arena.ts';
import type { FilmFeatures } from './film-features.ts';
import type { Ids } from './ids.ts';
import { compress, picked, type Rows } from './rows.ts';

/** The lowest and the highest rating that can be given. */
export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** Ratings on a scale, or strengths (how much was played, liked): the latter have no "bad". */
export type Feedback = 'explicit' | 'implicit';

/** What holds for all ratings of a data set. */
export interface RatingsMeta {
  readonly scale: Scale;
  readonly feedback: Feedback;
  /** A rating from here on is a good one: 80 % of the scale's top, any positive strength for implicit feedback. */
  readonly relevant: number;
}

/** Ratings as columns, users and items as dense indexes; items are the whole catalog, rated or not. */
export interface RatingColumns {
  readonly user: Int32Array;
  readonly item: Int32Array;
  readonly value: Float32Array;
  /** Seconds since 1970, 0 for not known; absent where the set has no times. */
  readonly time?: Uint32Array | undefined;
}

/** Ratings as columns, with both compressed views built when first asked for. No pair occurs twice. */
export class Ratings implements RatingsMeta {
  #arena: Arena | undefined;
  #byUser: Rows | undefined;
  #byItem: Rows | undefined;
  #mean: number | undefined;

  constructor(
    readonly users: Ids,
    readonly items: Ids,
    readonly columns: RatingColumns,
    readonly meta: RatingsMeta,
    /** What is known of the films besides; absent where nobody asked for it. */
    readonly features?: FilmFeatures | undefined,
  ) {}

  get size(): number {
    return this.columns.value.length;
  }
  get scale(): Scale {
    return this.meta.scale;
  }
  get feedback(): Feedback {
    return this.meta.feedback;
  }
  get relevant(): number {
    return this.meta.relevant;
  }
  /** The mean rating; the middle of the scale where there are no ratings. */
  get mean(): number {
    this.#mean ??= this.size > 0 ? sum(this.columns.value) / this.size : (this.scale.min + this.scale.max) / 2;
    return this.#mean;
  }
  /** The shared memory that both views live in, and that models compute in while they learn. */
  get arena(): Arena {
    return (this.#arena ??= new Arena());
  }
  get byUser(): Rows {
    const { user, item, value, time } = this.columns;
    const triplets = { row: user, column: item, value, time };
    return (this.#byUser ??= compress(triplets, this.users.size, this.items.size, this.arena));
  }
  get byItem(): Rows {
    const { user, item, value, time } = this.columns;
    const triplets = { row: item, column: user, value, time };
    return (this.#byItem ??= compress(triplets, this.items.size, this.users.size, this.arena));
  }

  /** The ratings at which `keep` holds, over the same users and items. */
  filter(keep: (at: number) => boolean): Ratings {
    const { user, item, value, time } = this.columns;
    let count = 0;
    const kept = new Uint32Array(this.size);
    for (let at = 0; at < this.size; at++) if (keep(at)) kept[count++] = at;
    const chosen = kept.subarray(0, count);
    const columns: RatingColumns = {
      user: picked(user, chosen, new Int32Array(count)),
      item: picked(item, chosen, new Int32Array(count)),
      value: picked(value, chosen, new Float32Array(count)),
      time: time && picked(time, chosen, new Uint32Array(count)),
    };
    return new Ratings(this.users, this.items, columns, this.meta, this.features);
  }

  /** The same ratings with what is known of the films. */
  withFeatures(features: FilmFeatures): Ratings {
    return new Ratings(this.users, this.items, this.columns, this.meta, features);
  }
}

/** From where on a rating counts as good, unless the user says otherwise (design: 4 of 5, 8 of 10). */
export const relevantFrom = ({ max }: Scale, feedback: Feedback): number =>
  feedback === 'implicit' ? smallest : 0.8 * max;

/** The smallest number above 0 that a strength can be. */
const smallest = 2 ** -149;

function sum(values: Float32Array): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at];
  return total;
}
