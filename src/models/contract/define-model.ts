import type { TypedArray } from '../../artifacts/safetensors.ts';
import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import type { Feedback, Ratings } from '../../dataset/ratings.ts';
import type { Parameters, Values } from './parameters.ts';

/**
 * All that a fitted model is: numbers go to model.json, arrays and lists of names to model.safetensors, and nothing else
 * exists. What a fitted model still needs of its parameters it puts here; after `fit` they are only a record.
 */
export type State = Readonly<Record<string, number | TypedArray | readonly string[]>>;

/** Whether a value of a state is a list of names. */
export const isNames = (value: State[string]): value is readonly string[] => Array.isArray(value);

/**
 * The user a model scores: a history, and whatever the model derives from it (a vector, an offset, similarities).
 * Known, folded-in and unknown people all come to a model as this one thing; the unknown have an empty history. It is
 * never saved: the history is, and the rest is made again from it.
 */
export type User<U extends object = object> = U & { readonly history: History };

/** One reason for a score. The amounts of all reasons add up to it. */
export type Contribution = { readonly amount: number } & (
  | { readonly because: 'average' } // what everyone gives everything
  | { readonly because: 'item' } // the item is liked more or less than most
  | { readonly because: 'user' } // this person gives higher or lower ratings than most
  | { readonly because: 'rated'; readonly item: number } // this person rated that item so
  | { readonly because: 'neighbor'; readonly user: number } // someone of like taste rated the item so
  // The item has something that this person likes or dislikes; the rated items that say so most, if the model knows.
  | { readonly because: 'feature'; readonly feature: string; readonly shared?: readonly number[] }
  // A part of what makes up the score; of a model made of several, with that one's reasons, which add up to the amount.
  | { readonly because: 'part'; readonly part: string; readonly reasons?: readonly Contribution[] }
  | { readonly because: 'rest' } // what the model cannot ascribe
  | { readonly because: 'fallback' } // the model has no opinion: the item's place in general
);

/** Lists one after another, each of `size` places; an empty place has the item -1. */
export interface Lists {
  readonly size: number;
  readonly items: Int32Array;
  readonly scores: Float32Array;
}

/** How much there is to learn from. */
export interface Size {
  /** Over all, rated or not. */
  readonly users: number;
  readonly items: number;
  readonly ratings: number;
}

/** What a model may ask of the data; checked before `fit`. */
export type Need = 'times' | 'features';

/**
 * What a model file exports. Write the members in this order: TypeScript infers S from `fit`, D from `prepare` and U
 * from `foldIn`, so that no model has to write out a type. They are methods (not arrow-valued properties) on purpose:
 * method parameters are bivariant, which lets the registry hold every model as a plain `Definition`.
 */
export interface Definition<
  P extends Parameters = Parameters,
  S extends State = State,
  D extends object = object,
  U extends object = object,
> {
  readonly name: string;
  /** What it does, in a sentence for people. */
  readonly summary: string;
  /** When to take it rather than another, in a sentence for people. */
  readonly choose: string;
  /** The paper or the formula it follows. */
  readonly reference: string;
  /** 'explicit' predicts ratings on the scale; 'implicit' only ranks. It may depend on the parameters. */
  readonly feedback: Feedback | ((parameters: Values<P>) => Feedback);
  /** Is there to measure other models by. */
  readonly baseline?: true;
  /** Ranks items the same for everyone, but for what they have seen. */
  readonly impersonal?: true;
  /** Goes by how films compare for all, and so cannot learn that what some people love others hate. */
  readonly oneTaste?: true;
  /** Gives chance, so that others can be measured by it. */
  readonly random?: true;
  /** Has an opinion on items that nobody has rated, by what is known of them. */
  readonly scoresUnrated?: true;
  /** Goes by what items are alone, not by who else rated them. */
  readonly byContent?: true;
  /** May depend on the parameters, as may `uses`. */
  readonly needs?: readonly Need[] | ((parameters: Values<P>) => readonly Need[]);
  /**
   * What it takes into account where the data has it. A model that needs or uses times scores as of `history.at`, and as
   * of the end where that is absent.
   */
  readonly uses?: readonly Need[] | ((parameters: Values<P>) => readonly Need[]);
  readonly parameters: P;
  /** Arrays that are matrices: the number in the state that is their row length, to be recorded in the file. */
  readonly matrices?: Readonly<Record<string, string>> | ((state: State) => Readonly<Record<string, string>>);
  /**
   * Of a model made of others: the definition of the part of this name, if there is such a part under these parameters.
   * A part's parameters are the model's own as `part.name`; those that are given are among its values.
   */
  part?(name: string, parameters: Values<P>): Definition | undefined;

  /**
   * The bytes of shared memory that `fit` needs at most, beside the ratings themselves: announced before it starts, and
   * refused where they are not there.
   */
  memory(size: Size, parameters: Values<P>): number;

  /**
   * Learns from the ratings, in their arena. Every random number comes from `context.seed`. The arrays of the state may
   * be anywhere; the shared part brings them together in an arena of the model's own.
   */
  fit(ratings: Ratings, parameters: Values<P>, context: Context): S | Promise<S>;

  /** What follows from the state and is needed often: made once after `fit` or loading, never saved. */
  prepare?(state: S): D;

  /**
   * What the model derives from a history, which may be empty; it may not depend on `history.at`, which changes from film
   * to film where ratings are tested. Left out: the history itself is all it needs.
   */
  foldIn?(state: S & D, history: History): U;

  /** What it has on a user of the training set, where that differs from folding in the same history. Rarely needed. */
  known?(state: S & D, user: number, history: History): U;

  /** Writes the score of each item it has an opinion on; `scores` comes filled with NaN, "no opinion". */
  score(state: S & D, user: User<U>, scores: Float32Array): void;

  /** The scores of some items only, the same to the bit, where that is faster than scoring them all. */
  scoreItems?(state: S & D, user: User<U>, items: Int32Array, scores: Float32Array): void;

  /** The same for many users, row after row, where one kernel over all of them is faster. */
  scoreBatch?(state: S & D, users: readonly User<U>[], scores: Float32Array, context: Context): void | Promise<void>;

  /**
   * The best `k` items of each of many users, best first, ties by the lower index, without those that are marked in
   * `out` and those in the user's history: where it is faster than scoring them all. Lists may be shorter than k.
   */
  topBatch?(state: S & D, users: readonly User<U>[], k: number, out: Uint8Array, context: Context): Promise<Lists>;

  /** The standard deviation of what is known of a score: for models that have a distribution in place of a number. */
  uncertainty?(state: S & D, user: User<U>, item: number): number;

  /** Why `item` has its score, for an item that `score` has an opinion on. */
  explain(state: S & D, user: User<U>, item: number): Contribution[];

  /** Writes how alike each other item is to `item`, for whatever the model goes by; NaN where it cannot tell. */
  similar?(state: S & D, item: number, similarities: Float32Array): void;

  /**
   * The `k` items most like each of some, most alike first, ties by the lower index, without those that are marked in
   * `out` and itself: what `similar` says, to the bit, where it is faster than comparing all with all.
   */
  similarBatch?(state: S & D, items: readonly number[], k: number, out: Uint8Array, context: Context): Promise<Lists>;
}

/** Lets TypeScript infer a definition's types from its members. */
export function defineModel<
  const P extends Parameters,
  S extends State,
  D extends object = object,
  U extends object = object,
>(definition: Definition<P, S, D, U>): Definition<P, S, D, U> {
  return definition;
}

/** What a model gives under these parameters: ratings, or only an order. */
export const feedbackOf = ({ feedback }: Definition, parameters: Values<Parameters>): Feedback =>
  typeof feedback === 'function' ? feedback(parameters) : feedback;

/** What a model asks of the data under these parameters. */
export const needsOf = ({ needs }: Definition, parameters: Values<Parameters>): readonly Need[] =>
  askedOf(needs, parameters);

/** What it takes into account under these parameters where the data has it. */
export const usesOf = ({ uses }: Definition, parameters: Values<Parameters>): readonly Need[] =>
  askedOf(uses, parameters);

/** Whether a model needs or uses something under these parameters. */
export const asksFor = (need: Need, definition: Definition, parameters: Values<Parameters>): boolean =>
  needsOf(definition, parameters).includes(need) || usesOf(definition, parameters).includes(need);

const askedOf = (asked: Definition['needs'] = [], parameters: Values<Parameters>): readonly Need[] =>
  typeof asked === 'function' ? asked(parameters) : asked;

/** Whether its scores depend on the time they are asked for. */
export const isTemporal = (definition: Definition, parameters: Values<Parameters>): boolean =>
  asksFor('times', definition, parameters);

/** A history as the user that a model scores; `index` is the user's place in the training set, if they are in it. */
export function userOf(definition: Definition, state: State & object, history: History, index = -1): User {
  const derived =
    index >= 0 && definition.known
      ? definition.known(state, index, history)
      : (definition.foldIn?.(state, history) ?? {});
  return { ...derived, history };
}
