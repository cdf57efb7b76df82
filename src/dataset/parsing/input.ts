import type { Database } from '../../artifacts/database.ts';
import type { Field } from './field.ts';

/** A row of a raw file, its values in the order of the input's fields; or, with a reason, one that cannot be read. */
export interface Row {
  readonly file: string;
  /** Counts from 1, headers included. */
  readonly line: number;
  /** The row as it stands in the file. */
  readonly text: string;
  readonly values: readonly string[];
  readonly reason?: string;
}

/**
 * Raw data that one table is made from. There are two ways to read it: the database engine's, fast, for what is plain
 * and without fault; and row by row, which copes with everything and tells what is wrong.
 */
export interface Input {
  readonly fields: readonly Field[];
  /**
   * A SELECT of the fields by their names and types, for as long as nothing is wrong with any row: it must fail at a
   * bad one. Nothing where the engine cannot be trusted with the file.
   */
  plain?(database: Database, signal: AbortSignal): Promise<string | undefined>;
  /** All rows in order, some thousands at a time. */
  rows(database: Database, signal: AbortSignal): AsyncIterable<readonly Row[]>;
}
