import type { Counts, Edition, ListPart, PublishedList, PublishedVector, VectorPart } from './edition.ts';

/** A version that a server has, whole or not. */
export interface Version {
  /** Of its own in the database; never given twice. */
  readonly number: number;
  readonly key: string;
  readonly model: string;
  /** Whether all of it has been written. */
  readonly complete: boolean;
  /** When it last came in force by being published, in milliseconds since 1970; null for never. */
  readonly published: number | null;
  readonly counts: Counts;
}

/** What a server has of a data set. */
export interface State {
  /** The version that readers read; null for none. */
  readonly current: number | null;
  readonly versions: readonly Version[];
}

/** Who may write versions of a data set, and until when, in milliseconds of the server's clock. */
export interface Hold {
  readonly holder: string;
  readonly until: number;
}

/** Rows of one part. */
export type Batch =
  | { [P in ListPart]: { readonly part: P; readonly rows: readonly PublishedList[] } }[ListPart]
  | { [P in VectorPart]: { readonly part: P; readonly rows: readonly PublishedVector[] } }[VectorPart];

/**
 * A server that versions are written to. Each method is atomic by itself, and none needs a transaction with another: a
 * version counts for nothing until `switchTo`, which changes one row. To add one: a file, and a line in registry.ts.
 * @throws what the connection's `explain` says
 */
export interface Sink {
  /** The address as it may be shown. */
  readonly shown: string;
  /**
   * Makes the tables where they are missing; the first to be called.
   * @throws NO_ACCESS with the rights that are needed, NEWER_SCHEMA where a later movierec has made them
   */
  prepare(): Promise<void>;
  /** Takes a data set for `holder` alone, for so many seconds, unless another has it; says who has it then. */
  hold(dataset: string, holder: string, seconds: number): Promise<Hold>;
  /** Whether `holder` still had it, and then has it for so many seconds from now. */
  renew(dataset: string, holder: string, seconds: number): Promise<boolean>;
  release(dataset: string, holder: string): Promise<void>;
  state(dataset: string): Promise<State>;
  /** Begins a version with a number of its own, and writes the ids of people and films and what is known of these. */
  begin(edition: Edition, beat: Beat): Promise<number>;
  write(version: number, edition: Edition, batch: Batch): Promise<void>;
  /** Marks a version as whole. */
  finish(version: number, counts: Counts): Promise<void>;
  /** Puts a whole version in force, in one step; false, and nothing done, where `holder` no longer has the data set. */
  switchTo(dataset: string, version: number, holder: string, published?: number): Promise<boolean>;
  /** Removes a version, its entry last, so that what is interrupted is gone on with. */
  remove(version: number, beat: Beat): Promise<void>;
  close(): Promise<void>;
}

/** Called between the steps of something long: keeps the hold. */
export type Beat = () => Promise<void>;
