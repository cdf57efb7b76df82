import type { ColumnDataType, Kysely, RawBuilder } from 'kysely';

/** How an engine writes what all of them have. */
export interface Words {
  /** Ids, names and digests of any length, compared letter by letter. */
  readonly text: ColumnDataType | RawBuilder<unknown>;
  readonly integer: ColumnDataType | RawBuilder<unknown>;
  /** 64 bits of floating point. */
  readonly real: ColumnDataType | RawBuilder<unknown>;
  /** Behind the parenthesis of a table that is kept in the order of its key. */
  readonly byKey: RawBuilder<unknown>;
  /** And of one that numbers its rows, ascending, no number twice. */
  readonly byNumber: RawBuilder<unknown>;
}

/**
 * One change of the tables. Once it is released it stays as it is, since files are out there that it has made; whatever
 * comes later is a step of its own.
 */
export type Step = (database: Kysely<unknown>, words: Words) => Promise<void>;
